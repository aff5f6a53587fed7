/// Reads a rule's expression; what it does not know ends in a value that is unknown, and not in a wrong one.
struct SyncExpressionParser {
    private let tokens: [SyncToken]
    private var position = 0
    private var depth = 0

    /// The expression in `text`; nil where it is none.
    static func parse(_ text: String) -> SyncExpression? {
        guard let tokens = SyncToken.all(in: text), !tokens.isEmpty else { return nil }
        var parser = SyncExpressionParser(tokens: tokens)
        guard let expression = parser.expression(0), parser.position == tokens.count else { return nil }
        return expression
    }

    private init(tokens: [SyncToken]) { self.tokens = tokens }

    /// From the loosest to the tightest.
    private static let levels: [[SyncExpression.Operation]] = [
        [.or], [.and], [.equal, .unequal, .less, .greater, .lessOrEqual, .greaterOrEqual], [.joined],
        [.plus, .minus], [.times, .divided],
    ]

    private var next: SyncToken? { position < tokens.count ? tokens[position] : nil }

    private mutating func pass(_ sign: String) -> Bool {
        guard next == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func expression(_ level: Int) -> SyncExpression? {
        guard level < Self.levels.count else { return primary() }
        guard var left = expression(level + 1) else { return nil }
        while case .sign(let sign)? = next,
            let operation = Self.levels[level].first(where: { $0.rawValue == sign })
        {
            position += 1
            guard let right = expression(level + 1) else { return nil }
            left = .binary(operation, left, right)
        }
        return left
    }

    private mutating func primary() -> SyncExpression? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 60, let token = next else { return nil }
        position += 1
        switch token {
        case .number(let number): return .value(.number(number))
        case .text(let text): return .value(.text(text))
        case .attribute(let name): return .attribute(name)
        case .variable(let name): return .variable(name)
        case .parameter(let name): return .value(.unknown("the server's setting %\(name)% is not known"))
        case .name(let name): return next == .sign("(") ? call(name) : Self.constant(name)
        case .sign("("):
            guard let inner = expression(0), pass(")") else { return nil }
            return inner
        case .sign("-"): return primary().map { .binary(.minus, .value(.number(0)), $0) }
        case .sign: return nil
        }
    }

    private mutating func call(_ name: String) -> SyncExpression? {
        position += 1
        var arguments: [SyncExpression] = []
        if pass(")") { return .call(name, []) }
        repeat {
            guard let argument = expression(0) else { return nil }
            arguments.append(argument)
        } while pass(",")
        return pass(")") ? .call(name, arguments) : nil
    }

    private static func constant(_ name: String) -> SyncExpression {
        switch name {
        case "true": .value(.bool(true))
        case "false": .value(.bool(false))
        case "null": .value(.null)
        case "authoritativenull": .value(.authoritativeNull)
        default: .value(.unknown("the word \(name) is not known"))
        }
    }
}

extension SyncExpression {
    /// The attributes that it reads; lower case, each once.
    var attributes: [String] {
        var found: [String] = []
        collect(&found)
        return found
    }

    private func collect(_ found: inout [String]) {
        switch self {
        case .attribute(let name): if !found.contains(name) { found.append(name) }
        case .call(_, let arguments): for argument in arguments { argument.collect(&found) }
        case .binary(_, let left, let right):
            left.collect(&found)
            right.collect(&found)
        case .value, .variable: break
        }
    }

    /// Whether every function in it is one that rules are known to use, whatever it gives.
    var isOfKnownFunctions: Bool {
        switch self {
        case .call(let name, let arguments):
            SyncFunctions.names.contains(name) && arguments.allSatisfy(\.isOfKnownFunctions)
        case .binary(_, let left, let right): left.isOfKnownFunctions && right.isOfKnownFunctions
        case .value, .variable, .attribute: true
        }
    }
}
