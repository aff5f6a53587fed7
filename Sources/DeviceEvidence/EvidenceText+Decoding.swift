extension EvidenceText {
    /// UTF-8 and what the bytes were before.
    static func decode(_ raw: [UInt8]) throws(Fault) -> ([UInt8], Encoding) {
        if raw.starts(with: [0xff, 0xfe]) {
            return (try narrow(raw, from: 2, isLittleEndian: true), .utf16LittleEndian)
        }
        if raw.starts(with: [0xfe, 0xff]) {
            return (try narrow(raw, from: 2, isLittleEndian: false), .utf16BigEndian)
        }
        let body = raw.starts(with: [0xef, 0xbb, 0xbf]) ? Array(raw.dropFirst(3)) : raw
        guard body.contains(0) else {
            if String(validating: body, as: UTF8.self) != nil { return (body, .utf8) }
            return (Array(String(decoding: body.map(unit), as: UTF16.self).utf8), .codePage)
        }
        guard body.contains(where: { $0 != 0 }) else { throw .zeroFilled }
        let head = body.prefix(512)
        let even = head.enumerated().count { $0 % 2 == 0 && $1 == 0 }
        let odd = head.enumerated().count { $0 % 2 == 1 && $1 == 0 }
        // Text of the countries that Windows is in has spaces, digits and line ends in any script.
        if odd * 4 >= head.count / 2, even == 0 {
            return (try narrow(body, from: 0, isLittleEndian: true), .utf16LittleEndian)
        }
        if even * 4 >= head.count / 2, odd == 0 {
            return (try narrow(body, from: 0, isLittleEndian: false), .utf16BigEndian)
        }
        throw .binary
    }

    private static func narrow(_ raw: [UInt8], from start: Int, isLittleEndian: Bool) throws(Fault) -> [UInt8]
    {
        let count = raw.count - start
        guard count > 0 else { throw .empty }
        guard count % 2 == 0 else { throw .damaged }
        var narrow: [UInt8] = []
        narrow.reserveCapacity(count / 2 + 16)
        var units: [UInt16] = []
        var index = start
        while index < raw.count {
            let unit =
                isLittleEndian
                ? UInt16(raw[index + 1]) << 8 | UInt16(raw[index])
                : UInt16(raw[index]) << 8 | UInt16(raw[index + 1])
            index += 2
            if unit < 0x80 {
                if !units.isEmpty { try flush(&units, into: &narrow) }
                narrow.append(UInt8(unit))
            } else {
                units.append(unit)
            }
        }
        if !units.isEmpty { try flush(&units, into: &narrow) }
        guard !narrow.contains(0) else { throw narrow.contains(where: { $0 != 0 }) ? .binary : .zeroFilled }
        return narrow
    }

    private static func flush(_ units: inout [UInt16], into narrow: inout [UInt8]) throws(Fault) {
        let isBroken = Swift.transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
        ) { narrow.append($0) }
        guard !isBroken else { throw .damaged }
        units.removeAll(keepingCapacity: true)
    }

    /// Windows-1252; bytes that it leaves undefined stay control characters.
    private static func unit(_ byte: UInt8) -> UInt16 {
        (0x80..<0xa0).contains(byte) ? codePage1252[Int(byte) - 0x80] : UInt16(byte)
    }

    private static let codePage1252: [UInt16] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
        0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ]
}
