import Archive
package import Configuration
package import FoundationEssentials
import Glibc
package import Model

/// The files that were recognised as evidence, read once more as they are.
package struct RawEvidence {
    /// A file that the facts tell of.
    package struct File: Sendable, Equatable {
        /// Its device's number among the facts' devices.
        package var device: Int
        /// Its number among the device's files.
        package var number: Int
        package var kind: EvidenceFile.Kind

        package init(device: Int, number: Int, kind: EvidenceFile.Kind) {
            self.device = device
            self.number = number
            self.kind = kind
        }
    }

    /// A place that the facts were read from.
    package struct Source: Sendable {
        package var place: EvidencePlace
        /// When reading it began; a file that was changed later is not what the facts tell of.
        package var begun: Date

        package init(_ place: EvidencePlace, begun: Date) {
            self.place = place
            self.begun = begun
        }
    }

    /// What is found of a file the second time.
    package enum Finding: Sendable, Equatable {
        case bytes([UInt8])
        /// It cannot be shown as the facts have it, and why.
        case lost(String)
    }

    private let limits: DeviceCollector.Limits
    private var begun = Date.distantPast
    private let isOver: () -> Bool
    private let found: (File, Finding) -> Void
    private let other: (String) -> Void
    private var files: RecognisedFiles

    /// Reads the places again, one file after the other, in the order of the places and of the paths below them.
    ///
    /// It blocks while it reads. Nothing is read but what the facts say was recognised.
    ///
    /// - Parameters:
    ///   - sources: The places that the facts were read from, in their order.
    ///   - devices: The facts.
    ///   - limits: Those of the first time.
    ///   - isOver: Whether nobody waits any more.
    ///   - found: Is told of each file that the facts have, once.
    ///   - other: Is told of each file that is there and that the facts do not have, by its path.
    package static func read(
        _ sources: [Source], of devices: [DeviceFact], limits: DeviceCollector.Limits = .init(),
        isOver: @escaping () -> Bool,
        found: @escaping (File, Finding) -> Void, other: @escaping (String) -> Void = { _ in }
    ) {
        var raw = RawEvidence(
            limits: limits, isOver: isOver, found: found, other: other, files: RecognisedFiles(devices))
        var listing = FolderListing(limits, isOver: isOver)
        let roots = sources.map { listing.list($0.place.path, name: $0.place.name) }
        for (source, root) in zip(sources, roots) {
            guard let root else { continue }
            raw.begun = source.begun
            raw.visit(root, of: listing.folders, DeviceCollector.shown(source.place))
        }
        for file in raw.files.rest {
            found(file, .lost(isOver() ? "was not read again in time" : "is not there any more"))
        }
    }

    private mutating func visit(_ number: Int, of folders: [ListedFolder], _ path: String) {
        let folder = folders[number]
        let raw = folder.path.isEmpty ? [0x2f] : folder.path
        let descriptor = open(raw.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            defer { close(descriptor) }
            for file in folder.files {
                guard !isOver() else { return }
                read(file, in: descriptor, path, isPlace: folder.isFile)
            }
        }
        for child in folder.children { visit(child, of: folders, path.appending(part: folders[child].name)) }
    }

    /// Reads a file of a folder; where `isPlace`, the file itself was named, and an archive has the folder's path.
    private mutating func read(_ raw: [UInt8], in folder: Int32, _ path: String, isPlace: Bool) {
        let name = String(printing: raw)
        guard !FileNature.isForeign(name) else { return leave(name, at: path.appending(part: name)) }
        let descriptor = openat(
            folder, raw.map { CChar(bitPattern: $0) } + [0],
            O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let size = Int(status.st_size)
        guard let head = EvidenceFileReader.bytes(descriptor, from: 0, min(size, ArchiveFormat.headLength))
        else { return }
        let isChanged = Self.moment(status.st_ctim) > begun.timeIntervalSince1970
        if FileNature.isBundle(head: head, descriptor, size) {
            leave(name, at: path.appending(part: name))
        } else if let format = ArchiveFormat(head: head) {
            let place = isPlace ? path : path.appending(part: name)
            archive(descriptor, size, format, place, isChanged: isChanged)
        } else if let file = files.take(path.appending(part: name)) {
            let whole = isChanged ? nil : EvidenceFileReader.bytes(descriptor, from: 0, size)
            found(file, whole.map { $0.count == size ? .bytes($0) : Self.changed } ?? Self.changed)
        } else {
            leave(name, at: path.appending(part: name))
        }
    }

    /// Tells of a file that is no evidence; nobody misses what desktops leave behind.
    private func leave(_ name: String, at path: String) {
        if !FileNature.isClutter(name) { other(path) }
    }

    private static let changed = Finding.lost("was changed since it was read")

    /// Seconds since 1970.
    private static func moment(_ time: timespec) -> Double {
        Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

// MARK: - Archives

extension RawEvidence {
    private mutating func archive(
        _ descriptor: Int32, _ size: Int, _ format: ArchiveFormat, _ path: String, isChanged: Bool
    ) {
        guard format != .emptyZip, size <= limits.archiveFile else { return }
        var budget = ArchiveBudget(limits.archive, packed: size)
        // What cannot be read any more is told of with all else that was not found again.
        do throws(ArchiveError) {
            var reader = try ArchiveReader.open(descriptor: descriptor, format, limits.archive)
            try contents(&reader, &budget, path, isChanged: isChanged, isNested: false)
        } catch {}
    }

    private mutating func contents(
        _ reader: inout ArchiveReader, _ budget: inout ArchiveBudget, _ path: String, isChanged: Bool,
        isNested: Bool
    ) throws(ArchiveError) {
        var known: Set<[String]> = []
        while let entry = try reader.next(&budget), !isOver() {
            guard !entry.isFolder, !entry.parts.contains(where: FileNature.isClutter),
                let last = entry.parts.last
            else { continue }
            let isFirst = known.insert(entry.parts).inserted
            let name = last.printable() + (isFirst ? "" : " (entry \(known.count + 1), of the same name)")
            let place = (entry.parts.dropLast().map { $0.printable() } + [name]).reduce(path) {
                $0.appending(part: $1)
            }
            guard !FileNature.isForeign(name) else {
                leave(name, at: place)
                continue
            }
            let file = files.take(place)
            // An entry whose name is not that of evidence may still be an archive with evidence in it.
            guard file != nil || !isNested else {
                leave(name, at: place)
                continue
            }
            do throws(ArchiveError) {
                try take(file, &reader, &budget, place, isChanged: isChanged)
            } catch {
                if let file { found(file, Self.changed) }
                guard error.extent == .entry else { throw error }
            }
        }
    }

    private mutating func take(
        _ file: File?, _ reader: inout ArchiveReader, _ budget: inout ArchiveBudget, _ place: String,
        isChanged: Bool
    ) throws(ArchiveError) {
        if let file, isChanged { return found(file, Self.changed) }
        var bytes = try reader.read(upTo: ArchiveFormat.headLength, &budget)
        let format = ArchiveFormat(head: bytes)
        guard file != nil || format != nil else { return other(place) }
        let limit = format == nil ? limits.file : limits.nestedArchive
        if bytes.count == ArchiveFormat.headLength {
            bytes += try reader.read(upTo: limit + 1 - bytes.count, &budget)
        }
        if let file {
            return found(file, format == nil && bytes.count <= limit ? .bytes(bytes) : Self.changed)
        }
        guard let format, format != .emptyZip, bytes.count <= limit else { return }
        var inner = try ArchiveReader.open(bytes, format, limits.archive)
        try contents(&inner, &budget, place, isChanged: isChanged, isNested: true)
    }
}

extension String {
    fileprivate func appending(part: String) -> String { self + (hasSuffix("/") ? "" : "/") + part }
}
