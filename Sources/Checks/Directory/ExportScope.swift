import Model

/// What the scoping filter of the rule that sends devices to Entra ID makes of hybrid ones.
enum ExportScope: Equatable {
    /// As it is shipped.
    case shipped
    /// It lets none of them out; the condition that does so.
    case nothing(String)
    /// Others than those that are shipped; which.
    case other(String)

    private static let shippedConditions: Set = [
        "cloudcreated equal false", "usercertificate isnotnull", "cloudfiltered notequal true",
    ]

    /// False of every device that the join rule makes and that has a certificate.
    private static let excluding: Set = [
        "cloudcreated equal true", "cloudcreated notequal false", "cloudcreated isnull",
        "usercertificate isnull", "cloudfiltered equal true",
    ]

    init(_ rule: SyncRule) {
        let groups = rule.scope.map { Set($0.map(\.plain)) }
        if groups == [Self.shippedConditions] {
            self = .shipped
            return
        }
        let excluding = rule.scope.map { $0.first { Self.excluding.contains($0.plain) } }
        if let first = excluding.first, let first, !excluding.contains(nil) {
            self = .nothing(first.words)
            return
        }
        let own = rule.scope.joined().filter { !Self.shippedConditions.contains($0.plain) }
        let words = own.map(\.words).prefix(5).joined(separator: ", ")
        self = .other(words.isEmpty ? "not the conditions that are shipped" : words)
    }
}

extension SyncRule.Condition {
    /// Lower case, to be compared.
    fileprivate var plain: String { words.lowercased() }

    fileprivate var words: String {
        let hasValue = !comparison.lowercased().hasSuffix("null")
        return ([attribute, comparison] + (hasValue ? [value] : [])).joined(separator: " ")
    }
}
