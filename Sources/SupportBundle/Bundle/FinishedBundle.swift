import Glibc

/// A bundle that is complete, and not yet in its place: what was written can be read back and looked at before.
///
/// Dropping it removes the file.
package struct FinishedBundle: ~Copyable {
    private let file: PendingBundle
    private let contents: BundleContents
    package let manifest: BundleManifest

    init(
        file: consuming PendingBundle, manifest: BundleManifest, manifestBytes: [UInt8]
    ) throws(BundleError) {
        do throws(BundleFault) {
            contents = try BundleContents(manifest, bytes: manifestBytes)
        } catch {
            throw BundleError(.writing, "\(file.name) \(error)")
        }
        self.file = file
        self.manifest = manifest
    }

    /// Bytes of the archive.
    package var size: Int { BundleFile.size(of: file.descriptor) ?? 0 }

    /// Reads every entry back from the file, the manifest last, and gives its name and its bytes to `body`.
    ///
    /// - Throws: ``BundleError`` where the file does not hold what was written, or what `body` throws.
    package func forEachEntry(_ body: (String, [UInt8]) throws -> Void) throws {
        let descriptor = try reopened()
        defer { close(descriptor) }
        do {
            try contents.read(descriptor, packed: size, contents.all, limit: .max) {
                try body($0.name, $0.bytes)
            }
        } catch let fault as BundleFault {
            throw Self.failure(file.name, fault)
        }
    }

    /// Bytes of the entries that a thread takes at a time.
    private static let share = 4 << 20

    /// Reads every entry back from the file, piece by piece and on several threads.
    ///
    /// - Parameters:
    ///   - limit: Bytes of a chunk that are new in it; positive.
    ///   - overlap: How many bytes of one chunk the next one of the entry begins with.
    ///   - width: How many threads; each takes some entries at a time, and chunks of long entries that others have read.
    ///   - body: Is given the chunks, several at a time and in no order.
    /// - Throws: ``BundleError`` where the file does not hold what was written, or what `body` throws; of several errors that
    ///   of the first entry.
    package func forEachChunk(
        of limit: Int, overlap: Int, width: Int, _ body: @escaping @Sendable (BundleChunk) throws -> Void
    ) async throws {
        // So many that all are busy until shortly before the end, whatever the work that an entry is.
        let board = ChunkBoard(
            contents.shares(of: min(Self.share, contents.size / (width * 8) + 1)), room: width)
        var descriptors: [Int32] = []
        defer { for descriptor in descriptors { close(descriptor) } }
        for _ in 0..<width { descriptors.append(try reopened()) }
        let contents = contents
        let packed = size
        await withTaskGroup(of: Void.self) { group in
            for descriptor in descriptors {
                group.addTask {
                    contents.read(descriptor, packed: packed, board, limit: limit, overlap: overlap, body)
                }
            }
        }
        guard let failure = board.failure else { return }
        if let fault = failure as? BundleFault { throw Self.failure(file.name, fault) }
        throw failure
    }

    /// Adds the entries of these names, with which the bundle has to begin, to another bundle.
    ///
    /// - Throws: ``BundleError`` where this file does not hold what was written, or the other one cannot take it.
    package func copy(_ names: Set<String>, to writer: inout BundleWriter) throws {
        let first = contents.entries.prefix { names.contains($0.name) }
        for (position, entry) in first.enumerated() {
            let descriptor = try reopened()
            defer { close(descriptor) }
            do {
                try writer.add(entry.name, original: entry.original) { write in
                    try contents.read(
                        descriptor, packed: size, position..<position + 1, limit: 1 << 20
                    ) { try write($0.bytes[...]) }
                }
            } catch let fault as BundleFault {
                throw Self.failure(file.name, fault)
            }
        }
    }

    /// Makes the file durable and puts it in its place, in one step.
    package consuming func commit() throws(BundleError) {
        try file.commit()
    }

    private func reopened() throws(BundleError) -> Int32 {
        do throws(SystemFault) {
            return try file.reopened()
        } catch {
            throw BundleError(.writing, "cannot read \(file.name) back: \(error.words)")
        }
    }

    private static func failure(_ name: String, _ fault: BundleFault) -> BundleError {
        BundleError(.writing, "\(name) was written, and read back it \(fault)")
    }
}
