extension String {
    /// Whether the text has another one in it: as `contains`, and sooner where both are plain, as nearly all are.
    func holds(_ part: String) -> Bool {
        guard let first = part.utf8.first, isPlain, part.isPlain else { return contains(part) }
        var rest = utf8[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: part.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    private var isPlain: Bool { utf8.allSatisfy { (0x20..<0x7f).contains($0) } }
}
