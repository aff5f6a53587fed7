/// What was seen of one thing: not having been able to look is not the same as its not being there.
package enum Observation<Value: Codable & Sendable & Equatable>: Sendable, Equatable {
    case present(Value)
    case absent
    case unreadable(Unreadable)

    /// The value, where one was seen.
    package var value: Value? {
        if case .present(let value) = self { value } else { nil }
    }
}

/// Why something could not be read.
package struct Unreadable: Codable, Sendable, Hashable {
    package var code: ReasonCode
    /// A few printable words, naming what was asked and what was answered.
    package var detail: String

    package init(_ code: ReasonCode, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}

/// As an object with one member, which says which it is.
extension Observation: Codable {
    private enum Key: String, CodingKey {
        case present, absent, unreadable
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let value = try container.decodeIfPresent(Value.self, forKey: .present) {
            self = .present(value)
        } else if let why = try container.decodeIfPresent(Unreadable.self, forKey: .unreadable) {
            self = .unreadable(why)
        } else {
            self = .absent
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .present(let value): try container.encode(value, forKey: .present)
        case .absent: try container.encode(true, forKey: .absent)
        case .unreadable(let why): try container.encode(why, forKey: .unreadable)
        }
    }
}
