import Archive
import Model

/// A support bundle that was opened, and whose every byte was held against its seal and its manifest.
///
/// Neither proves who made it: whoever can write the file can make another that is as sound.
package struct BundleReader: Sendable {
    package let manifest: BundleManifest
    /// Printable.
    private let name: String
    private let file: BundleFile
    private let contents: BundleContents
    /// Bytes, unpacked: more is not read into memory.
    private static let manifestLimit = 1 << 29

    /// Opens a bundle and reads it whole.
    ///
    /// A symbolic link to one is followed. An archive that is cut short, changed, of another kind or of a newer format is
    /// refused, and so is one that does not hold exactly what its manifest lists.
    ///
    /// - Throws: ``UnusableBundle``, which names the file and the place.
    package static func open(_ path: String) throws(UnusableBundle) -> BundleReader {
        let name = path.printable(limit: 1000)
        return try inFile(name) {
            let file = try BundleFile(path)
            try file.read { descriptor in
                if let fault = try BundleSeal.fault(of: descriptor) { throw BundleFault(fault) }
            }
            let bytes = try file.read { try manifestBytes($0, file.size) }
            let manifest: BundleManifest
            do throws(BundleFault) {
                manifest = try BundleManifest(reading: bytes)
            } catch {
                throw BundleFault("has a manifest that is not used: \(error)")
            }
            let contents = try BundleContents(manifest, bytes: bytes)
            try file.read {
                try contents.read($0, packed: file.size, contents.all, limit: 1 << 20) { _ in }
            }
            return BundleReader(manifest: manifest, name: name, file: file, contents: contents)
        }
    }

    /// The bytes of an entry, held against its digest once more.
    ///
    /// - Parameters:
    ///   - entry: Its name, as the manifest has it.
    ///   - limit: Bytes; a larger entry is refused.
    /// - Returns: All of them.
    /// - Throws: ``UnusableBundle`` where there is no such entry, or the file was changed meanwhile.
    package func bytes(of entry: String, limit: Int = 1 << 31) throws(UnusableBundle) -> [UInt8] {
        try Self.inFile(name) {
            let shown = entry.printable()
            guard let wanted = contents.entries.firstIndex(where: { $0.name == entry }) else {
                throw BundleFault("holds no \(shown)")
            }
            guard contents.entries[wanted].size <= limit else {
                throw BundleFault("holds an entry of more than \(limit >> 20) MiB: \(shown)")
            }
            var bytes: [UInt8] = []
            try file.read {
                try contents.read($0, packed: file.size, wanted..<wanted + 1, limit: .max) {
                    bytes = $0.bytes
                }
            }
            return bytes
        }
    }

    /// Gives the bytes of an entry piece by piece, held against its digest once more.
    ///
    /// Only when it returns is it known that they were right.
    ///
    /// - Throws: ``UnusableBundle`` where there is no such entry, or the file was changed meanwhile.
    package func read(_ entry: String, _ body: ([UInt8]) -> Void) throws(UnusableBundle) {
        try Self.inFile(name) {
            guard let wanted = contents.entries.firstIndex(where: { $0.name == entry }) else {
                throw BundleFault("holds no \(entry.printable())")
            }
            try file.read {
                try contents.read($0, packed: file.size, wanted..<wanted + 1, limit: 1 << 20) {
                    body($0.bytes)
                }
            }
        }
    }

    /// Looks for the manifest, which is the last entry, without unpacking another.
    private static func manifestBytes(_ descriptor: Int32, _ packed: Int) throws -> [UInt8] {
        var budget = ArchiveBudget(.bundle, packed: packed)
        var reader = try ArchiveReader.open(descriptor: descriptor, .zip, .bundle)
        while let entry = try reader.next(&budget) {
            guard entry.parts == [BundleName.manifest] else { continue }
            let bytes = try reader.read(upTo: manifestLimit, &budget)
            guard try bytes.count < manifestLimit || reader.read(upTo: 1, &budget).isEmpty else {
                throw BundleFault("has a manifest of more than \(manifestLimit >> 20) MiB")
            }
            return bytes
        }
        throw BundleFault("holds no \(BundleName.manifest)")
    }

    private static func inFile<T>(_ name: String, _ body: () throws -> T) throws(UnusableBundle) -> T {
        do {
            return try body()
        } catch let fault as SystemFault {
            throw UnusableBundle("\(name) cannot be read: \(fault.words)")
        } catch let error as UnusableBundle {
            throw error
        } catch {
            // An entry that the archive names may be called anything.
            throw UnusableBundle("\(name) \("\(error)".printable(limit: 500))")
        }
    }
}
