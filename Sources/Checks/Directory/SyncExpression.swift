/// An expression of a synchronization rule, as far as it could be understood.
///
/// Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions>
indirect enum SyncExpression: Equatable {
    enum Operation: String {
        case or = "||"
        case and = "&&"
        case equal = "="
        case unequal = "<>"
        case less = "<"
        case greater = ">"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case joined = "&"
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
    }

    case value(SyncValue)
    /// An attribute of the object; lower case.
    case attribute(String)
    /// A name that `With` or `Where` binds; lower case, with its `$`.
    case variable(String)
    /// A function; lower case.
    case call(String, [SyncExpression])
    case binary(Operation, SyncExpression, SyncExpression)
}

/// What an expression comes to: as much as is known about one object tells.
enum SyncValue: Equatable {
    case null
    /// No value, and no rule of lower precedence gives one either.
    case authoritativeNull
    case bool(Bool)
    case number(Double)
    case text(String)
    /// Seconds from the moment of judging.
    case moment(Double)
    case guid(String)
    case certificate(Certificate)
    case list([SyncValue])
    /// It cannot be told, because of this.
    case unknown(String)

    struct Certificate: Equatable {
        var subject: String
        /// Seconds from the moment of judging.
        var notBefore: Double
        var notAfter: Double
    }
}

/// Parts of an expression.
enum SyncToken: Equatable {
    case number(Double)
    case text(String)
    case name(String)
    case attribute(String)
    case variable(String)
    /// A setting of the server, in per cent signs.
    case parameter(String)
    case sign(String)

    /// Takes `text` apart; nil where a character has no meaning.
    static func all(in text: String) -> [SyncToken]? {
        var rest = Substring(text)
        var tokens: [SyncToken] = []
        while let first = rest.first {
            guard tokens.count < 5000 else { return nil }
            if first.isWhitespace {
                rest.removeFirst()
            } else if let token = next(first, &rest) {
                tokens.append(token)
            } else {
                return nil
            }
        }
        return tokens
    }

    private static func next(_ first: Character, _ rest: inout Substring) -> SyncToken? {
        switch first {
        case "\"": return enclosed("\"", &rest).map { .text($0) }
        case "[": return enclosed("]", &rest).map { .attribute($0.lowercased()) }
        case "%": return enclosed("%", &rest).map { .parameter($0) }
        case "$":
            rest.removeFirst()
            return .variable("$" + word(&rest).lowercased())
        case let digit where digit.isASCII && digit.isNumber:
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0.isLetter) }
            rest.removeFirst(digits.count)
            // 0x2 is a number too.
            if digits.lowercased().hasPrefix("0x") {
                return UInt32(digits.dropFirst(2), radix: 16).map { .number(Double($0)) }
            }
            return Double(digits).map { .number($0) }
        case let letter where letter.isASCII && letter.isLetter: return .name(word(&rest).lowercased())
        default:
            for sign in ["&&", "||", "<>", "<=", ">="] where rest.hasPrefix(sign) {
                rest.removeFirst(2)
                return .sign(sign)
            }
            guard "()<>=&+-*/,".contains(first) else { return nil }
            rest.removeFirst()
            return .sign(String(first))
        }
    }

    private static func enclosed(_ end: Character, _ rest: inout Substring) -> String? {
        let body = rest.dropFirst().prefix { $0 != end }
        guard body.endIndex != rest.endIndex else { return nil }
        rest = rest[rest.index(after: body.endIndex)...]
        return String(body)
    }

    private static func word(_ rest: inout Substring) -> String {
        var word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        rest = rest[word.endIndex...]
        // The documented rule for Server 2012 R2 writes a function with a hyphen.
        if word.lowercased() == "string", rest.lowercased().hasPrefix("-fromguid") {
            word = "stringfromguid"
            rest = rest.dropFirst(9)
        }
        return String(word)
    }
}
