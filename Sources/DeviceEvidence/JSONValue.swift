import FoundationEssentials

/// Any JSON, of bounded size and depth.
enum JSONValue: Equatable {
    case null
    case flag(Bool)
    case number(Int)
    case fraction(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// Longer texts are not looked at.
    static let limit = 8 * 1_048_576

    init?(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// - Returns: nil for what is no JSON, or is too large or too deep.
    init?(_ bytes: some Collection<UInt8>) {
        // The decoder refuses more than 512 levels by itself.
        guard bytes.count <= Self.limit,
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        else { return nil }
        self = value
    }

    /// A member of an object, whatever the case of its name.
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        if let value = members[name] { return value }
        let wanted = name.lowercased()
        return members.sorted { $0.key < $1.key }.first { $0.key.lowercased() == wanted }?.value
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// A number, or decimal digits in a text.
    var wholeNumber: Int? {
        switch self {
        case .number(let number): number
        case .text(let text): Int(text)
        default: nil
        }
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let number = try? container.decode(Double.self) {
            self = .fraction(number)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}
