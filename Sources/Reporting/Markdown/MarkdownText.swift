/// Text from outside in Markdown: it stays text, whatever it looks like, in all kinds of Markdown that are in use.
///
/// Words that could mean something (markup, mentions, references, addresses) become code; nothing is escaped, since a
/// mention survives an escape. Inside code nothing means anything.
enum MarkdownText {
    /// As code; nothing where there is no text.
    static func code(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        // A pipe ends a cell of a table even inside code, and how to escape it there differs.
        return text.split(separator: "|", omittingEmptySubsequences: false).map(span).joined(
            separator: "&#124;")
    }

    /// As prose, in which words that could mean something are code, and what stands between backticks too.
    static func prose(_ text: String) -> String {
        text.splitAtBackticks.enumerated().map { number, part in
            number % 2 == 0 ? words(part) : code(String(part))
        }.joined()
    }

    private static func words(_ text: Substring) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let isPunctuation = word.count <= 2 && word.allSatisfy { ".,;:()\"?\u{2192}".contains($0) }
            if isPunctuation || isHarmless(word) { return String(word) }
            // Quotes, brackets and the end of a sentence stand outside.
            let head = word.prefix { "\"(".contains($0) }
            let tail = word.reversed().prefix { ".,;:)\"?".contains($0) }.count
            let core = word.dropFirst(head.count).dropLast(tail)
            guard !core.isEmpty, !isHarmless(core) else { return code(String(word)) }
            return head + code(String(core)) + word.suffix(tail)
        }.joined(separator: " ")
    }

    private static func span(_ text: Substring) -> String {
        guard !text.isEmpty else { return "" }
        let longest = text.split(omittingEmptySubsequences: false) { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        // A space at both ends is taken off again, unless there is nothing but spaces.
        let needsSpace = text.first == "`" || text.last == "`" || (text.first == " " && text.last == " ")
        let isBlank = text.allSatisfy { $0 == " " }
        let padding = needsSpace && !isBlank ? " " : ""
        return "\(fence)\(padding)\(text)\(padding)\(fence)"
    }

    /// Letters and digits with plain punctuation, in no arrangement that stands for something.
    private static func isHarmless(_ word: Substring) -> Bool {
        guard word.unicodeScalars.allSatisfy(isHarmless) else { return false }
        let text = word.lowercased()
        let isAddress = text.contains("://") || text.contains("www.") || text.hasPrefix("gh-")
        // `:smile:` is a picture in some places, `---` a line, `1.` a list.
        let isShortcode = text.split(separator: ":", omittingEmptySubsequences: false).count > 2
        return !isAddress && !isShortcode && text.contains { $0.isLetter || $0.isNumber }
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", ",", ":", ";", "(", ")", "'", "\"", "-", "/", "?",
            "\u{2026}":
            true
        default:
            scalar.value > 0x7f && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
    }
}
