import Model

/// Text within text: what is escaped is read, masked and escaped again.
extension IdentityWalk {
    /// Handles a chunk that has escapes in it; nil where it has none.
    mutating func escaped(_ start: Int, _ end: Int) -> Int? {
        guard let notation = notation(start, end) else { return nil }
        // What is escaped more often hides something.
        guard depth < 3 else {
            replace(start..<end, 2) { [pseudonyms = scanner.pseudonyms] in pseudonyms.token(.word, $0) }
            return end
        }
        let text = EscapedText(bytes, start..<end, notation, scanner.knowledge.entities)
        let masked = text.bytes.withUnsafeBufferPointer {
            scanner.masked($0, isMessage: isMessage, depth: depth + 1)
        }
        if let masked { replace(start..<end, with: Self.written(masked, notation)) }
        return end
    }

    private func notation(_ start: Int, _ end: Int) -> EscapedText.Notation? {
        var index = start
        while index < end {
            let notation: EscapedText.Notation
            switch bytes[index] {
            case UInt8(ascii: "%"): notation = .percent
            case UInt8(ascii: "&"): notation = .entity
            case UInt8(ascii: "\\") where isJSON || bytes.at(index + 1) == UInt8(ascii: "u"):
                notation = .backslash
            default:
                index += 1
                continue
            }
            if EscapedText.escape(bytes, index, end, notation, scanner.knowledge.entities) != nil {
                return notation
            }
            index += 1
        }
        return nil
    }

    private static func written(_ text: [UInt8], _ notation: EscapedText.Notation) -> [UInt8] {
        var written: [UInt8] = []
        for byte in text {
            switch (notation, byte) {
            case (.percent, 0...32), (.percent, 127...255), (.percent, UInt8(ascii: "%")), (.percent, 34),
                (.percent, UInt8(ascii: "<")), (.percent, UInt8(ascii: ">")):
                written.append(UInt8(ascii: "%"))
                written.append(contentsOf: hexadecimal(byte, isUpper: true))
            case (.entity, UInt8(ascii: "&")): written.append(contentsOf: "&amp;".utf8)
            case (.entity, UInt8(ascii: "<")): written.append(contentsOf: "&lt;".utf8)
            case (.entity, UInt8(ascii: ">")): written.append(contentsOf: "&gt;".utf8)
            case (.entity, 34): written.append(contentsOf: "&quot;".utf8)
            case (.entity, 0..<32), (.entity, 127): written.append(contentsOf: "&#\(byte);".utf8)
            case (.backslash, 34), (.backslash, UInt8(ascii: "\\")):
                written.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case (.backslash, 10): written.append(contentsOf: "\\n".utf8)
            case (.backslash, 13): written.append(contentsOf: "\\r".utf8)
            case (.backslash, 9): written.append(contentsOf: "\\t".utf8)
            case (.backslash, 0..<32):
                written.append(contentsOf: "\\u00".utf8)
                written.append(contentsOf: hexadecimal(byte, isUpper: false))
            default: written.append(byte)
            }
        }
        return written
    }

    private static func hexadecimal(_ byte: UInt8, isUpper: Bool) -> [UInt8] {
        let digits = Array((isUpper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
