import Yams

/// A YAML value whose type is still to be asked; every wrong answer becomes a diagnostic.
package struct Value {
    let node: Node
    package let file: String
    /// Dotted place in the file, for messages.
    package let path: String
    package internal(set) var diagnostics = Diagnostics()

    init(node: Node, file: String, path: String) {
        self.node = node
        self.file = file
        self.path = path
    }

    package var line: Int? { node.mark?.line }

    package mutating func complain(_ message: String) {
        diagnostics.add(
            .init(file: file, line: line, message: path.isEmpty ? message : "\(path): \(message)"))
    }

    private enum ScalarType {
        case null, bool, number, text
    }

    /// What a scalar is, told from how it is written; quoted and block scalars are always text.
    ///
    /// Yams's own resolution runs a dozen regular expressions for each scalar.
    private static func type(of scalar: Node.Scalar) -> ScalarType {
        guard scalar.style == .plain || scalar.style == .any else { return .text }
        switch scalar.string.lowercased() {
        case "", "~", "null": return .null
        case "true", "false", "yes", "no", "on", "off": return .bool
        default: return Double(scalar.string) != nil ? .number : .text
        }
    }

    private var kind: String {
        switch node {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .alias: return "an alias"
        case .scalar(let scalar):
            switch Self.type(of: scalar) {
            case .null: return "nothing"
            case .number: return "the number \(scalar.string)"
            case .bool: return "the truth value \(scalar.string)"
            case .text: return "the text \"\(scalar.string.prefix(60))\""
            }
        }
    }

    package mutating func string() -> String? {
        guard case .scalar(let scalar) = node, Self.type(of: scalar) == .text else {
            complain(
                "expected text, found \(kind)\(node.scalar == nil || isNull ? "" : "; put it in quotes")")
            return nil
        }
        return scalar.string
    }

    package mutating func int() -> Int? {
        guard case .scalar(let scalar) = node, Self.type(of: scalar) == .number,
            let value = Int(scalar.string)
        else {
            complain("expected a whole number, found \(kind)")
            return nil
        }
        return value
    }

    /// Seconds from a duration such as `30s`, `5m`, `2h` or `7d`.
    package mutating func duration() -> Double? {
        if case .scalar(let scalar) = node, let unit = scalar.string.last,
            scalar.string.dropLast().utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let number = Double(scalar.string.dropLast()), number > 0, number <= 1e9,
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
        guard case .sequence(let sequence) = node else {
            complain("expected a list, found \(kind)")
            return nil
        }
        return sequence.enumerated().map { Value(node: $1, file: file, path: "\(path)[\($0)]") }
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
        guard case .mapping(let mapping) = node else {
            complain("expected a mapping, found \(kind)")
            return nil
        }
        return mapping.compactMap { key, value in
            guard let name = key.scalar?.string else { return nil }
            return (name, Value(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)"))
        }
    }

    /// A mapping with the given keys and no others.
    package mutating func mapping(keys: [String]) -> Mapping? {
        guard let entries = entries() else { return nil }
        var mapping = Mapping(file: file, path: path, line: line)
        guard case .mapping(let raw) = node else { return nil }
        for (key, _) in raw where key.scalar.map({ !keys.contains($0.string) }) ?? true {
            let name = key.scalar?.string ?? "?"
            let place = path.isEmpty ? "" : "\(path): "
            let message = "\(place)unknown key \"\(name)\"\(suggestion(for: name, among: keys))"
            mapping.diagnostics.add(.init(file: file, line: key.mark?.line, message: message))
        }
        for (key, value) in entries where keys.contains(key) { mapping.values[key] = value }
        return mapping
    }

    package var isNull: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return Self.type(of: scalar) == .null
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
