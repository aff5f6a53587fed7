/// Evaluates a rule's expression for one object, of which not everything need be known.
struct SyncEvaluator {
    /// What is known of the object: by attribute, lower case; `null` where it has no value.
    var attributes: [String: SyncValue]
    private var variables: [String: SyncValue] = [:]

    init(_ attributes: [String: SyncValue]) { self.attributes = attributes }

    func value(of expression: SyncExpression) -> SyncValue {
        switch expression {
        case .value(let value): return value
        case .attribute(let name):
            return attributes[name] ?? .unknown("the attribute \(name) was not read")
        case .variable(let name): return variables[name] ?? .unknown("\(name) stands for nothing")
        case .call(let name, let arguments): return call(name, arguments)
        case .binary(.and, let left, let right): return both(value(of: left)) { value(of: right) }
        case .binary(.or, let left, let right):
            return both(value(of: left).inverted) { value(of: right).inverted }.inverted
        case .binary(let operation, let left, let right):
            return SyncOperations.apply(operation, value(of: left), value(of: right))
        }
    }

    /// One that is false decides, whatever the other is.
    private func both(_ left: SyncValue, _ right: () -> SyncValue) -> SyncValue {
        if left == .bool(false) { return left }
        let right = right()
        if right == .bool(false) { return right }
        guard left == .bool(true) else { return left.asUnknown("a condition is neither true nor false") }
        return right == .bool(true) ? right : right.asUnknown("a condition is neither true nor false")
    }

    private func call(_ name: String, _ arguments: [SyncExpression]) -> SyncValue {
        switch (name, arguments.count) {
        case ("iif", 3):
            switch value(of: arguments[0]) {
            case .bool(let isTrue): return value(of: arguments[isTrue ? 1 : 2])
            case let condition:
                // It does not matter where both come to the same.
                let (first, second) = (value(of: arguments[1]), value(of: arguments[2]))
                return first == second ? first : condition.asUnknown("a condition is neither true nor false")
            }
        case ("switch", let count) where count % 2 == 0 && count > 0:
            for index in stride(from: 0, to: count, by: 2) {
                switch value(of: arguments[index]) {
                case .bool(true): return value(of: arguments[index + 1])
                case .bool(false): continue
                case let condition: return condition.asUnknown("a condition is neither true nor false")
                }
            }
            return .null
        case ("with", 3): return with(arguments)
        case ("where", 3): return filter(arguments)
        default: return SyncFunctions.call(name, arguments.map(value(of:)))
        }
    }

    /// The third argument, in which the first stands for the second.
    private func with(_ arguments: [SyncExpression]) -> SyncValue {
        guard case .variable(let name) = arguments[0] else { return .unknown("With binds no variable") }
        return binding(name, to: value(of: arguments[1])).value(of: arguments[2])
    }

    /// Those of a list for which a condition holds.
    private func filter(_ arguments: [SyncExpression]) -> SyncValue {
        guard case .variable(let name) = arguments[0] else { return .unknown("Where binds no variable") }
        let items: [SyncValue]
        switch value(of: arguments[1]) {
        case .list(let list): items = list
        case .null: items = []
        case .unknown(let why): return .unknown(why)
        case let single: items = [single]
        }
        var kept: [SyncValue] = []
        for item in items {
            switch binding(name, to: item).value(of: arguments[2]) {
            case .bool(true): kept.append(item)
            case .bool(false): continue
            case let other: return other.asUnknown("a condition is neither true nor false")
            }
        }
        return .list(kept)
    }

    private func binding(_ name: String, to value: SyncValue) -> SyncEvaluator {
        var inner = self
        inner.variables[name] = value
        return inner
    }
}

extension SyncValue {
    /// The same if it is unknown already, else unknown for the given reason.
    func asUnknown(_ why: String) -> SyncValue {
        if case .unknown = self { return self }
        return .unknown(why)
    }

    var inverted: SyncValue {
        if case .bool(let isTrue) = self { return .bool(!isTrue) }
        return asUnknown("a condition is neither true nor false")
    }

    /// Whether there is something; nil where that is not known.
    var isPresent: Bool? {
        switch self {
        case .null, .authoritativeNull: false
        case .text(let text): !text.isEmpty
        case .list(let list): !list.isEmpty
        case .unknown: nil
        case .bool, .number, .moment, .guid, .certificate: true
        }
    }
}
