import Foundation

/// An object of a settings file, whose members are found in any case.
struct PolicyObject {
    private let members: [String: Any]

    init(_ object: [String: Any]) {
        members = Dictionary(object.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    }

    /// Whether the member is there, and is not null.
    func has(_ name: String) -> Bool { members[name.lowercased()].map { !($0 is NSNull) } ?? false }

    func text(_ name: String) -> String? { members[name.lowercased()] as? String }

    func bool(_ name: String) -> Bool? {
        (members[name.lowercased()] as? Bool) ?? text(name)?.exportedBool
    }

    func object(_ name: String) -> PolicyObject? {
        (members[name.lowercased()] as? [String: Any]).map(PolicyObject.init)
    }

    /// A list of objects, or the one that stands for it; nil where it is anything else.
    func objects(_ name: String) -> [PolicyObject]? {
        if let one = object(name) { return [one] }
        guard let list = members[name.lowercased()] as? [Any] else { return nil }
        let objects = list.compactMap { ($0 as? [String: Any]).map(PolicyObject.init) }
        return objects.count == list.count ? objects : nil
    }

    /// A list of texts; empty where the member is not there, nil where it is anything else.
    func list(_ name: String) -> [String]? {
        guard has(name) else { return [] }
        if let one = text(name) { return [one] }
        guard let list = members[name.lowercased()] as? [Any] else { return nil }
        let texts = list.compactMap { $0 as? String }
        return texts.count == list.count ? texts : nil
    }

    /// A version, which may be written as a number.
    func version(_ name: String) -> String? {
        guard has(name), let value = members[name.lowercased()] else { return nil }
        return value as? String ?? (value as? NSNumber).map { "\($0)" } ?? "of another form"
    }

    /// Members with a value that are not among `known`, in lower case and in their order.
    func others(than known: Set<String>) -> [String] {
        members.keys.filter { !known.contains($0) && has($0) }.sorted()
    }

    /// A group that filters, as far as any member at any depth mentions one that is not off; else nil.
    ///
    /// How it is written is not documented: any mention counts.
    func groupFilter(except left: String? = nil) -> String? {
        for name in members.keys.sorted() where name != left {
            let value = members[name] as Any
            if name.contains("groupfilter") {
                if let found = Self.setting(value) { return found }
            } else if let found = Self.groupFilter(in: value) {
                return found
            }
        }
        return nil
    }

    private static func groupFilter(in value: Any) -> String? {
        if let object = value as? [String: Any] { return PolicyObject(object).groupFilter() }
        guard let list = value as? [Any] else { return nil }
        return list.lazy.compactMap { groupFilter(in: $0) }.first
    }

    /// What a setting is set to; nil where it is off or empty.
    private static func setting(_ value: Any) -> String? {
        if value is NSNull { return nil }
        if let text = value as? String {
            return text.isEmpty || text.exportedBool == false
                ? nil : text.exportedBool == true ? unnamedGroup : text
        }
        if let list = value as? [Any] { return list.lazy.compactMap { setting($0) }.first }
        if let object = value as? [String: Any] {
            return object.keys.sorted().lazy.compactMap { object[$0].flatMap { setting($0) } }.first
        }
        return value as? Bool == false ? nil : unnamedGroup
    }

    static let unnamedGroup = "a group that is not named"

    /// All texts in it, down to a depth; the rules are left out.
    func texts(depth: Int) -> [String] {
        let keys = members.keys.filter { !$0.hasSuffix("rules") }.sorted()
        return keys.flatMap { Self.texts(members[$0] as Any, depth) }
    }

    private static func texts(_ value: Any, _ depth: Int) -> [String] {
        if let text = value as? String { return [text] }
        guard depth > 0 else { return [] }
        if let list = value as? [Any] { return list.prefix(1000).flatMap { texts($0, depth - 1) } }
        if let object = value as? [String: Any] { return PolicyObject(object).texts(depth: depth - 1) }
        return []
    }
}
