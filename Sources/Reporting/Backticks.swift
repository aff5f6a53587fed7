extension String {
    /// The text in parts, of which each second stood between backticks; one part where those do not come in pairs.
    var splitAtBackticks: [Substring] {
        let parts = split(separator: "`", omittingEmptySubsequences: false)
        let isPaired = parts.count % 2 == 1 && parts.indices.allSatisfy { $0 % 2 == 0 || !parts[$0].isEmpty }
        return isPaired ? parts : [self[...]]
    }
}
