import Foundation

/// What is between two angle brackets, or between two such.
enum XMLToken {
    case opening(attributes: [String: String], isEmpty: Bool)
    case closing
    case text
    case end
}

/// Takes an XML file apart, byte by byte, in memory that does not grow with it.
///
/// It reads what exports are made of: elements, attributes, texts, comments and instructions. Whatever declares a document
/// type is refused, so that there are no entities but the five that everybody knows, and nothing is ever fetched.
///
/// Source: <https://www.w3.org/TR/xml/>
struct XMLScanner {
    private let source: XMLByteSource
    private let limits: XMLLimits
    private var buffer: [UInt8] = []
    private var position = 0
    /// Bytes in the pieces before this one.
    private var passed = 0

    /// The name of the element that was opened or closed last.
    private(set) var name: [UInt8] = []
    /// The text that was read last, if it was to be kept.
    private(set) var text: [UInt8] = []

    init(_ source: XMLByteSource, _ limits: XMLLimits) {
        self.source = source
        self.limits = limits
    }

    /// The next token; comments and instructions are passed over.
    ///
    /// Texts and attributes are read past where they are not to be kept.
    mutating func next(keeping: Bool) throws(XMLFault) -> XMLToken {
        while let byte = try peek() {
            guard byte == UInt8(ascii: "<") else {
                try readText(keeping: keeping)
                return .text
            }
            position += 1
            switch try take() {
            case UInt8(ascii: "?"): try pass("?>")
            case UInt8(ascii: "!"):
                if try readDeclaration(keeping: keeping) { return .text }
            case UInt8(ascii: "/"):
                name = try readName(from: try take())
                try passSpace()
                guard try take() == UInt8(ascii: ">") else { throw malformed }
                return .closing
            case let first: return try readTag(first, keeping: keeping)
            }
        }
        return .end
    }

    /// A fault at this place.
    var malformed: XMLFault { .malformed(at: passed + position) }
}

// MARK: - Bytes

extension XMLScanner {
    private mutating func peek() throws(XMLFault) -> UInt8? {
        if position == buffer.count {
            passed += buffer.count
            buffer = try source.next()
            position = 0
            if buffer.isEmpty { return nil }
        }
        return buffer[position]
    }

    private mutating func take() throws(XMLFault) -> UInt8 {
        guard let byte = try peek() else { throw malformed }
        position += 1
        return byte
    }

    /// Where `byte` comes next in this piece, or the piece's end.
    private func next(_ byte: UInt8) -> Int {
        buffer.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, position < bytes.count,
                let found = memchr(base + position, Int32(byte), bytes.count - position)
            else { return bytes.count }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    @discardableResult
    private mutating func passSpace() throws(XMLFault) -> Bool {
        var isAny = false
        while let byte = try peek(), Self.isSpace(byte) {
            position += 1
            isAny = true
        }
        return isAny
    }

    /// Passes over everything up to `end`, and over that.
    private mutating func pass(_ end: StaticString) throws(XMLFault) {
        try readUntil(end) { _ in }
    }

    /// Gives everything up to `end`, which is passed over.
    private mutating func readUntil(_ end: StaticString, _ body: (UInt8) -> Void) throws(XMLFault) {
        let mark = end.withUTF8Buffer { Array($0) }
        var window: [UInt8] = []
        while true {
            window.append(try take())
            if window == mark { return }
            if window.count == mark.count { body(window.removeFirst()) }
        }
    }
}

// MARK: - Tokens

extension XMLScanner {
    /// A comment, or a section of characters; anything else declares a document type.
    ///
    /// - Returns: Whether there is a text now.
    private mutating func readDeclaration(keeping: Bool) throws(XMLFault) -> Bool {
        var word: [UInt8] = []
        while word.count < 7 {
            word.append(try take())
            if word == Array("--".utf8) {
                try pass("-->")
                return false
            }
        }
        guard word == Array("[CDATA[".utf8) else {
            let upper = word.map { (0x61...0x7a).contains($0) ? $0 & 0xdf : $0 }
            throw upper == Array("DOCTYPE".utf8) ? .documentType : malformed
        }
        text.removeAll(keepingCapacity: true)
        var kept: [UInt8] = []
        var isTooLong = false
        let limit = limits.textBytes
        try readUntil("]]>") { byte in
            if keeping && !isTooLong { kept.append(byte) }
            isTooLong = kept.count > limit
        }
        if isTooLong { throw .tooMuchText }
        text = kept
        return true
    }

