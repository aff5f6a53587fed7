/// A mapping whose keys are known; asking for a value of the wrong type leaves a diagnostic and gives nil.
package struct Mapping {
    package let file: String
    private let place: Place
    package let line: Int?
    package internal(set) var diagnostics = Diagnostics()
    /// Few enough that looking through them is quicker than hashing their names.
    var entries: [(key: String, tree: Tree)] = []

    init(file: String, place: Place, line: Int?) {
        self.file = file
        self.place = place
        self.line = line
    }

    private var path: String { place.description }

    /// The value of `key`, if there is one; of a key that is there twice, the last.
    private func value(_ key: String) -> Value? {
        for entry in entries.reversed() where entry.key == key {
            return Value(tree: entry.tree, file: file, place: .key(key, in: place))
        }
        return nil
    }

    package func line(of key: String) -> Int? { value(key)?.line ?? line }

    package mutating func complain(_ message: String, at key: String? = nil) {
        let place = [path, key ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
        diagnostics.add(
            .init(
                file: file, line: key.flatMap { line(of: $0) } ?? line,
                message: place.isEmpty ? message : "\(place): \(message)"))
    }

    package mutating func add(_ other: Diagnostics) {
        diagnostics.add(contentsOf: other)
    }

    package func has(_ key: String) -> Bool { value(key).map { !$0.isNull } ?? false }

    /// Asks the value of `key`, if it is there, with `ask`; a key with nothing after its colon counts as absent.
    package mutating func optional<T>(_ key: String, _ ask: (inout Value) -> T?) -> T? {
        guard var value = value(key), !value.isNull else { return nil }
        let result = ask(&value)
        diagnostics.add(contentsOf: value.diagnostics)
        return result
    }

    /// As ``optional(_:_:)``; that the key is missing is a diagnostic.
    package mutating func required<T>(_ key: String, _ ask: (inout Value) -> T?) -> T? {
        guard has(key) else {
            let place = path.isEmpty ? "" : "\(path): "
            diagnostics.add(.init(file: file, line: line, message: "\(place)\"\(key)\" is missing"))
            return nil
        }
        return optional(key, ask)
    }

    package mutating func string(_ key: String) -> String? { optional(key) { $0.string() } }

    /// The text of a required key, without white space around it; empty text is a diagnostic.
    package mutating func text(_ key: String) -> String {
        guard let text = required(key, { $0.string() }) else { return "" }
        let trimmed = text.trimmingWhitespace()
        if trimmed.isEmpty { complain("is empty", at: key) }
        return trimmed
    }

    /// A required address of public documentation: an https URL, or an RFC's number.
    package mutating func source(_ key: String = "source") -> String {
        let text = text(key)
        if !text.isEmpty, !text.hasPrefix("https://"), !text.hasPrefix("RFC ") {
            complain("expected an https address or an RFC, found \"\(text.prefix(60))\"", at: key)
        }
        return text
    }

    /// What `ask` makes of each element of the list of `key`; nil where the key is not there.
    package mutating func each<T>(_ key: String, _ ask: (inout Value) -> T?) -> [T]? {
        optional(key) { $0.list() }?.compactMap { element in
            var element = element
            let result = ask(&element)
            diagnostics.add(contentsOf: element.diagnostics)
            return result
        }
    }

    /// Each element of the list of `key` as a mapping with the given keys.
    package mutating func mappings<T>(
        _ key: String, required isRequired: Bool = true, keys: [String], _ body: (inout Mapping) -> T?
    ) -> [T] {
        guard let elements = isRequired ? required(key, { $0.list() }) : optional(key, { $0.list() }) else {
            return []
        }
        return elements.compactMap { element in
            var element = element
            let inner = element.mapping(keys: keys)
            diagnostics.add(contentsOf: element.diagnostics)
            guard var inner else { return nil }
            let result = body(&inner)
            diagnostics.add(contentsOf: inner.diagnostics)
            return result
        }
    }

    /// The mapping under `key`, with the given keys.
    package mutating func mapping<T>(_ key: String, keys: [String], _ body: (inout Mapping) -> T?) -> T? {
        guard var value = value(key), !value.isNull else { return nil }
        let inner = value.mapping(keys: keys)
        diagnostics.add(contentsOf: value.diagnostics)
        guard var inner else { return nil }
        let result = body(&inner)
        diagnostics.add(contentsOf: inner.diagnostics)
        return result
    }
}

extension String {
    fileprivate func trimmingWhitespace() -> String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        if (0x21..<0x7f).contains(first), (0x21..<0x7f).contains(last) { return self }
        var view = Substring(self)
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }
}
