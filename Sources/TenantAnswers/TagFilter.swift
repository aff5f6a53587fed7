import Model

/// Tells tags that are the management tag, or nearly it, from all others.
struct TagFilter {
    let tag: String
    private var numbers = SymbolMemo()
    /// By number; the first one is no tag.
    private var kept = [""]

    init(tag: String) {
        self.tag = tag
    }

    /// The number of a tag that is kept; 0 for any other one.
    mutating func number(of text: AnswerText) -> UInt32 {
        // Tags are few; where every device has its own, they need not be known for ever.
        if numbers.count > 100_000 { numbers = SymbolMemo() }
        let shortened = text.prefix(4096)
        if let known = numbers.number(of: shortened) { return known }
        var number: UInt32 = 0
        if !tag.isEmpty, NearMiss(shortened.string, of: tag) != nil {
            // Each stands on a line of its own, so that none may hold a line's end.
            kept.append(String(shortened.string.map { $0.isNewline ? " " : $0 }))
            number = UInt32(clamping: kept.count - 1)
        }
        numbers.add(shortened, number)
        return number
    }

    subscript(number: UInt32) -> String { kept[Int(number)] }
}
