import Model

/// All strings and ids that are somewhere in a value, each with the field in which it is.
struct WalkedStrings {
    /// The type and the member, such as `Endpoint.host`.
    typealias Place = String

    private(set) var strings: [(place: Place, text: String)] = []
    private(set) var ids: [(place: Place, id: GUID)] = []
    /// Fields that hold nothing, of which nothing is therefore shown.
    private(set) var empty: Set<Place> = []
    private(set) var filled: Set<Place> = []

    init(_ value: Any, in place: Place) { walk(value, place) }

    private mutating func walk(_ value: Any, _ place: Place) {
        switch value {
        case let text as String:
            note(!text.isEmpty, place)
            strings.append((place, text))
        case let id as GUID:
            note(true, place)
            ids.append((place, id))
        case let block as TextBlock:
            note(!block.bytes.isEmpty, place)
            strings.append((place, String(decoding: block.bytes, as: UTF8.self)))
        case let code as ReasonCode: note(code.rawValue.isEmpty == false, place)
        case let check as CheckID: note(check.rawValue.isEmpty == false, place)
        default: children(of: value, place)
        }
    }

    private mutating func note(_ isFilled: Bool, _ place: Place) {
        if isFilled { filled.insert(place) } else { empty.insert(place) }
    }

    private mutating func children(of value: Any, _ place: Place) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional, .collection, .dictionary, .set:
            note(!mirror.children.isEmpty, place)
            for child in mirror.children { walk(child.value, place) }
        case .struct, .class:
            for child in mirror.children {
                walk(child.value, "\(mirror.subjectType).\(child.label ?? "?")")
            }
        case .enum:
            note(true, place)
            for child in mirror.children { walk(child.value, place) }
        default:
            note(true, place)
            for child in mirror.children { walk(child.value, place) }
        }
    }
}
