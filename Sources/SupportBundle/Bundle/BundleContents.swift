import Archive
import Model
import Signing

/// A part of an entry, or all of it.
package struct BundleChunk: Sendable {
    /// The place of its entry among the bundle's.
    package var entry: Int
    package var name: String
    /// Of the first of the bytes in the entry.
    package var offset: Int
    package var bytes: [UInt8]
    package var isLast: Bool
}

/// What a bundle's archive has to hold, byte for byte, and the reading of it.
struct BundleContents: Sendable {
    /// Every entry in the archive's order, the manifest last.
    let entries: [BundleManifest.Entry]

    init(_ manifest: BundleManifest, bytes: [UInt8]) throws(BundleFault) {
        guard var digest = Digest.begin() else { throw BundleFault("cannot be read: out of memory") }
        digest.add(bytes[...])
        entries =
            manifest.entries + [
                .init(
                    name: BundleName.manifest, original: nil, size: bytes.count,
                    sha256: digest.finished().hexadecimal)
            ]
    }

    /// Every entry's place in the list.
    var all: Range<Int> { entries.indices }

    /// The places in the list in parts, one behind the other: each ends with the entry by which it has so many bytes.
    func shares(of bytes: Int) -> [Range<Int>] {
        var shares: [Range<Int>] = []
        var start = 0
        var work = 0
        for position in all {
            // An entry without a byte is work, too.
            work += entries[position].size + 1000
            guard work >= bytes || position == entries.count - 1 else { continue }
            shares.append(start..<position + 1)
            start = position + 1
            work = 0
        }
        return shares
    }

    /// Bytes that all entries have together, unpacked.
    var size: Int { entries.reduce(0) { $0 + $1.size } }

    /// Reads entries one after the other, and holds each against its size and digest.
    ///
    /// - Parameters:
    ///   - descriptor: Open for reading at the archive's start.
    ///   - packed: Size of the archive.
    ///   - wanted: Which entries to read, by their places in the list; of those before them the names and sizes are compared.
    ///   - limit: Bytes of a chunk; positive.
    ///   - overlap: How many bytes of one chunk the next one begins with.
    ///   - body: Is given the chunks in order. Only when the last chunk of an entry was given is the digest known to be right.
    /// - Throws: ``BundleFault``, or what `body` throws.
    func read(
        _ descriptor: Int32, packed: Int, _ wanted: Range<Int>, limit: Int, overlap: Int = 0,
        _ body: (BundleChunk) throws -> Void
    ) throws {
        var shares = [wanted]
        try read(descriptor, packed: packed, { shares.popLast() }, limit: limit, overlap: overlap, body)
    }

    /// The same of several parts of the list, of which `next` gives one behind the other until there is none any more.
    func read(
        _ descriptor: Int32, packed: Int, _ next: () -> Range<Int>?, limit: Int, overlap: Int,
        _ body: (BundleChunk) throws -> Void
    ) throws {
        guard var wanted = next() else { return }
        var position = 0
        do {
            var budget = ArchiveBudget(.bundle, packed: packed)
            var reader = try ArchiveReader.open(descriptor: descriptor, .zip, .bundle)
            while true {
                // Behind the last entry there must be no other.
                let isToEnd = wanted.upperBound >= entries.count
                while isToEnd || position < wanted.upperBound, let found = try reader.next(&budget) {
                    let expected = try expectation(at: position, found)
                    if wanted.contains(position) {
                        try read(expected, position, &reader, &budget, limit, overlap, body)
                    }
                    position += 1
                }
                guard position >= min(wanted.upperBound, entries.count) else {
                    throw BundleFault(
                        "lacks an entry that its manifest lists: \(entries[position].name.printable())")
                }
                guard let following = next() else { return }
                wanted = following
            }
        } catch let error as ArchiveError {
            throw BundleFault("\(error)")
        }
    }

    /// What went wrong before counts.
    private struct Stopped: Error {}

