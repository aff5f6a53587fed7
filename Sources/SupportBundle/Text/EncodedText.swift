import DeviceEvidence

/// A file as UTF-8, with what is needed to write it as it was.
struct EncodedText {
    /// UTF-8 without a mark.
    let bytes: [UInt8]
    private let encoding: EvidenceText.Encoding
    private let hasMark: Bool

    /// nil where the bytes are no text, or would not come out as they went in.
    init?(_ raw: [UInt8]) {
        guard let text = try? EvidenceText(raw) else { return nil }
        bytes = text.bytes
        encoding = text.encoding
        switch text.encoding {
        case .utf8: hasMark = raw.starts(with: [0xef, 0xbb, 0xbf])
        case .utf16LittleEndian: hasMark = raw.starts(with: [0xff, 0xfe])
        case .utf16BigEndian: hasMark = raw.starts(with: [0xfe, 0xff])
        case .codePage: hasMark = raw.starts(with: [0xef, 0xbb, 0xbf])
        }
    }

    /// UTF-8 in the encoding of the file.
    func encoded(_ text: [UInt8]) -> [UInt8] {
        switch encoding {
        case .utf8: return (hasMark ? [0xef, 0xbb, 0xbf] : []) + text
        case .codePage: return (hasMark ? [0xef, 0xbb, 0xbf] : []) + Self.narrowed(text)
        case .utf16LittleEndian:
            return (hasMark ? [0xff, 0xfe] : []) + Self.widened(text, isLittleEndian: true)
        case .utf16BigEndian:
            return (hasMark ? [0xfe, 0xff] : []) + Self.widened(text, isLittleEndian: false)
        }
    }

    private static func widened(_ text: [UInt8], isLittleEndian: Bool) -> [UInt8] {
        // No byte of UTF-8 becomes more than two.
        [UInt8](unsafeUninitializedCapacity: text.count * 2) { out, count in
            func put(_ unit: UInt16) {
                out[count] = UInt8(truncatingIfNeeded: isLittleEndian ? unit : unit >> 8)
                out[count + 1] = UInt8(truncatingIfNeeded: isLittleEndian ? unit >> 8 : unit)
                count += 2
            }
            var index = 0
            while index < text.count {
                if text[index] < 128 {
                    put(UInt16(text[index]))
                    index += 1
                    continue
                }
                var end = index + 1
                while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
                for unit in String(decoding: text[index..<end], as: UTF8.self).utf16 { put(unit) }
                index = end
            }
        }
    }

    /// Windows-1252, which is what ``EvidenceText`` reads where a file is no UTF-8.
    private static func narrowed(_ text: [UInt8]) -> [UInt8] {
        var narrow: [UInt8] = []
        narrow.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if scalar.value < 256, !(0x80..<0xa0).contains(scalar.value) || codePage[scalar.value] == nil {
                narrow.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                narrow.append(codePage[scalar.value] ?? UInt8(ascii: "?"))
            }
        }
        return narrow
    }

    /// Which byte a scalar of the upper half is, asked of the decoder itself.
    private static let codePage: [UInt32: UInt8] = {
        var bytes: [UInt32: UInt8] = [:]
        for byte in UInt8(0x80)..<0xa0 {
            guard let text = try? EvidenceText([byte]),
                let scalar = String(decoding: text.bytes, as: UTF8.self).unicodeScalars.first
            else { continue }
            bytes[scalar.value] = byte
        }
        return bytes
    }()
}