    private mutating func readName(from first: UInt8) throws(XMLFault) -> [UInt8] {
        guard Self.isNameByte(first), first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else {
            throw malformed
        }
        var name = [first]
        while let byte = try peek(), Self.isNameByte(byte) {
            guard name.count < 1000 else { throw malformed }
            name.append(byte)
            position += 1
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, 0x80...0xff: true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
    }

    private mutating func readTag(_ first: UInt8, keeping: Bool) throws(XMLFault) -> XMLToken {
        name = try readName(from: first)
        var attributes: [String: String] = [:]
        while true {
            let isApart = try passSpace()
            switch try take() {
            case UInt8(ascii: ">"): return .opening(attributes: attributes, isEmpty: false)
            case UInt8(ascii: "/"):
                guard try take() == UInt8(ascii: ">") else { throw malformed }
                return .opening(attributes: attributes, isEmpty: true)
            case let byte:
                guard isApart, attributes.count < 1000 else { throw malformed }
                let (name, value) = try readAttribute(byte, keeping: keeping)
                guard keeping else { continue }
                guard attributes.updateValue(value, forKey: name) == nil else { throw malformed }
            }
        }
    }

    private mutating func readAttribute(_ first: UInt8, keeping: Bool) throws(XMLFault) -> (String, String) {
        let name = try readName(from: first)
        try passSpace()
        guard try take() == UInt8(ascii: "=") else { throw malformed }
        try passSpace()
        let quote = try take()
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw malformed }
        guard keeping else {
            position = next(quote)
            while position == buffer.count, try peek() != nil { position = next(quote) }
            _ = try take()
            return ("", "")
        }
        var value: [UInt8] = []
        while true {
            let byte = try take()
            if byte == quote { break }
            guard byte != UInt8(ascii: "<"), value.count <= limits.textBytes else { throw malformed }
            if byte == UInt8(ascii: "&") {
                value += try readReference()
            } else {
                value.append(byte)
            }
        }
        guard let name = String(validating: name, as: UTF8.self),
            let value = String(validating: value, as: UTF8.self)
        else { throw .misencoded }
        return (name, value)
    }

    /// Text up to the next tag.
    private mutating func readText(keeping: Bool) throws(XMLFault) {
        text.removeAll(keepingCapacity: true)
        while let byte = try peek(), byte != UInt8(ascii: "<") {
            // Up to the next byte that means something, at once.
            let end = next(UInt8(ascii: "<"))
            guard keeping else {
                position = end
                continue
            }
            if byte == UInt8(ascii: "&") {
                position += 1
                text += try readReference()
                continue
            }
            let stop = min(end, next(UInt8(ascii: "&")))
            guard text.count + stop - position <= limits.textBytes else { throw .tooMuchText }
            text += buffer[position..<stop]
            position = stop
        }
    }

    /// What a reference stands for, from behind its `&`.
    private mutating func readReference() throws(XMLFault) -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let byte = try take()
            if byte == UInt8(ascii: ";") { break }
            guard body.count < 10 else { throw malformed }
            body.append(byte)
        }
        let name = String(decoding: body, as: UTF8.self)
        switch name {
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "amp": return [UInt8(ascii: "&")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        default: break
        }
        let number =
            name.hasPrefix("#x")
            ? UInt32(name.dropFirst(2), radix: 16)
            : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
        guard let number, number != 0, let scalar = Unicode.Scalar(number) else { throw malformed }
        return Array(String(Character(scalar)).utf8)
    }
}
