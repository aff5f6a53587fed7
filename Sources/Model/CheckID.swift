/// A check's name: dotted, lower case, stating the good condition, never reused.
package struct CheckID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let rawValue: String

    package init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    /// The area that the part before the first dot names, if there is one of that name.
    package var area: Area? {
        rawValue.split(separator: ".", maxSplits: 1).first.flatMap { Area(rawValue: String($0)) }
    }

    package static func < (left: CheckID, right: CheckID) -> Bool { left.rawValue < right.rawValue }
}

extension CheckID: Codable {
    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension CheckID: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        rawValue = value
    }
}
