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
        guard !body.isEmpty else { throw .empty }
        guard body.contains(0) else {
            if String(validating: body, as: UTF8.self) != nil { return (body, .utf8) }
            return (widened(body), .codePage)
        }
        guard body.contains(where: { $0 != 0 }) else { throw .zeroFilled }
        let head = body.prefix(512)
        let even = head.enumerated().count { $0 % 2 == 0 && $1 == 0 }
        let odd = head.enumerated().count { $0 % 2 == 1 && $1 == 0 }
        // Text of the countries that Windows is in has spaces, digits and line ends in any script; the other half of
        // a unit is zero in a few characters, such as the ideographic space.
        if odd * 4 >= head.count / 2, even * 8 <= odd {
            return (try narrow(body, from: 0, isLittleEndian: true), .utf16LittleEndian)
        }
        if even * 4 >= head.count / 2, odd * 8 <= even {
            return (try narrow(body, from: 0, isLittleEndian: false), .utf16BigEndian)
        }
        throw .binary
    }

    private static func narrow(_ raw: [UInt8], from start: Int, isLittleEndian: Bool) throws(Fault) -> [UInt8]
    {
        guard raw.count > start else { throw .empty }
        guard (raw.count - start) % 2 == 0 else { throw .damaged }
        var fault: Fault?
        // No unit takes more than three bytes.
        let narrow = [UInt8](unsafeUninitializedCapacity: (raw.count - start) / 2 * 3) { out, count in
            raw.withUnsafeBytes { bytes in
                fault = transcode(bytes, from: start, isLittleEndian, into: out, &count)
            }
        }
        if let fault { throw fault }
        guard !narrow.contains(0) else { throw narrow.contains(where: { $0 != 0 }) ? .binary : .zeroFilled }
        return narrow
    }

    /// Writes UTF-8; the number of bytes that `raw` has behind `start` is even, and `out` has room for all.
    private static func transcode(
        _ raw: UnsafeRawBufferPointer, from start: Int, _ isLittleEndian: Bool,
        into out: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) -> Fault? {
        var index = start
        func unit(at index: Int) -> UInt16 {
            let unit = raw.loadUnaligned(fromByteOffset: index, as: UInt16.self)
            return isLittleEndian ? UInt16(littleEndian: unit) : UInt16(bigEndian: unit)
        }
        while index < raw.count {
            // Four ASCII characters at a time, which is nearly all there is.
            while index + 8 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let units = isLittleEndian ? UInt64(littleEndian: word) : UInt64(bigEndian: word).swappedUnits
                guard units & 0xff80_ff80_ff80_ff80 == 0 else { break }
                out[count] = UInt8(truncatingIfNeeded: units)
                out[count + 1] = UInt8(truncatingIfNeeded: units >> 16)
                out[count + 2] = UInt8(truncatingIfNeeded: units >> 32)
                out[count + 3] = UInt8(truncatingIfNeeded: units >> 48)
                count += 4
                index += 8
            }
            guard index < raw.count else { break }
            let first = unit(at: index)
            index += 2
            var scalar = UInt32(first)
            switch first {
            case 0..<0x80:
                out[count] = UInt8(first)
                count += 1
                continue
            case 0xd800..<0xdc00:
                guard index < raw.count else { return .damaged }
                let second = unit(at: index)
                guard (0xdc00..<0xe000).contains(second) else { return .damaged }
                index += 2
                scalar = 0x10000 + (scalar - 0xd800) << 10 + (UInt32(second) - 0xdc00)
            case 0xdc00..<0xe000: return .damaged
            default: break
            }
            guard let valid = Unicode.Scalar(scalar) else { return .damaged }
            for byte in UTF8.encode(valid) ?? UTF8.encodedReplacementCharacter {
                out[count] = byte
                count += 1
            }
        }
        return nil
    }

    /// UTF-8 of Windows-1252.
    ///
    /// Another code page cannot be told from it. The ASCII characters are right in any; what else there is must not
    /// be compared with other files.
    private static func widened(_ bytes: [UInt8]) -> [UInt8] {
        var wide: [UInt8] = []
        wide.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                wide.append(byte)
                continue
            }
            let scalar = Unicode.Scalar(unit(byte)) ?? "\u{fffd}"
            wide.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return wide
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

extension UInt64 {
    /// The four 16-bit units in the opposite order.
    fileprivate var swappedUnits: UInt64 {
        self >> 48 | (self >> 16 & 0xffff_0000) | (self << 16 & 0xffff_0000_0000) | self << 48
    }
}
