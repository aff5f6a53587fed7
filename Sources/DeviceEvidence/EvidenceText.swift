/// A text file of evidence, as UTF-8 whatever it was.
package struct EvidenceText: Sendable {
    /// What a file turned out to be encoded in.
    package enum Encoding: String, Sendable {
        case utf8 = "UTF-8"
        case utf16LittleEndian = "UTF-16 LE"
        case utf16BigEndian = "UTF-16 BE"
        /// Not UTF-8; read as Windows-1252, which is right for ASCII at least.
        case codePage = "Windows code page"
    }

    /// UTF-8 without a byte order mark.
    package let bytes: [UInt8]
    package let encoding: Encoding

    /// Why a file is no text.
    package enum Fault: Error, Equatable, Sendable {
        case empty
        /// Every byte is zero, as a disk leaves them after a crash.
        case zeroFilled
        case binary
        /// UTF-16 that breaks off within a character, or holds half of one.
        case damaged
    }

    /// Decodes a file.
    ///
    /// - Throws: ``Fault`` where it is no text.
    package init(_ raw: [UInt8]) throws(Fault) {
        guard !raw.isEmpty else { throw .empty }
        (bytes, encoding) = try Self.decode(raw)
    }

    package var lines: EvidenceLines { EvidenceLines(bytes) }

    /// The lines of the first 16 KB, by which files are recognised.
    var head: EvidenceLines { EvidenceLines(bytes, upTo: 16_384) }
}

/// The lines of a text, without their ends; CR LF, LF and CR CR LF end a line.
package struct EvidenceLines: Sequence, IteratorProtocol, Sendable {
    private let bytes: [UInt8]
    private let limit: Int
    private var position = 0
    private var number = 0

    /// No line that begins behind `limit` bytes is given.
    init(_ bytes: [UInt8], upTo limit: Int = .max) {
        self.bytes = bytes
        self.limit = Swift.min(limit, bytes.count)
    }

    package mutating func next() -> EvidenceLine? {
        guard position < limit else { return nil }
        let (first, last, end) = bytes.withUnsafeBufferPointer { bytes in
            var end = position
            while end < bytes.count, bytes[end] != 10 { end += 1 }
            var last = end
            while last > position, bytes[last - 1] == 13 { last -= 1 }
            // Files that were put together keep the mark of each.
            let isMarked =
                last - position >= 3 && bytes[position] == 0xef && bytes[position + 1] == 0xbb
                && bytes[position + 2] == 0xbf
            return (isMarked ? position + 3 : position, last, end)
        }
        number += 1
        position = end + 1
        return EvidenceLine(number: number, bytes: bytes[first..<last], isEnded: end < bytes.count)
    }
}

/// One line.
package struct EvidenceLine: Sendable {
    /// Counted from 1.
    package let number: Int
    package let bytes: ArraySlice<UInt8>
    /// Whether a line end follows; the last line of a file that breaks off has none.
    package let isEnded: Bool

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ArraySlice<UInt8> {
    /// Without spaces and tabs at both ends.
    package var trimmed: ArraySlice<UInt8> {
        var (start, end) = (startIndex, endIndex)
        while start < end, self[start] == 32 || self[start] == 9 { start += 1 }
        while start < end, self[end - 1] == 32 || self[end - 1] == 9 { end -= 1 }
        return self[start..<end]
    }

    /// The parts before and behind the first `byte`, both trimmed; nil where there is none.
    package func parted(at byte: UInt8) -> (before: ArraySlice<UInt8>, behind: ArraySlice<UInt8>)? {
        guard let index = firstIndex(of: byte) else { return nil }
        return (self[..<index].trimmed, self[(index + 1)...].trimmed)
    }

    /// Whether the line is `text`, but for the case of ASCII letters.
    package func equals(ignoringCase text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && starts(ignoringCase: text)
    }

    /// Whether the line begins with `text`, but for the case of ASCII letters.
    package func starts(ignoringCase text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            guard count >= wanted.count else { return false }
            return zip(self, wanted).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
        }
    }
}

extension UInt8 {
    package var asciiLowercased: UInt8 { (65...90).contains(self) ? self | 32 : self }
}
