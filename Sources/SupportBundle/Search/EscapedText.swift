/// What a text reads as once its escapes are taken out, and where each byte of it came from.
struct EscapedText {
    /// A way to write characters by other characters.
    enum Notation: String, CaseIterable {
        case percent = "percent-encoded"
        /// JSON, C, PowerShell and shells: `\u00fc`, `\u{fc}`, `\x41`, `\n`.
        case backslash = "with backslashes"
        /// Filters and names of LDAP: `\2c`, `\,`.
        case directory = "escaped for LDAP"
        case entity = "as entities"
        case quotedPrintable = "quoted-printable"

        var mark: UInt8 {
            switch self {
            case .percent: UInt8(ascii: "%")
            case .backslash, .directory: UInt8(ascii: "\\")
            case .entity: UInt8(ascii: "&")
            case .quotedPrintable: UInt8(ascii: "=")
            }
        }
    }

    private(set) var bytes: [UInt8] = []
    /// For each byte, and for the end, the index in the text that it came from.
    private(set) var origins: [Int] = []
    /// Whether there was an escape at all.
    private(set) var isChanged = false

    /// Reads a part of a text; of backslashes maybe only those with a number behind them.
    init(
        _ text: Bytes, _ range: Range<Int>, _ notation: Notation, _ entities: [String: Unicode.Scalar],
        onlyNumbers: Bool = false
    ) {
        bytes.reserveCapacity(range.count)
        origins.reserveCapacity(range.count + 1)
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] == notation.mark, !onlyNumbers || Self.isNumber(text, index),
                let (decoded, end) = Self.escape(text, index, range.upperBound, notation, entities)
            {
                for byte in decoded {
                    bytes.append(byte)
                    origins.append(index)
                }
                index = end
                isChanged = true
                continue
            }
            bytes.append(text[index])
            origins.append(index)
            index += 1
        }
        origins.append(index)
    }

    /// Where a part of what was read came from.
    func origin(_ range: Range<Int>) -> Range<Int> {
        origins[range.lowerBound]..<max(origins[range.upperBound], origins[range.lowerBound] + 1)
    }

    /// Whether a backslash has a `u` or an `x` behind it.
    static func isNumber(_ text: Bytes, _ index: Int) -> Bool {
        let letter = text.at(index + 1) | 32
        return letter == UInt8(ascii: "u") || letter == UInt8(ascii: "x")
    }

    /// What an escape stands for, and where it ends; nil where there is none.
    static func escape(
        _ text: Bytes, _ index: Int, _ end: Int, _ notation: Notation, _ entities: [String: Unicode.Scalar]
    ) -> (bytes: [UInt8], end: Int)? {
        switch notation {
        case .percent:
            // Not of any standard, but of ECMAScript's `escape`.
            if index + 1 < end, text[index + 1] | 32 == UInt8(ascii: "u") { return wide(text, index, end) }
            return pair(text, index + 1, end).map { ([$0], index + 3) }
        case .quotedPrintable:
            if index + 1 < end, text[index + 1] == 10 { return ([], index + 2) }
            if index + 2 < end, text[index + 1] == 13, text[index + 2] == 10 { return ([], index + 3) }
            return pair(text, index + 1, end).map { ([$0], index + 3) }
        case .directory:
            if let byte = pair(text, index + 1, end) { return ([byte], index + 3) }
            // A zero is only ever written in digits (RFC 4514); here it is half of a character of UTF-16.
            guard index + 1 < end, !text[index + 1].isWord, text[index + 1] != 0 else { return nil }
            return ([text[index + 1]], index + 2)
        case .backslash: return backslash(text, index, end)
        case .entity: return entity(text, index, end, entities)
        }
    }

    private static func pair(_ text: Bytes, _ index: Int, _ end: Int) -> UInt8? {
        guard index + 1 < end, let high = text[index].digitValue, let low = text[index + 1].digitValue else {
            return nil
        }
        return high << 4 | low
    }

    private static func backslash(_ text: Bytes, _ index: Int, _ end: Int) -> ([UInt8], Int)? {
        guard index + 1 < end else { return nil }
        switch text[index + 1] {
        case UInt8(ascii: "u"):
            return index + 2 < end && text[index + 2] == UInt8(ascii: "{")
                ? braced(text, index, end) : wide(text, index, end)
        case UInt8(ascii: "U"):
            return number(text, index + 2, 8, end).flatMap { Unicode.Scalar($0) }.map {
                (Array(String($0).utf8), index + 10)
            }
        case UInt8(ascii: "x"): return pair(text, index + 2, end).map { ([$0], index + 4) }
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "v"), UInt8(ascii: "0"), UInt8(ascii: "a"):
            // Octal digits may follow.
            if let first = octal(text, index + 1, end) { return ([first], index + 4) }
            return ([plain(text[index + 1])], index + 2)
        case UInt8(ascii: "1")...UInt8(ascii: "3"):
            return octal(text, index + 1, end).map { ([$0], index + 4) }
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "'"):
            return ([text[index + 1]], index + 2)
        case 10: return ([], index + 2)
        default: return nil
        }
    }

    private static func plain(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "t"): 9
        default: 32
        }
    }

    private static func octal(_ text: Bytes, _ index: Int, _ end: Int) -> UInt8? {
        guard index + 2 < end else { return nil }
        var value: UInt16 = 0
        for offset in 0..<3 {
            guard (48...55).contains(text[index + offset]) else { return nil }
            value = value << 3 | UInt16(text[index + offset] - 48)
        }
        return value < 256 ? UInt8(value) : nil
    }

    private static func number(_ text: Bytes, _ index: Int, _ digits: Int, _ end: Int) -> UInt32? {
        guard index + digits <= end else { return nil }
        var value: UInt32 = 0
        for offset in 0..<digits {
            guard let digit = text[index + offset].digitValue, value <= 0xfff_ffff else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// `\u{…}` with as many digits as there are.
    private static func braced(_ text: Bytes, _ index: Int, _ end: Int) -> ([UInt8], Int)? {
        var next = index + 3
        while next < end, next - index < 11, text[next].digitValue != nil { next += 1 }
        guard next < end, text[next] == UInt8(ascii: "}"),
            let scalar = number(text, index + 3, next - index - 3, end).flatMap({ Unicode.Scalar($0) })
        else { return nil }
        return (Array(String(scalar).utf8), next + 1)
    }

    /// `\uXXXX` or `%uXXXX`, and two of them where they are halves of one character.
    private static func wide(_ text: Bytes, _ index: Int, _ end: Int) -> ([UInt8], Int)? {
        guard let first = number(text, index + 2, 4, end) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (Array(String(scalar).utf8), index + 6) }
        guard first < 0xdc00, text.at(index + 6) == text[index],
            text.at(index + 7) | 32 == UInt8(ascii: "u"),
            let second = number(text, index + 8, 4, end), (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { return ([0xef, 0xbf, 0xbd], index + 6) }
        return (Array(String(scalar).utf8), index + 12)
    }

    private static func entity(
        _ text: Bytes, _ index: Int, _ end: Int, _ entities: [String: Unicode.Scalar]
    ) -> ([UInt8], Int)? {
        var next = index + 1
        while next < end, next - index < 14, text[next] != UInt8(ascii: ";") {
            guard text[next].isWord || text[next] == UInt8(ascii: "#") else { return nil }
            next += 1
        }
        guard next < end, text[next] == UInt8(ascii: ";"), next > index + 1 else { return nil }
        let name = text.text((index + 1)..<next)
        let scalar: Unicode.Scalar?
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            scalar = UInt32(name.dropFirst(2), radix: 16).flatMap { Unicode.Scalar($0) }
        } else if name.hasPrefix("#") {
            scalar = UInt32(name.dropFirst(1)).flatMap { Unicode.Scalar($0) }
        } else {
            scalar = entities[name]
        }
        return scalar.map { (Array(String($0).utf8), next + 1) }
    }
}
