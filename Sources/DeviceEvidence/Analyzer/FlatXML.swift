/// Takes a small XML text apart: elements, attributes, texts and the five entities that everybody knows.
///
/// Whatever declares a document type is refused, and nothing is fetched.
///
/// Source: <https://www.w3.org/TR/xml/>
struct FlatXML {
    enum Token: Equatable {
        case opening(String, attributes: [String: String], isEmpty: Bool)
        case closing(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    /// The line that the scanner is in; counted from 1.
    private(set) var line = 1
    /// Why there is no further token, where the text does not end well.
    private(set) var fault: String?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Token? {
        while fault == nil, position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                return .text(decoded(take(until: { $0 == UInt8(ascii: "<") })))
            }
            if skip("<!--", to: "-->") || skip("<?", to: "?>") { continue }
            if bytes[position...].starts(with: Array("<![CDATA[".utf8)) {
                position += 9
                let start = position
                guard let end = find("]]>") else { break }
                move(to: end + 3)
                return .text(String(decoding: bytes[start..<end], as: UTF8.self))
            }
            if bytes[position...].starts(with: Array("<!".utf8)) {
                fault = "declares a document type, which is refused"
                return nil
            }
            return tag()
        }
        return nil
    }

    private mutating func tag() -> Token? {
        position += 1
        let isClosing = position < bytes.count && bytes[position] == UInt8(ascii: "/")
        if isClosing { position += 1 }
        let name = String(decoding: take(while: Self.isName), as: UTF8.self)
        guard !name.isEmpty else { return fail() }
        var attributes: [String: String] = [:]
        while true {
            _ = take(while: Self.isSpace)
            guard position < bytes.count else { return fail() }
            if bytes[position] == UInt8(ascii: ">") {
                position += 1
                return isClosing ? .closing(name) : .opening(name, attributes: attributes, isEmpty: false)
            }
            if bytes[position] == UInt8(ascii: "/") {
                position += 1
                guard position < bytes.count, bytes[position] == UInt8(ascii: ">"), !isClosing else {
                    return fail()
                }
                position += 1
                return .opening(name, attributes: attributes, isEmpty: true)
            }
            guard !isClosing, let (key, value) = attribute(), attributes[key] == nil else { return fail() }
            attributes[key] = value
        }
    }

    private mutating func attribute() -> (String, String)? {
        let key = String(decoding: take(while: Self.isName), as: UTF8.self)
        _ = take(while: Self.isSpace)
        guard !key.isEmpty, position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
        position += 1
        _ = take(while: Self.isSpace)
        guard position < bytes.count else { return nil }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        position += 1
        let value = take(until: { $0 == quote || $0 == UInt8(ascii: "<") })
        guard position < bytes.count, bytes[position] == quote else { return nil }
        position += 1
        return (key, decoded(value))
    }

    private mutating func fail() -> Token? {
        fault = "is no well-formed XML, or breaks off (near line \(line))"
        return nil
    }

    // MARK: Bytes

    private mutating func take(until isEnd: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, !isEnd(bytes[position]) {
            if bytes[position] == 10 { line += 1 }
            position += 1
        }
        return bytes[start..<position]
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        take(until: { !isPart($0) })
    }

    private mutating func move(to end: Int) {
        line += bytes[position..<end].count { $0 == 10 }
        position = end
    }

    private mutating func find(_ mark: String) -> Int? {
        let mark = Array(mark.utf8)
        var index = position
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) {
                return index
            }
            index += 1
        }
        _ = fail()
        return nil
    }

    private mutating func skip(_ start: String, to end: String) -> Bool {
        guard bytes[position...].starts(with: start.utf8) else { return false }
        if let found = find(end) { move(to: found + end.utf8.count) }
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 32 || byte == 9 || byte == 10 || byte == 13
    }

    private static func isName(_ byte: UInt8) -> Bool {
        !isSpace(byte) && !"<>/='\"".utf8.contains(byte)
    }

    /// With the references replaced; what is no reference stays as it is.
    private func decoded(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
        var plain = ""
        var rest = text
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            plain += String(decoding: rest[..<mark], as: UTF8.self)
            rest = rest[(mark + 1)...]
            guard let end = rest.prefix(10).firstIndex(of: UInt8(ascii: ";")),
                let scalar = Self.reference(String(decoding: rest[..<end], as: UTF8.self))
            else {
                plain += "&"
                continue
            }
            plain.unicodeScalars.append(scalar)
            rest = rest[(end + 1)...]
        }
        return plain + String(decoding: rest, as: UTF8.self)
    }

    private static func reference(_ name: String) -> Unicode.Scalar? {
        let known: [String: Unicode.Scalar] = [
            "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
        ]
        if let scalar = known[name] { return scalar }
        let number =
            name.hasPrefix("#x")
            ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
        return number.flatMap(Unicode.Scalar.init)
    }
}
