import Model

/// What was listed and what was read, put together.
struct EvidenceTree {
    private let folders: [ListedFolder]
    private let results: [EvidenceUnit.Result?]
    /// Numbers of the units of each folder.
    private var units: [Range<Int>]
    private let unread: Unreadable

    /// Of units without a result, `unread` tells why they were not read.
    init(
        _ folders: [ListedFolder], _ units: [EvidenceUnit], _ results: [EvidenceUnit.Result?],
        unread: Unreadable
    ) {
        self.folders = folders
        self.results = results
        self.unread = unread
        self.units = .init(repeating: 0..<0, count: folders.count)
        for (number, unit) in units.enumerated() {
            let known = self.units[unit.folder]
            self.units[unit.folder] = (known.isEmpty ? number : known.lowerBound)..<number + 1
        }
    }

    /// A folder with everything below it.
    func node(_ index: Int) -> EvidenceNode {
        let folder = folders[index]
        var name = folder.name.lastPart
        if [".", ".."].contains(name) { name = String(decoding: folder.path, as: UTF8.self).lastPart }
        var node = EvidenceNode(name.printable())
        var archives: [EvidenceNode] = []
        if let fault = folder.fault { node.faults.append(fault) }
        for number in units[index] {
            guard let result = results[number] else {
                if !node.faults.contains(unread) { node.faults.append(unread) }
                continue
            }
            for file in result.files { node.add(file) }
            archives += result.archives
            if let fault = result.fault, !node.faults.contains(fault) { node.faults.append(fault) }
        }
        if folder.isFile, var archive = archives.first {
            archive.name = node.name
            return archive
        }
        let notFollowed = Unreadable(.evidenceRefused, "is a symbolic link, which is not followed")
        for name in folder.fileLinks { node.add(ReadFile(name, .faulty, fault: notFollowed)) }
        if !folder.fileLinks.isEmpty { node.files.sort { $0.name < $1.name } }
        let links = folder.links.map { name in
            var link = EvidenceNode(name)
            link.faults = [notFollowed]
            return link
        }
        node.children = (folder.children.map { self.node($0) } + archives + links).sorted {
            $0.name < $1.name
        }
        return node
    }
}

extension String {
    /// Behind the last slash that something follows.
    fileprivate var lastPart: String { split(separator: "/").last.map(String.init) ?? self }
}
