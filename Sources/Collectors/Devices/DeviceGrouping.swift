import Model

/// Decides which folders and archives are devices, and which files are of which.
///
/// The rules stand in `docs/decisions/0016-which-folder-is-a-device.md`.
struct DeviceGrouping {
    /// A device to be.
    struct Draft {
        var path: String
        var name: String
        /// Named relative to the path.
        var files: [ReadFile] = []
        var faults: [Unreadable] = []
        var names = ComputerNames()
        /// Whether anything in it was recognised.
        var isEvidence = false
    }

    /// The devices of a folder or archive, itself the first where it is one.
    static func devices(of node: EvidenceNode, path: String) -> [Draft] {
        let below = node.children.flatMap { child in
            devices(of: child, path: path + (path.hasSuffix("/") ? "" : "/") + child.name)
        }
        var own = Draft(path: path, name: node.name)
        own.files = node.files
        own.faults = node.faults
        own.isEvidence = node.files.contains { $0.rank == .evidence }
        for file in node.files { own.names.add(from: file.claims) }
        let result = own.isEvidence ? join(own, below) : container(node, own, below)
        return node.isArchive && result.count > 1 ? spread(node.faults, own.path, result) : result
    }

    /// A folder that holds evidence, with what is below it.
    private static func join(_ own: Draft, _ below: [Draft]) -> [Draft] {
        let isCollection = own.files.contains { $0.kind == .analyzer }
        var all = own.names
        for draft in below { all.add(draft.names) }
        func belongs(_ draft: Draft) -> Bool {
            if isCollection && !all.areSeveral { return true }
            return !draft.names.isEmpty && !own.names.isEmpty && !own.names.joined(draft.names).areSeveral
        }
        let isMixed = below.contains { $0.isEvidence && !belongs($0) }
        var own = own
        var others: [Draft] = []
        for draft in below {
            let isPart = draft.isEvidence ? belongs(draft) : !isMixed
            if isPart { own.take(draft) } else { others.append(draft) }
        }
        return [own] + others
    }

    /// A folder that holds no evidence itself; one that holds devices is none.
    private static func container(_ node: EvidenceNode, _ own: Draft, _ below: [Draft]) -> [Draft] {
        if below.isEmpty {
            var own = own
            if own.faults.isEmpty && own.files.isEmpty {
                own.faults = [Unreadable(.evidenceNotRecognised, Self.words(for: node))]
            }
            return [own]
        }
        if node.isArchive, below.count == 1, own.files.isEmpty {
            var only = below[0]
            only.faults = own.faults + only.faults
            return [only]
        }
        return (own.files.isEmpty && own.faults.isEmpty ? [] : [own]) + below
    }

    /// What ails an archive goes for each device in it.
    private static func spread(_ faults: [Unreadable], _ path: String, _ drafts: [Draft]) -> [Draft] {
        guard !faults.isEmpty else { return drafts }
        return drafts.map { draft in
            guard draft.path != path else { return draft }
            var draft = draft
            draft.faults += faults.map { Unreadable($0.code, "\(path): \($0.detail)") }
            return draft
        }
    }

    private static func words(for node: EvidenceNode) -> String {
        guard node.otherCount > 0 else { return "holds no file" }
        let rest =
            node.otherCount > node.others.count ? " and \(node.otherCount - node.others.count) more" : ""
        return "holds nothing that is known as evidence, but \(node.others.joined(separator: ", "))\(rest)"
    }
}

extension DeviceGrouping.Draft {
    /// Takes along what is below.
    fileprivate mutating func take(_ other: Self) {
        let prefix = String(other.path.dropFirst(path.count + (path.hasSuffix("/") ? 0 : 1)))
        for file in other.files {
            var file = file
            file.name = "\(prefix)/\(file.name)"
            files.append(file)
        }
        // A folder of other things says nothing of a device that has evidence.
        for fault in other.faults where fault.code != .evidenceNotRecognised {
            faults.append(Unreadable(fault.code, "\(prefix): \(fault.detail)"))
        }
        names.add(other.names)
    }
}

/// The computers that evidence names.
struct ComputerNames {
    private(set) var all: [String] = []

    var isEmpty: Bool { all.isEmpty }
    var areSeveral: Bool { all.count > 1 }

    mutating func add(from claims: [Claim]) {
        for claim in claims where claim.attribute == .computerName {
            if case .text(let name) = claim.value { add(name) }
        }
    }

    mutating func add(_ other: ComputerNames) {
        for name in other.all { add(name) }
    }

    func joined(_ other: ComputerNames) -> ComputerNames {
        var both = self
        both.add(other)
        return both
    }

    private mutating func add(_ name: String) {
        if let index = all.firstIndex(where: { Self.isSame($0, name) }) {
            if name.count > all[index].count { all[index] = name }
        } else {
            all.append(name)
        }
    }

    /// NetBIOS cuts a name after fifteen characters.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        return short.count == 15 && long.hasPrefix(short)
    }
}
