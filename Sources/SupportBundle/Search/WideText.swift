import Glibc

/// UTF-16 as UTF-8, whatever else is in it; it is read into the same memory again and again.
final class WideText {
    private var text: UnsafeMutablePointer<UInt8>
    /// For each byte, and for the end, where its unit begins.
    private var origins: UnsafeMutablePointer<Int32>
    private var capacity = 1 << 10
    private var count = 0

    init() {
        text = .allocate(capacity: capacity)
        origins = .allocate(capacity: capacity)
    }

    deinit {
        text.deallocate()
        origins.deallocate()
    }

    /// What was read, until something else is.
    var bytes: Bytes { Bytes(start: text, count: count) }

    /// Where a part of what was read came from.
    func origin(_ range: Range<Int>) -> Range<Int> {
        let from = Int(origins[range.lowerBound])
        return from..<max(from + 2, Int(origins[range.upperBound]))
    }

    /// Reads units of two bytes from an index on; half a character becomes a space.
    ///
    /// With `skipsForeign`, units in a row of which the lower byte is zero become one character that is in no name: ASCII has such
    /// units where it is read in the wrong order, and nothing can be encoded in them.
    func read(_ bytes: Bytes, from start: Int, isLittleEndian: Bool, skipsForeign: Bool) {
        // A unit has at most three bytes, and two units that belong together have four.
        reserve(max(0, bytes.count - start) / 2 * 3 + 4)
        let (low, high) = isLittleEndian ? (0, 1) : (1, 0)
        let end = bytes.count - 1
        var (index, count, isForeign) = (start, 0, false)
        while index < end {
            let (upper, lower) = (bytes[index + high], bytes[index + low])
            if upper == 0, lower < 0x80 {
                text[count] = lower
                origins[count] = Int32(truncatingIfNeeded: index)
                count += 1
                index += 2
                isForeign = false
                continue
            }
            if skipsForeign, lower == 0, upper >= 0x09, !(0xd8...0xdf).contains(upper) {
                if !isForeign { count = put(Self.placeholder, at: count, from: index) }
                isForeign = true
                index += 2
                continue
            }
            isForeign = false
            let origin = index
            var value = UInt32(upper) << 8 | UInt32(lower)
            index += 2
            if (0xd800..<0xdc00).contains(value), index < end {
                let second = UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + low])
                if (0xdc00..<0xe000).contains(second) {
                    value = 0x10000 + (value - 0xd800) << 10 + (second - 0xdc00)
                    index += 2
                }
            }
            count = put(Unicode.Scalar(value) ?? " ", at: count, from: origin)
        }
        origins[count] = Int32(truncatingIfNeeded: index)
        self.count = count
    }

    /// A character that is part of words, and in no name.
    private static let placeholder: Unicode.Scalar = "\u{fffd}"

    private func put(_ scalar: Unicode.Scalar, at count: Int, from origin: Int) -> Int {
        var count = count
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            text[count] = byte
            origins[count] = Int32(truncatingIfNeeded: origin)
            count += 1
        }
        return count
    }

    private func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        text.deallocate()
        origins.deallocate()
        capacity = wanted + wanted / 2
        text = .allocate(capacity: capacity)
        origins = .allocate(capacity: capacity)
    }

    /// What of this has to be looked at when `other` was: ASCII reads alike in both orders, from places that are one apart.
    ///
    /// Where all but the beginning is the same, that is the beginning, and so much more that nothing of which a part is in it
    /// reaches further; else it is all.
    func part(unlike other: WideText, reach: Int) -> Bytes {
        var same = 0
        let limit = min(count, other.count)
        while same < limit, text[count - 1 - same] == other.text[other.count - 1 - same] { same += 1 }
        let own = count - same
        guard own <= 16 else { return bytes }
        // What is encoded is of ASCII; what is beyond it may only be in a name as it stands, with its accents apart or not.
        let isBeyondASCII = (0..<own).allSatisfy { text[$0] > 127 }
        var end = own + (isBeyondASCII ? reach * 4 : 1 << 16)
        while end < count, text[end].isWord { end += 1 }
        return Bytes(start: text, count: min(count, end))
    }
}

extension WideText {
    /// Little-endian UTF-16 as UTF-8.
    static func narrowed(_ bytes: Bytes) -> [UInt8] {
        let text = WideText()
        text.read(bytes, from: 0, isLittleEndian: true, skipsForeign: false)
        return Array(text.bytes)
    }

    /// Whether there may be UTF-16 in it: ASCII in UTF-16 has zeros.
    static func isPossible(_ bytes: Bytes) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return memchr(base, 0, bytes.count) != nil || bytes.count > 3 && hasMark(bytes)
    }

    private static func hasMark(_ bytes: Bytes) -> Bool {
        bytes[0] == 0xff && bytes[1] == 0xfe || bytes[0] == 0xfe && bytes[1] == 0xff
    }

    /// Whether a name has a character, in whatever case, of which the lower byte in UTF-16 is zero, or the one in place of those.
    static func mayBeForeign(_ name: String) -> Bool {
        guard name.utf8.contains(where: { $0 > 127 }) else { return false }
        return [name, name.lowercased(), name.uppercased()].contains {
            $0.unicodeScalars.contains { $0.value & 0xff == 0 && $0.value >= 0x900 || $0 == placeholder }
        }
    }
}
