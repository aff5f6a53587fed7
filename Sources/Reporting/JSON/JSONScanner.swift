/// Reads JSON of a known shape, and gives up where it meets anything else.
///
/// Who uses it asks a slower reader then, which knows all that JSON may be and says what is wrong.
struct JSONScanner {
    /// It is not of the shape that is known.
    struct Misfit: Error {}

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Whether nothing but white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position == bytes.count
    }

    /// Whether the next character, which is taken then, is this one.
    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func take(_ character: Unicode.Scalar) throws(Misfit) {
        guard takes(character) else { throw Misfit() }
    }

    /// Whether another element or member follows the first `count`; its comma is taken, or the closing bracket.
    mutating func hasMore(than count: Int, before closing: Unicode.Scalar) throws(Misfit) -> Bool {
        if takes(closing) { return false }
        if count > 0 { try take(",") }
        return true
    }

    /// A key that needs no escaping, with its colon.
    mutating func key() throws(Misfit) -> Slice<UnsafeBufferPointer<UInt8>> {
        try take("\"")
        let start = position
        while position < bytes.count, bytes[position] != Self.quote {
            guard bytes[position] != Self.backslash else { throw Misfit() }
            position += 1
        }
        let key = bytes[start..<position]
        try take("\"")
        try take(":")
        return key
    }

    mutating func string() throws(Misfit) -> String {
        try take("\"")
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Self.quote {
                guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
                    throw Misfit()
                }
                position += 1
                return text
            }
            guard byte >= 0x20 else { throw Misfit() }
            if byte == Self.backslash { return try escaped(from: start) }
            position += 1
        }
        throw Misfit()
    }

    /// A string that has escapes, which begins at `start`.
    private mutating func escaped(from start: Int) throws(Misfit) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.quote {
                guard let string = String(validating: text, as: UTF8.self) else { throw Misfit() }
                return string
            }
            guard byte >= 0x20 else { throw Misfit() }
            if byte == Self.backslash {
                text += Array(String(try escape()).utf8)
            } else {
                text.append(byte)
            }
        }
        throw Misfit()
    }

    /// What stands behind a backslash.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc8259#section-7>
    private mutating func escape() throws(Misfit) -> Character {
        guard position < bytes.count else { throw Misfit() }
        position += 1
        switch bytes[position - 1] {
        case Self.quote: return "\""
        case Self.backslash: return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw Misfit()
        }
        var code = try unit()
        if code & 0xfc00 == 0xd800 {
            guard position + 1 < bytes.count, bytes[position] == Self.backslash,
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw Misfit() }
            position += 2
            let low = try unit()
            guard low & 0xfc00 == 0xdc00 else { throw Misfit() }
            code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
        }
        guard let scalar = Unicode.Scalar(code) else { throw Misfit() }
        return Character(scalar)
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws(Misfit) -> UInt32 {
        guard position + 4 <= bytes.count else { throw Misfit() }
        var code: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Misfit() }
            code = code << 4 | UInt32(digit)
        }
        position += 4
        return code
    }

    /// Takes a list or an object, looking only for where it ends.
    mutating func skipNested() throws(Misfit) -> Range<Int> {
        skipSpace()
        let start = position
        var nesting = JSONNesting()
        guard nesting.isOpening(bytes, at: position) else { throw Misfit() }
        position = nesting.end(in: bytes, from: position)
        guard nesting.depth == 0 else { throw Misfit() }
        return start..<position
    }

    private mutating func skipSpace() {
        while position < bytes.count, JSONNesting.isSpace(bytes[position]) { position += 1 }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
}

/// How deep inside lists, objects and strings a text is that comes piece by piece.
struct JSONNesting {
    private(set) var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Whether a list or an object begins there.
    func isOpening(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        position < bytes.count
            && (bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "["))
    }

    /// Goes on until all that was opened is closed.
    ///
    /// - Returns: Behind the last bracket, or the end of the bytes.
    mutating func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            if isInString {
                position = endOfString(in: bytes, from: position)
                continue
            }
            switch bytes[position] {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return position
    }

    private mutating func endOfString(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            if isEscaped {
                isEscaped = false
            } else if bytes[position] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if bytes[position] == UInt8(ascii: "\"") {
                isInString = false
                return position + 1
            }
            position += 1
        }
        return position
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
}
