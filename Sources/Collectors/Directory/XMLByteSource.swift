import Foundation
import Model

/// A file or an answer as UTF-8, piece by piece, up to a limit and until time is up.
final class XMLByteSource {
    /// The next piece of at most so many bytes; empty at the end.
    private let take: (Int) throws -> Data
    private let limits: XMLLimits
    private let isCancelled: () -> Bool
    private var transcoder = UTF8Transcoder()
    private var read = 0
    private var isDrained = false
    private var isBegun = false

    convenience init(_ file: FileHandle, _ limits: XMLLimits, isCancelled: @escaping () -> Bool) {
        self.init(limits, isCancelled: isCancelled) { try file.read(upToCount: $0) ?? Data() }
    }

    convenience init(_ bytes: [UInt8], _ limits: XMLLimits) {
        var rest = bytes[...]
        self.init(limits, isCancelled: { false }) { count in
            defer { rest = rest.dropFirst(count) }
            return Data(rest.prefix(count))
        }
    }

    private init(
        _ limits: XMLLimits, isCancelled: @escaping () -> Bool, take: @escaping (Int) throws -> Data
    ) {
        self.take = take
        self.limits = limits
        self.isCancelled = isCancelled
    }

    /// The next bytes; empty at the end of the file alone.
    func next() throws(XMLFault) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.isEmpty && !isDrained { bytes = try piece() }
        guard !isBegun else { return bytes }
        isBegun = true
        // The whole XML declaration must be there.
        while bytes.count <= 512 && !isDrained { bytes += try piece() }
        return try begin(bytes)
    }

    private func piece() throws(XMLFault) -> [UInt8] {
        if isCancelled() { throw .cancelled }
        let chunk: Data
        do {
            chunk = try take(65536)
        } catch {
            throw XMLFault("cannot be read (\(error.localizedDescription.printable(limit: 100)))")
        }
        read += chunk.count
        isDrained = chunk.isEmpty
        guard read <= limits.fileBytes else { throw .tooLarge(limits.fileBytes) }
        guard let bytes = transcoder.transcode(chunk, isLast: isDrained) else { throw .misencoded }
        return bytes
    }

    /// Looks at the beginning: it must be XML, in an encoding that is read.
    private func begin(_ bytes: [UInt8]) throws(XMLFault) -> [UInt8] {
        let space: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
        guard let first = bytes.first(where: { !space.contains($0) }) else { throw .empty }
        guard first == UInt8(ascii: "<") else { throw .notXML }
        let head = String(decoding: bytes.prefix(512), as: UTF8.self)
        guard head.hasPrefix("<?xml"), let end = head.range(of: "?>") else { return bytes }
        let label = head[..<end.upperBound]
            .firstMatch(of: /encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']/)?.output.1.lowercased()
        // The label of a file that was converted later is not true; its bytes tell.
        let known = ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "unicode"]
        guard let label, !known.contains(label) else { return bytes }
        throw XMLFault("is in the encoding \(label.printable(limit: 30)), which is not read")
    }
}
