import Model

/// Phrases that checks look for, such as the names of systems, in texts out of which names were taken.
extension FactPass {
    /// A redacted text with the phrases that the original has.
    ///
    /// A phrase is lost where somebody is called like a word of it, and where it is part of an unknown word. In the first case it
    /// gets its place back. An unknown word stays the token that it is elsewhere, and the phrase stands beside the text: before it
    /// where the text began with it, for checks look for that, too.
    func withPhrases(_ original: String, _ result: String) -> String {
        var result = restored(original, result)
        while let phrase = lostPhrases(original, result).first,
            let place = original.places(of: phrase).first
        {
            let words = original[place]
            result = place.lowerBound == original.startIndex ? "\(words) \(result)" : "\(result) \(words)"
        }
        return result
    }

    /// The longest one first.
    private func lostPhrases(_ original: String, _ result: String) -> [String] {
        if result == original { return [] }
        let (before, after) = (original.lowercased(), result.lowercased())
        return names.publicNames.phrases.filter { before.contains($0) && !after.contains($0) }
            .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// Puts phrases of whole words where they were, if all else reads by itself as it does in the whole text: a name of several
    /// words may have one of them.
    private func restored(_ original: String, _ result: String) -> String {
        for phrase in lostPhrases(original, result) {
            for place in original.places(of: phrase) where original.isWhole(place) {
                let parts = [original[..<place.lowerBound], original[place.upperBound...]].map(String.init)
                let (head, tail) = (foreign(parts[0]), foreign(parts[1]))
                guard result.utf8.count >= head.utf8.count + tail.utf8.count,
                    result.utf8.starts(with: head.utf8),
                    result.utf8.reversed().starts(with: tail.utf8.reversed())
                else { continue }
                return restored(parts[0], head) + original[place] + restored(parts[1], tail)
            }
        }
        return result
    }
}

extension String {
    /// Where a text in lower case stands in this one, whatever its case here.
    fileprivate func places(of phrase: String) -> [Range<String.Index>] {
        let count = phrase.count
        return indices.compactMap { start -> Range<String.Index>? in
            guard let end = index(start, offsetBy: count, limitedBy: endIndex) else { return nil }
            return self[start..<end].lowercased() == phrase ? start..<end : nil
        }
    }

    /// Whether no other word is joined to what stands at a place.
    fileprivate func isWhole(_ place: Range<String.Index>) -> Bool {
        !Self.isJoined(self[..<place.lowerBound].reversed()) && !Self.isJoined(self[place.upperBound...])
    }

    /// Whether a word goes on with what is next to it.
    private static func isJoined(_ next: some Sequence<Character>) -> Bool {
        let next = Array(next.prefix(2))
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        guard let first = next.first else { return false }
        if isWord(first) || "\\@$".contains(first) { return true }
        return "-_.".contains(first) && next.count > 1 && isWord(next[1])
    }
}
