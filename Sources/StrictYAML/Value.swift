/// A YAML value whose type is still to be asked; every wrong answer becomes a diagnostic.
package struct Value {
    let tree: Tree
    package let file: String
    private let place: Place
    package internal(set) var diagnostics = Diagnostics()

    init(tree: Tree, file: String, place: Place) {
        self.tree = tree
        self.file = file
        self.place = place
    }

    private var path: String { place.description }

    package var line: Int? { tree.line == 0 ? nil : tree.line }

    package mutating func complain(_ message: String) {
        diagnostics.add(
            .init(file: file, line: line, message: path.isEmpty ? message : "\(path): \(message)"))
    }

    /// Complains of a line of a block of text, counted from the line at which the block is announced.
    package mutating func complain(_ message: String, linesBelow: Int) {
        diagnostics.add(
            .init(
                file: file, line: line.map { $0 + linesBelow },
                message: path.isEmpty ? message : "\(path): \(message)"))
    }

    private enum ScalarType {
        case null, bool, number, text
    }

    /// What a scalar is, told from how it is written; quoted and block scalars are always text.
    ///
    /// Yams's own resolution runs a dozen regular expressions for each scalar.
    private static func type(of text: String, isPlain: Bool) -> ScalarType {
        guard isPlain, isShortOrNumeric(text) else { return .text }
        switch text.lowercased() {
        case "", "~", "null": return .null
        case "true", "false", "yes", "no", "on", "off": return .bool
        default: return Double(text) != nil ? .number : .text
        }
    }

    /// Whether a text can be anything else than text: one of the words, all of which are short, or a number.
    private static func isShortOrNumeric(_ text: String) -> Bool {
        guard text.utf8.count > "false".utf8.count, let first = text.utf8.first else { return true }
        // Digits, a sign, a point; and the first letters of what stands for no number and for a number without end.
        return "0123456789+-.iInN".utf8.contains(first)
    }

    private var kind: String {
        switch tree.content {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .other: return "an alias"
        case .scalar(let text, let isPlain):
            switch Self.type(of: text, isPlain: isPlain) {
            case .null: return "nothing"
            case .number: return "the number \(text)"
            case .bool: return "the truth value \(text)"
            case .text: return "the text \"\(text.prefix(60))\""
            }
        }
    }

    package mutating func string() -> String? {
        guard case .scalar(let text, let isPlain) = tree.content,
            Self.type(of: text, isPlain: isPlain) == .text
        else {
            complain(
                "expected text, found \(kind)\(tree.scalar == nil || isNull ? "" : "; put it in quotes")")
            return nil
        }
        return text
    }

    /// A scalar of any type, as it is written.
    package mutating func text() -> String? {
        guard let text = tree.scalar, !isNull else {
            complain("expected a value, found \(kind)")
            return nil
        }
        return text
    }

    package mutating func int() -> Int? {
        guard case .scalar(let text, let isPlain) = tree.content,
            Self.type(of: text, isPlain: isPlain) == .number, let value = Int(text)
        else {
            complain("expected a whole number, found \(kind)")
            return nil
        }
        return value
    }

    package mutating func bool() -> Bool? {
        if case .scalar(let text, let isPlain) = tree.content, Self.type(of: text, isPlain: isPlain) == .bool
        {
            return ["true", "yes", "on"].contains(text.lowercased())
        }
        complain("expected true or false, found \(kind)")
        return nil
    }

    /// Seconds from a duration such as `30s`, `5m`, `2h` or `7d`.
    package mutating func duration() -> Double? {
        if let text = tree.scalar, let unit = text.last,
            text.dropLast().utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let number = Double(text.dropLast()), number > 0, number <= 1e9,
            let factor = ["s": 1.0, "m": 60, "h": 3600, "d": 86_400][unit]
        {
            return number * factor
        }
        complain("expected a duration such as 30s, 5m or 7d, found \(kind)")
        return nil
    }

    package mutating func choice<T: RawRepresentable & CaseIterable>(_: T.Type) -> T?
    where T.RawValue == String {
        guard let text = string() else { return nil }
        if let value = T(rawValue: text) { return value }
        let known = T.allCases.map(\.rawValue)
        complain(
            "\"\(text)\" is not one of \(known.joined(separator: ", "))\(suggestion(for: text, among: known))"
        )
        return nil
    }

    /// The elements of a list.
    package mutating func list() -> [Value]? {
        guard case .sequence(let elements) = tree.content else {
            complain("expected a list, found \(kind)")
            return nil
        }
        return elements.enumerated().map { Value(tree: $1, file: file, place: .element($0, in: place)) }
    }

    package mutating func strings() -> [String]? {
        list()?.compactMap { element in
            var element = element
            let text = element.string()
            diagnostics.add(contentsOf: element.diagnostics)
            return text
        }
    }

    /// The entries of a mapping whose keys are free, in the order of the file.
    package mutating func entries() -> [(key: String, value: Value)]? {
        guard case .mapping(let pairs) = tree.content else {
            complain("expected a mapping, found \(kind)")
            return nil
        }
        return pairs.compactMap { key, value in
            guard let name = key.scalar else { return nil }
            return (name, Value(tree: value, file: file, place: .key(name, in: place)))
        }
    }

    /// A mapping with the given keys and no others.
    package mutating func mapping(keys: [String]) -> Mapping? {
        guard case .mapping(let pairs) = tree.content else {
            complain("expected a mapping, found \(kind)")
            return nil
        }
        var mapping = Mapping(file: file, place: place, line: line)
        mapping.entries.reserveCapacity(pairs.count)
        for (key, value) in pairs {
            if let name = key.scalar, keys.contains(name) {
                mapping.entries.append((name, value))
                continue
            }
            let name = key.scalar ?? "?"
            let place = path.isEmpty ? "" : "\(path): "
            let message = "\(place)unknown key \"\(name)\"\(suggestion(for: name, among: keys))"
            mapping.diagnostics.add(.init(file: file, line: key.line == 0 ? nil : key.line, message: message))
        }
        return mapping
    }

    package var isMapping: Bool {
        if case .mapping = tree.content { true } else { false }
    }

    package var isNull: Bool {
        guard case .scalar(let text, let isPlain) = tree.content else { return false }
        return Self.type(of: text, isPlain: isPlain) == .null
    }
}

extension Value {
    /// The elements if this is a list; what it is otherwise is no fault.
    package func asList() -> [Value]? {
        var copy = self
        return copy.list()
    }

    package mutating func add(_ other: Diagnostics) {
        diagnostics.add(contentsOf: other)
    }
}
