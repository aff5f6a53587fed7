/// A search filter whose values cannot break out of it.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4515>
package indirect enum LDAPFilter: Sendable, Equatable, CustomStringConvertible {
    case all([LDAPFilter])
    case any([LDAPFilter])
    case not(LDAPFilter)
    case present(String)
    case equals(String, [UInt8])
    /// Values that begin with these bytes.
    case begins(String, [UInt8])
    case atLeast(String, [UInt8])
    case atMost(String, [UInt8])
    /// A matching rule, by its identifier: `matches("memberOf", rule: "1.2.840.113556.1.4.1941", …)`.
    case matches(String, rule: String, [UInt8])

    package static func equals(_ attribute: String, _ text: String) -> LDAPFilter {
        .equals(attribute, Array(text.utf8))
    }

    /// All bits of `mask` are set, by Active Directory's matching rule.
    package static func hasBits(_ attribute: String, _ mask: UInt32) -> LDAPFilter {
        .matches(attribute, rule: "1.2.840.113556.1.4.803", Array("\(mask)".utf8))
    }

    package var description: String {
        switch self {
        case .all(let parts): "(&\(parts.map(\.description).joined()))"
        case .any(let parts): "(|\(parts.map(\.description).joined()))"
        case .not(let part): "(!\(part))"
        case .present(let name): "(\(Self.attribute(name))=*)"
        case .equals(let name, let value): "(\(Self.attribute(name))=\(Self.escaped(value)))"
        case .begins(let name, let value): "(\(Self.attribute(name))=\(Self.escaped(value))*)"
        case .atLeast(let name, let value): "(\(Self.attribute(name))>=\(Self.escaped(value)))"
        case .atMost(let name, let value): "(\(Self.attribute(name))<=\(Self.escaped(value)))"
        case .matches(let name, let rule, let value):
            "(\(Self.attribute(name)):\(Self.attribute(rule)):=\(Self.escaped(value)))"
        }
    }

    /// What may be in the description of an attribute; anything else is left out.
    private static func attribute(_ name: String) -> String {
        String(
            decoding: name.utf8.filter {
                ($0 < 128 && ($0 | 32 >= 97 && $0 | 32 <= 122)) || (48...57).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ";")
            }, as: UTF8.self)
    }

    /// A value with everything escaped that could mean something, and all that is not ASCII text.
    package static func escaped(_ value: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(value.count)
        for byte in value {
            switch byte {
            case 0..<0x20, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "\\"),
                0x7F...0xFF:
                text += [UInt8(ascii: "\\"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
