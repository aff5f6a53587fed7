/// The operators of the rules' language; a mixture of types comes to something unknown.
enum SyncOperations {
    static func apply(_ operation: SyncExpression.Operation, _ left: SyncValue, _ right: SyncValue)
        -> SyncValue
    {
        if case .unknown = left { return left }
        if case .unknown = right { return right }
        switch operation {
        case .equal: return equal(left, right).map { .bool($0) } ?? mixed(operation)
        case .unequal: return equal(left, right).map { .bool(!$0) } ?? mixed(operation)
        case .less: return order(left, right).map { .bool($0 < 0) } ?? mixed(operation)
        case .greater: return order(left, right).map { .bool($0 > 0) } ?? mixed(operation)
        case .lessOrEqual: return order(left, right).map { .bool($0 <= 0) } ?? mixed(operation)
        case .greaterOrEqual: return order(left, right).map { .bool($0 >= 0) } ?? mixed(operation)
        case .joined: return join(left, right)
        case .plus: return arithmetic(operation, left, right) ?? join(left, right)
        case .minus, .times, .divided: return arithmetic(operation, left, right) ?? mixed(operation)
        case .and, .or: return mixed(operation)
        }
    }

    private static func mixed(_ operation: SyncExpression.Operation) -> SyncValue {
        .unknown("\(operation.rawValue) stands between values that it cannot take")
    }

    /// Texts are compared without regard to case.
    private static func equal(_ left: SyncValue, _ right: SyncValue) -> Bool? {
        switch (left, right) {
        case (.text(let left), .text(let right)): left.lowercased() == right.lowercased()
        case (.bool(let left), .bool(let right)): left == right
        case (.number, .number), (.moment, .moment): order(left, right).map { $0 == 0 }
        case (.guid(let left), .guid(let right)): left.lowercased() == right.lowercased()
        default: nil
        }
    }

    private static func order(_ left: SyncValue, _ right: SyncValue) -> Int? {
        switch (left, right) {
        case (.number(let left), .number(let right)), (.moment(let left), .moment(let right)):
            left < right ? -1 : left > right ? 1 : 0
        default: nil
        }
    }

    private static func arithmetic(
        _ operation: SyncExpression.Operation, _ left: SyncValue, _ right: SyncValue
    ) -> SyncValue? {
        guard case .number(let left) = left, case .number(let right) = right else { return nil }
        switch operation {
        case .plus: return .number(left + right)
        case .minus: return .number(left - right)
        case .times: return .number(left * right)
        case .divided: return right == 0 ? nil : .number(left / right)
        default: return nil
        }
    }

    private static func join(_ left: SyncValue, _ right: SyncValue) -> SyncValue {
        guard case .text(let left) = left, case .text(let right) = right else {
            return .unknown("& joins values that are no texts")
        }
        // Variables that double a text again and again must not fill the memory.
        guard left.utf8.count + right.utf8.count <= 65536 else { return .unknown("a text grows too long") }
        return .text(left + right)
    }
}
