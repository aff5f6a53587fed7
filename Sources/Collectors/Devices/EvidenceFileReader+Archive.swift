import Archive
import Model

extension EvidenceFileReader {
    /// Reads an archive that is a file; nothing of it is written anywhere.
    mutating func archive(_ name: String, _ descriptor: Int32, _ size: Int, _ format: ArchiveFormat)
        -> EvidenceNode
    {
        guard format != .emptyZip else { return Self.unread(name, "is an empty archive") }
        guard size <= limits.archiveFile else {
            return refused(
                name, "has \(size) bytes, more than the \(limits.archiveFile >> 20) MiB that are read")
        }
        var budget = ArchiveBudget(limits.archive, packed: size)
        do throws(ArchiveError) {
            var reader = try ArchiveReader.open(descriptor: descriptor, format, limits.archive)
            return try contents(name, &reader, &budget, isNested: false)
        } catch {
            return failure(name, error)
        }
    }

    private func refused(_ name: String, _ what: String) -> EvidenceNode {
        failure(name, ArchiveError(what, .refused))
    }

    private func failure(_ name: String, _ error: ArchiveError) -> EvidenceNode {
        var node = EvidenceNode(name)
        node.isArchive = true
        node.faults = [
            Unreadable(
                error.extent == .refused ? .evidenceRefused : .evidenceUnreadable,
                error.description.printable(limit: 400))
        ]
        return node
    }

    /// - Throws: ``ArchiveError`` where nothing of it may be used.
    private mutating func contents(
        _ name: String, _ reader: inout ArchiveReader, _ budget: inout ArchiveBudget, isNested: Bool
    ) throws(ArchiveError) -> EvidenceNode {
        var root = EvidenceNode(name)
        root.isArchive = true
        var known: Set<[String]> = []
        var isEmpty = true
        do throws(ArchiveError) {
            while let entry = try reader.next(&budget) {
                guard !isAbandoned() else { throw ArchiveError("was not read to its end") }
                isEmpty = false
                guard !entry.parts.contains(where: FileNature.isClutter), let last = entry.parts.last else {
                    continue
                }
                let folders = entry.parts.dropLast().map { $0.printable() }
                if entry.isFolder {
                    root.with(folders + [last.printable()]) { _ in }
                    continue
                }
                // Written twice, both are evidence, and may contradict each other.
                let isFirst = known.insert(entry.parts).inserted
                let shown =
                    last.printable() + (isFirst ? "" : " (entry \(known.count + 1), of the same name)")
                var child: EvidenceNode?
                var file: ReadFile?
                do throws(ArchiveError) {
                    try take(entry, shown, &reader, &budget, isNested, &file, &child)
                } catch {
                    guard error.extent == .entry else { throw error }
                    file = failed(shown, error.description.printable(limit: 300), nil)
                }
                root.with(folders) { node in
                    if let file { node.add(file) }
                    if let child { node.children.append(child) }
                }
            }
            if isEmpty { root.faults.append(Unreadable(.evidenceNotRecognised, "is an empty archive")) }
        } catch {
            guard error.extent != .refused else { throw error }
            root.faults.append(Unreadable(.evidenceUnreadable, error.description.printable(limit: 400)))
        }
        root.sort()
        return root
    }

    private mutating func take(
        _ entry: ArchiveEntry, _ name: String, _ reader: inout ArchiveReader, _ budget: inout ArchiveBudget,
        _ isNested: Bool, _ file: inout ReadFile?, _ child: inout EvidenceNode?
    ) throws(ArchiveError) {
        let modified = entry.modified.flatMap { Self.date($0) }
        guard !FileNature.isForeign(name) else {
            file = ReadFile(name, .other)
            return
        }
        var bytes = try reader.read(upTo: ArchiveFormat.headLength, &budget)
        let format = ArchiveFormat(head: bytes)
        if format != nil, isNested {
            child = failure(name, ArchiveError("lies in an archive within an archive, and was not read"))
            return
        }
        if format == nil, FileNature.isForeign(head: bytes) || FileNature.otherArchive(head: bytes) != nil {
            file = ReadFile(name, .other)
            return
        }
        let limit = format == nil ? limits.file : limits.nestedArchive
        guard entry.size ?? 0 <= limit else {
            let what = "has \(entry.size ?? 0) bytes, more than the \(limit >> 20) MiB that are read"
            file = failed(name, what, modified)
            return
        }
        if bytes.count == ArchiveFormat.headLength {
            bytes += try reader.read(upTo: limit + 1 - bytes.count, &budget)
        }
        guard bytes.count <= limit else {
            file = failed(name, "has more than the \(limit >> 20) MiB that are read", modified)
            return
        }
        guard format != .emptyZip else {
            child = Self.unread(name, "is an empty archive")
            return
        }
        guard let format else {
            file = self.file(name, bytes, modified)
            return
        }
        do throws(ArchiveError) {
            var inner = try ArchiveReader.open(bytes, format, limits.archive)
            child = try contents(name, &inner, &budget, isNested: true)
        } catch {
            // A bomb in an archive is one of the whole.
            guard error.extent != .refused else {
                throw ArchiveError("holds \(name), which \(error.description)", .refused)
            }
            child = failure(name, error)
        }
    }
}

extension EvidenceNode {
    /// Changes the folder at the end of a path, which is made where it is not yet there.
    fileprivate mutating func with(_ path: some Collection<String>, _ body: (inout EvidenceNode) -> Void) {
        guard let first = path.first else { return body(&self) }
        // Archives have their folders one after the other.
        let index =
            children.lastIndex { $0.name == first && !$0.isArchive }
            ?? {
                children.append(EvidenceNode(first))
                return children.count - 1
            }()
        children[index].with(path.dropFirst(), body)
    }

    fileprivate mutating func sort() {
        children.sort { $0.name < $1.name }
        files.sort { $0.name < $1.name }
        for index in children.indices where !children[index].isArchive { children[index].sort() }
    }
}