    /// Reads what there is on a board, until nothing is left there, and notes there what goes wrong.
    func read(
        _ descriptor: Int32, packed: Int, _ board: ChunkBoard, limit: Int, overlap: Int,
        _ body: (BundleChunk) throws -> Void
    ) {
        func look(at chunk: BundleChunk) {
            do {
                try Task.checkCancellation()
                try body(chunk)
            } catch {
                board.fail(error, entry: chunk.entry, offset: chunk.offset)
            }
        }
        func lookAtOthers() {
            while let chunk = board.nextChunk() { look(at: chunk) }
        }
        var current = 0
        do {
            try read(
                descriptor, packed: packed,
                {
                    lookAtOthers()
                    let share = board.nextShare()
                    current = share?.lowerBound ?? current
                    return share
                }, limit: limit, overlap: overlap
            ) { chunk in
                guard !board.hasFailed(before: chunk) else { throw Stopped() }
                let isWhole = chunk.offset == 0 && chunk.isLast
                if isWhole || !board.leave(chunk) { look(at: chunk) }
            }
        } catch is Stopped {
            lookAtOthers()
        } catch {
            board.fail(error, entry: current, offset: .max)
            lookAtOthers()
        }
    }

    private func expectation(
        at position: Int, _ found: ArchiveEntry
    ) throws(BundleFault) -> BundleManifest.Entry {
        let name = found.parts.joined(separator: "/")
        let shown = name.printable()
        guard position < entries.count else {
            throw BundleFault("holds an entry behind its manifest: \(shown)")
        }
        let expected = entries[position]
        // Accents that are written apart are composed on the way through the archive.
        guard name == expected.name, !found.isFolder else {
            guard entries[position...].contains(where: { $0.name == name }) else {
                throw BundleFault("holds an entry that its manifest does not list there: \(shown)")
            }
            throw BundleFault("lacks an entry that its manifest lists: \(expected.name.printable())")
        }
        guard found.size == nil || found.size == expected.size else {
            throw BundleFault("holds an entry that is not as large as its manifest says: \(shown)")
        }
        return expected
    }

    private func read(
        _ entry: BundleManifest.Entry, _ position: Int, _ reader: inout ArchiveReader,
        _ budget: inout ArchiveBudget, _ limit: Int, _ overlap: Int, _ body: (BundleChunk) throws -> Void
    ) throws {
        let shown = entry.name.printable()
        guard var digest = Digest.begin() else { throw BundleFault("cannot be read: out of memory") }
        var offset = 0
        var tail: ArraySlice<UInt8> = []
        repeat {
            let wanted = min(limit, entry.size - offset)
            var bytes: [UInt8]
            do throws(ArchiveError) {
                bytes = try reader.read(upTo: max(1, wanted), &budget)
            } catch {
                throw Self.fault(error, shown)
            }
            guard bytes.count == wanted else {
                throw BundleFault("holds an entry that is not as large as its manifest says: \(shown)")
            }
            digest.add(bytes[...])
            let start = offset - tail.count
            offset += bytes.count
            if !tail.isEmpty { bytes = tail + bytes }
            tail = offset < entry.size ? bytes.suffix(overlap) : []
            try body(
                BundleChunk(
                    entry: position, name: entry.name, offset: start, bytes: bytes,
                    isLast: offset == entry.size))
        } while offset < entry.size
        // Reading behind the end also makes the archive's own checksum be looked at.
        let isWhole: Bool
        do throws(ArchiveError) {
            isWhole = try reader.read(upTo: 1, &budget).isEmpty
        } catch {
            throw Self.fault(error, shown)
        }
        guard isWhole, digest.finished().hexadecimal == entry.sha256 else {
            throw BundleFault("holds an entry that is not what its manifest says: \(shown)")
        }
    }
}

extension BundleContents {
    private static func fault(_ error: ArchiveError, _ entry: String) -> BundleFault {
        error.extent == .refused
            ? BundleFault("\(error)") : BundleFault("holds an entry that \(error): \(entry)")
    }
}

extension ArchiveLimits {
    /// Of a bundle, which may be of a large fleet; what it unpacks to is held against the manifest on the way.
    static let bundle: ArchiveLimits = {
        var limits = ArchiveLimits()
        limits.entries = 1 << 20
        limits.unpacked = 1 << 42
        // Nothing that is packed by deflate, and once, grows by more.
        limits.ratio = 1100
        limits.path = BundleName.limit
        return limits
    }()
}
