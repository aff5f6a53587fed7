import Model

/// An object as PowerShell shows it: as Format-List, as JSON or as CSV.
struct ObjectText: Equatable {
    enum Value: Equatable {
        /// Empty for nothing.
        case text(String)
        case list([String])
        /// It was not shown whole, with what is wrong.
        case cut(String)
    }

    struct Property: Equatable {
        var name: String
        var value: Value
        /// 0 in JSON.
        var line: Int
    }

    var properties: [Property]

    /// The objects in a text that have one of some properties.
    ///
    /// - Returns: None where there is no such object, or where it is damaged.
    static func objects(in text: EvidenceText, having names: [String]) -> [ObjectText] {
        let objects: [ObjectText]
        switch text.bytes.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): objects = json(text)
        case UInt8(ascii: "\""), UInt8(ascii: "#"): objects = csv(text)
        default: objects = list(text)
        }
        return objects.filter { object in object.properties.contains { names.contains($0.name) } }
    }

    /// Whether the beginning of a text shows one of some properties.
    static func shows(_ names: [String], in text: EvidenceText) -> Bool {
        let head = text.bytes.prefix(4096)
        switch head.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "#"):
            let words = String(decoding: head, as: UTF8.self)
            return names.contains { words.contains("\"\($0)\"") }
        default:
            // Names begin with letters, at the beginning of a line.
            return EvidenceLines(Array(head)).contains { line in
                guard let first = line.bytes.first, (65...90).contains(first),
                    let (name, _) = line.bytes.parted(at: UInt8(ascii: ":"))
                else { return false }
                return names.contains { $0.utf8.elementsEqual(name) }
            }
        }
    }

    // MARK: Format-List

    private static func list(_ text: EvidenceText) -> [ObjectText] {
        var objects: [ObjectText] = []
        var lines: [(name: String, value: String, line: Int, isJoined: Bool)] = []
        func end() {
            let properties = lines.map {
                Property(name: $0.name, value: shown($0.value, isJoined: $0.isJoined), line: $0.line)
            }
            if !properties.isEmpty { objects.append(ObjectText(properties: properties)) }
            lines = []
        }
        for line in text.lines {
            guard let first = line.bytes.first else {
                end()
                continue
            }
            if first == 32 || first == 9 {
                guard let last = lines.indices.last else { continue }
                let part = String(decoding: line.bytes.trimmed, as: UTF8.self)
                // Only behind a comma is it known that there was a space.
                let isClear = lines[last].value.hasSuffix(",")
                lines[last].value += (isClear ? " " : "") + part
                if !isClear { lines[last].isJoined = true }
            } else if let (name, value) = line.bytes.parted(at: UInt8(ascii: ":")), isName(name) {
                lines.append(
                    (
                        String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self),
                        line.number, false
                    ))
            } else {
                end()
            }
        }
        end()
        if text.bytes.last != 10, let last = objects.indices.last {
            // The last line may have been longer.
            objects[last].properties.removeLast()
        }
        return objects
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty
            && name.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
            }
    }

    private static func shown(_ text: String, isJoined: Bool) -> Value {
        if isJoined { return .cut("wrapped over several lines") }
        guard text.hasPrefix("{") else { return .text(text) }
        guard text.hasSuffix("}") else { return .cut("a list without an end") }
        let body = text.dropFirst().dropLast()
        let parts = body.split(separator: ", ", omittingEmptySubsequences: true).map(String.init)
        // PowerShell shows four parts of a list and then three dots.
        if let last = parts.last, last.hasSuffix("...") || last.hasSuffix("\u{2026}") {
            return .cut("a list that was shown in part")
        }
        return .list(parts)
    }

    // MARK: JSON

    private static func json(_ text: EvidenceText) -> [ObjectText] {
        let objects: [JSONValue]
        switch JSONValue(text.bytes) {
        case .list(let list): objects = list
        case let value?: objects = [value]
        case nil: return []
        }
        return objects.compactMap { object in
            guard case .object(let members) = object else { return nil }
            return ObjectText(
                properties: members.sorted { $0.key < $1.key }.compactMap { name, value in
                    plain(value).map { Property(name: name, value: $0, line: 0) }
                })
        }
    }

    private static func plain(_ value: JSONValue) -> Value? {
        switch value {
        case .null: .text("")
        case .flag(let flag): .text(flag ? "True" : "False")
        case .number(let number): .text(String(number))
        case .fraction(let number): .text("\(number)")
        case .text(let text): .text(text)
        case .list(let list):
            .list(
                list.map {
                    if case .text(let text)? = plain($0) { text } else { "?" }
                })
        case .object: nil
        }
    }

    // MARK: CSV

    private static func csv(_ text: EvidenceText) -> [ObjectText] {
        var lines = text.lines.filter { !$0.bytes.isEmpty && $0.bytes.first != UInt8(ascii: "#") }
        if text.bytes.last != 10 { _ = lines.popLast() }
        guard let head = lines.first else { return [] }
        let separator = head.bytes.contains(UInt8(ascii: ";")) ? UInt8(ascii: ";") : UInt8(ascii: ",")
        let names = fields(head.bytes, separator)
        return lines.dropFirst().map { line in
            let values = fields(line.bytes, separator)
            // A row that does not fit would give values to the wrong names.
            guard values.count == names.count else { return ObjectText(properties: []) }
            return ObjectText(
                properties: zip(names, values).map { name, value in
                    let isType = value.hasPrefix("System.") && value.hasSuffix("[]")
                    return Property(
                        name: name, value: isType ? .cut("a list that CSV does not show") : .text(value),
                        line: line.number)
                })
        }
    }

    private static func fields(_ line: ArraySlice<UInt8>, _ separator: UInt8) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            if byte == UInt8(ascii: "\"") {
                if isQuoted, index + 1 < line.endIndex, line[index + 1] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == separator, !isQuoted {
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll()
            } else {
                field.append(byte)
            }
            index += 1
        }
        return fields + [String(decoding: field, as: UTF8.self)]
    }
}
