/// A regular expression of the plain kind that rules use: characters, sets and repetitions, one after the other.
///
/// Groups, alternatives and look-arounds are not read. Matching takes time in proportion to text and pattern.
struct SyncPattern {
    private struct Step {
        /// Nil for any character.
        var characters: Set<Character>?
        var isInverted = false
        var mayBeAbsent = false
        var mayRepeat = false

        func takes(_ character: Character) -> Bool {
            guard let characters else { return character != "\n" }
            return characters.contains(character) != isInverted
        }
    }

    private var steps: [Step] = []
    private var isAtStart = false
    private var isAtEnd = false
    private let ignoresCase: Bool

    /// Nil where the pattern holds anything else.
    init?(_ pattern: String, ignoresCase: Bool) {
        self.ignoresCase = ignoresCase
        var rest = Substring(ignoresCase ? pattern.lowercased() : pattern)
        while let first = rest.popFirst() {
            guard steps.count < 500, !isAtEnd else { return nil }
            switch first {
            case "^":
                guard steps.isEmpty, !isAtStart else { return nil }
                isAtStart = true
            case "$":
                guard rest.isEmpty else { return nil }
                isAtEnd = true
            case "*", "+", "?":
                guard let last = steps.indices.last, !steps[last].mayBeAbsent, !steps[last].mayRepeat else {
                    return nil
                }
                steps[last].mayBeAbsent = first != "+"
                steps[last].mayRepeat = first != "?"
            case "[":
                guard let step = Self.set(&rest) else { return nil }
                steps.append(step)
            case "\\":
                // An escaped letter may be a class.
                guard let escaped = rest.popFirst(), !escaped.isLetter, !escaped.isNumber else { return nil }
                steps.append(Step(characters: [escaped]))
            case ".": steps.append(Step(characters: nil))
            case "(", ")", "|", "{", "}", "]": return nil
            default: steps.append(Step(characters: [first]))
            }
        }
    }

    private static func set(_ rest: inout Substring) -> Step? {
        var step = Step(characters: [])
        if rest.first == "^" {
            rest.removeFirst()
            step.isInverted = true
        }
        while let character = rest.popFirst() {
            if character == "]" { return step.characters?.isEmpty == false ? step : nil }
            // Ranges, and what begins with a backslash, are left to others.
            guard character != "-", character != "\\", character != "[" else { return nil }
            step.characters?.insert(character)
        }
        return nil
    }

    /// Whether the pattern is found anywhere in `text`.
    func matches(_ text: String) -> Bool {
        var reached: Set<Int> = closure([0])
        if isFound(reached, atEnd: text.isEmpty) { return true }
        let characters = Array(ignoresCase ? text.lowercased() : text)
        for (index, character) in characters.enumerated() {
            var next: Set<Int> = isAtStart ? [] : [0]
            for position in reached where position < steps.count && steps[position].takes(character) {
                next.insert(position + 1)
                if steps[position].mayRepeat { next.insert(position) }
            }
            reached = closure(next)
            if isFound(reached, atEnd: index == characters.count - 1) { return true }
        }
        return false
    }

    private func isFound(_ reached: Set<Int>, atEnd: Bool) -> Bool {
        reached.contains(steps.count) && (!isAtEnd || atEnd)
    }

    /// What is reached without another character.
    private func closure(_ positions: Set<Int>) -> Set<Int> {
        var all = positions
        for position in positions {
            var next = position
            while next < steps.count && steps[next].mayBeAbsent {
                next += 1
                all.insert(next)
            }
        }
        return all
    }
}
