/// 16 bytes, as Active Directory keeps them: the first three groups little-endian.
package struct GUID: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    /// From the first and the last 16 of its hexadecimal digits.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// From the 16 bytes of `objectGUID`; nil for any other number of bytes.
    package init?(directoryBytes bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let raw = Array(bytes)
        let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
        var words: (UInt64, UInt64) = (0, 0)
        for (position, index) in order.enumerated() {
            if position < 8 {
                words.0 = words.0 << 8 | UInt64(raw[index])
            } else {
                words.1 = words.1 << 8 | UInt64(raw[index])
            }
        }
        (high, low) = words
    }

    /// From `8-4-4-4-12` hexadecimal digits, in any case, with or without braces.
    package init?(_ text: some StringProtocol) {
        var digits = 0
        var words: (UInt64, UInt64) = (0, 0)
        var body = Array(text.utf8)
        if body.first == UInt8(ascii: "{"), body.last == UInt8(ascii: "}") {
            body = Array(body.dropFirst().dropLast())
        }
        guard body.count == 36 else { return nil }
        for (position, byte) in body.enumerated() {
            if [8, 13, 18, 23].contains(position) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let value: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            if digits < 16 {
                words.0 = words.0 << 4 | UInt64(value)
            } else {
                words.1 = words.1 << 4 | UInt64(value)
            }
            digits += 1
        }
        (high, low) = words
    }
}

extension GUID: CustomStringConvertible {
    /// `8-4-4-4-12` lower-case hexadecimal digits.
    package var description: String {
        let hexadecimal = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for position in 0..<32 {
            if [8, 12, 16, 20].contains(position) { text.append(UInt8(ascii: "-")) }
            let word = position < 16 ? high : low
            text.append(hexadecimal[Int(word >> UInt64(60 - position % 16 * 4) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension GUID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let guid = GUID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a GUID")
        }
        self = guid
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension GUID {
    /// All zeros, which is nobody's id.
    package static let zero = GUID(high: 0, low: 0)
}
