import Glibc

/// UTF-16 as UTF-8, whatever else is in it.
enum WideText {
    /// Whether there may be UTF-16 in it: ASCII in UTF-16 has zeros.
    static func isPossible(_ bytes: Bytes) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return memchr(base, 0, bytes.count) != nil || bytes.count > 3 && hasMark(bytes)
    }

    private static func hasMark(_ bytes: Bytes) -> Bool {
        bytes[0] == 0xff && bytes[1] == 0xfe || bytes[0] == 0xfe && bytes[1] == 0xff
    }

    /// Reads units of two bytes from an index on; half a character becomes a space.
    ///
    /// The origin of each byte is where its unit begins.
    static func narrowed(_ bytes: Bytes, from start: Int, isLittleEndian: Bool) -> (
        text: [UInt8], origins: [Int32]
    ) {
        var text: [UInt8] = []
        var origins: [Int32] = []
        text.reserveCapacity(bytes.count / 2 + 16)
        origins.reserveCapacity(bytes.count / 2 + 16)
        var index = start
        func unit(_ index: Int) -> UInt32 {
            isLittleEndian
                ? UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
                : UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
        }
        while index + 1 < bytes.count {
            var value = unit(index)
            let origin = Int32(truncatingIfNeeded: index)
            index += 2
            if value < 0x80 {
                text.append(UInt8(value))
                origins.append(origin)
                continue
            }
            if (0xd800..<0xdc00).contains(value), index + 1 < bytes.count,
                (0xdc00..<0xe000).contains(unit(index))
            {
                value = 0x10000 + (value - 0xd800) << 10 + (unit(index) - 0xdc00)
                index += 2
            }
            guard let scalar = Unicode.Scalar(value) else {
                text.append(32)
                origins.append(origin)
                continue
            }
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                text.append(byte)
                origins.append(origin)
            }
        }
        origins.append(Int32(truncatingIfNeeded: index))
        return (text, origins)
    }
}
