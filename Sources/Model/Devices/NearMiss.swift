/// How a tag fails to be the one that is meant.
package struct NearMiss: Sendable, Equatable {
    package let words: String

    /// nil where the texts are not alike; the very text that is meant is, too.
    package init?(_ text: String, of tag: String) {
        let (found, meant) = (Self.letters(of: text), Self.letters(of: tag))
        if text.lowercased() == tag.lowercased() {
            words = "it differs in upper and lower case"
        } else if text.filter({ !$0.isWhitespace }).lowercased() == tag.lowercased() {
            words = "it has white space too many"
        } else if found == meant {
            words = "it differs in its hyphen, or in other signs"
        } else if String(found).contains(String(meant)) {
            words = "it stands within a longer text"
        } else if Self.distance(found, meant) <= 2 {
            words = "it is spelt otherwise"
        } else {
            return nil
        }
    }

    private static func letters(of text: String) -> [Character] {
        text.prefix(200).lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// How many letters must be put in, taken out or changed.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard abs(left.count - right.count) <= 2 else { return .max }
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let change = corner + (a == b ? 0 : 1)
                corner = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
