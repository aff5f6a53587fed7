import Archive
package import FoundationEssentials
import Model
import Signing

/// A support bundle that is being written: a zip archive whose last entry is its manifest.
///
/// Entries go to the disk as they come. Dropping it removes what was written.
package struct BundleWriter: ~Copyable {
    /// Text becomes about a sixth by it, at two to three times the speed of the usual 6, which makes it a seventh.
    private static let level = 1
    /// Entries, so that a bundle can be opened again.
    private static let limit = ArchiveLimits.bundle.entries - 50_000

    private var archive: ArchiveWriter
    let file: PendingBundle
    private let time: Date
    private var names = BundleNames()
    private var entries: [BundleManifest.Entry] = []
    private var leftOut: [BundleManifest.LeftOut] = []
    /// What made it unusable.
    private var failure: BundleError?

    /// Begins a bundle.
    ///
    /// - Parameters:
    ///   - path: Where it is to be; a link is followed, and a regular file replaced in the end.
    ///   - time: When the run began, for the manifest.
    /// - Returns: A bundle without an entry.
    /// - Throws: ``BundleError`` where the place cannot be written to.
    package static func create(at path: String, time: Date) throws(BundleError) -> BundleWriter {
        try create(at: path, time: time, nameless: true)
    }

    static func create(at path: String, time: Date, nameless: Bool) throws(BundleError) -> BundleWriter {
        let file = try PendingBundle.create(at: path, nameless: nameless)
        do throws(ArchiveError) {
            let archive = try ArchiveWriter.open(descriptor: file.descriptor, level: level)
            return BundleWriter(archive: archive, file: file, time: time)
        } catch {
            throw BundleError(.writing, "\(file.name) \(error)")
        }
    }

    private init(archive: consuming ArchiveWriter, file: consuming PendingBundle, time: Date) {
        self.archive = archive
        self.file = file
        self.time = time
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - name: What the entry is to be called; it is made safe, and unique.
    ///   - original: What it is called where it comes from, redacted, where the name does not tell.
    ///   - bytes: All of it.
    /// - Returns: The name that it has.
    /// - Throws: ``BundleError`` where the disk cannot take it, or the bundle was spoiled before.
    @discardableResult
    package mutating func add(
        _ name: String, original: String? = nil, _ bytes: [UInt8]
    ) throws(BundleError) -> String {
        try ready()
        let safe = names.take(name)
        do throws(ArchiveError) {
            guard var digest = Digest.begin() else { throw ArchiveError("cannot be written: out of memory") }
            try archive.begin(safe, size: bytes.count)
            // In pieces that stay in the processor's cache between the digest and the packing.
            for start in stride(from: 0, to: bytes.count, by: 1 << 17) {
                let piece = bytes[start..<min(start + 1 << 17, bytes.count)]
                digest.add(piece)
                try archive.write(piece)
            }
            try archive.end()
            append(safe, original, bytes.count, digest.finished())
        } catch {
            throw fail(error)
        }
        return safe
    }

    /// Adds an entry that comes piece by piece; it may be larger than the memory.
    ///
    /// - Parameters:
    ///   - name: What the entry is to be called; it is made safe, and unique.
    ///   - original: What it is called where it comes from, redacted, where the name does not tell.
    ///   - writing: Gives the entry's bytes to its argument, in order.
    /// - Returns: The name that it has.
    /// - Throws: ``BundleError``, or what `writing` throws; then the bundle cannot be finished any more.
    @discardableResult
    package mutating func add(
        _ name: String, original: String? = nil, writing: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
    ) throws -> String {
        try ready()
        let safe = names.take(name)
        var size = 0
        do {
            guard var digest = Digest.begin() else { throw ArchiveError("cannot be written: out of memory") }
            try archive.begin(safe, size: nil)
            try writing { piece in
                size += piece.count
                digest.add(piece)
                try archive.write(piece)
            }
            try archive.end()
            append(safe, original, size, digest.finished())
        } catch let error as ArchiveError {
            throw fail(error)
        } catch {
            failure = BundleError(.writing, "cannot write \(file.name): an entry was not given to its end")
            throw error
        }
        return safe
    }

    /// Notes a file that was there and is not in the bundle; `name` is redacted, and a reason a clause.
    package mutating func leaveOut(_ name: String, why: String) {
        leftOut.append(.init(name: name.printable(limit: 1000), why: why.printable(limit: 1000)))
    }

    /// Ends the archive with the manifest and a seal.
    ///
    /// - Parameter head: The manifest; what the writer knows is filled in.
    /// - Returns: The bundle, which gets its name when it is committed.
    /// - Throws: ``BundleError`` where the disk cannot take it, or an entry was not added to its end.
    package consuming func finish(_ head: BundleManifest) throws(BundleError) -> FinishedBundle {
        try ready()
        let name = file.name
        var manifest = head
        manifest.createdAt = time
        manifest.entries = entries
        manifest.leftOut = leftOut
        let bytes: [UInt8]
        do {
            bytes = try manifest.encoded()
        } catch {
            throw BundleError(.writing, "cannot write \(name): its manifest cannot be encoded")
        }
        do throws(ArchiveError) {
            try archive.begin(BundleName.manifest, size: bytes.count)
            try archive.write(bytes[...])
            try archive.end()
            try archive.close()
        } catch {
            throw BundleError(.writing, "\(name) \(error)")
        }
        do throws(SystemFault) {
            try BundleSeal.put(on: file.descriptor)
        } catch {
            throw BundleError(.writing, "cannot write \(name): \(error.words)")
        }
        return try FinishedBundle(file: file, manifest: manifest, manifestBytes: bytes)
    }

    /// To be called between the parts of a bundle, each of which is made by other threads with heaps of their own.
    package static func giveFreedMemoryBack() { FreedMemory.giveBack() }

    private mutating func append(_ name: String, _ original: String?, _ size: Int, _ digest: [UInt8]) {
        entries.append(
            .init(
                name: name, original: original?.printable(limit: 1000), size: size,
                sha256: digest.hexadecimal))
    }

    private borrowing func ready() throws(BundleError) {
        if let failure { throw failure }
        guard entries.count <= Self.limit else {
            throw BundleError(
                .writing, "cannot write \(file.name): it would have more than \(Self.limit) entries")
        }
    }

    private mutating func fail(_ error: ArchiveError) -> BundleError {
        let failed = BundleError(.writing, "\(file.name) \(error)")
        failure = failed
        return failed
    }
}
