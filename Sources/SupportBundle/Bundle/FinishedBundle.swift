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
            try contents.read(descriptor, packed: size, selection: { _ in true }, limit: .max) {
                try body($0.name, $0.bytes)
            }
        } catch let fault as BundleFault {
            throw Self.failure(file.name, fault)
        }
    }

    /// Reads every entry back from the file, piece by piece and on several threads.
    ///
    /// - Parameters:
    ///   - limit: Bytes of a chunk that are new in it; positive.
    ///   - overlap: How many bytes of one chunk the next one of the entry begins with.
    ///   - width: How many threads; each gives the chunks of some of the entries, in their order.
    ///   - body: Is given the chunks, several at a time.
    /// - Throws: ``BundleError`` where the file does not hold what was written, or what `body` throws; of several errors that
    ///   of the first entry.
    package func forEachChunk(
        of limit: Int, overlap: Int, width: Int, _ body: @escaping @Sendable (BundleChunk) throws -> Void
    ) async throws {
        let owners = BundleShares.owners(contents.entries, width)
        var descriptors: [Int32] = []
        defer { for descriptor in descriptors { close(descriptor) } }
        for _ in 0..<max(1, width) { descriptors.append(try reopened()) }
        let contents = contents
        let packed = size
        let name = file.name
        let failures = await withTaskGroup(of: BundleShares.Failure?.self) { group in
            for (owner, descriptor) in descriptors.enumerated() {
                group.addTask {
                    var position = 0
                    do {
                        try contents.read(
                            descriptor, packed: packed,
                            selection: { next in
                                position = next
                                return owners[next] == owner
                            }, limit: limit, overlap: overlap
                        ) { chunk in
                            try Task.checkCancellation()
                            try body(chunk)
                        }
                        return nil
                    } catch {
                        return BundleShares.Failure(position: position, error: error)
                    }
                }
            }
            var failures: [BundleShares.Failure] = []
            for await case let failure? in group { failures.append(failure) }
            return failures
        }
        guard let first = failures.min(by: { $0.position < $1.position }) else { return }
        if let fault = first.error as? BundleFault { throw Self.failure(name, fault) }
        throw first.error
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

/// Who reads which entries.
private enum BundleShares {
    struct Failure: Sendable {
        var position: Int
        var error: any Error
    }

    /// For each entry the number of one of `width` readers, each of which has about as many bytes as the others.
    static func owners(_ entries: [BundleManifest.Entry], _ width: Int) -> [Int] {
        var loads = [Int](repeating: 0, count: max(1, width))
        return entries.map { entry in
            let owner = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            // An entry without a byte is work, too.
            loads[owner] += entry.size + 1000
            return owner
        }
    }
}
