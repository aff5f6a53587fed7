/// The tokens of texts that were met, by a hash of the text and of what it is the name of.
///
/// What is met in one file is mostly met in the others, too; making a token anew takes a microsecond.
struct TokenCache {
    private var tokens: [UInt64: [UInt8]] = [:]
    /// A million names would fill the memory.
    private static let most = 1 << 14

    /// The token that is known, or one that is made.
    mutating func token(of key: UInt64, _ make: () -> [UInt8]) -> [UInt8] {
        if let known = tokens[key] { return known }
        let token = make()
        if tokens.count >= Self.most { tokens.removeAll(keepingCapacity: true) }
        tokens[key] = token
        return token
    }
}
