import Model

/// Which words may stay: those of the vocabulary, numbers, and what is written like a number.
final class HarmlessWords: Sendable {
    private let evidence: NumberTable<Bool>
    private let sentences: NumberTable<Bool>
    private let numbered: NumberTable<Bool>
    private let unnumbered: NumberTable<Bool>
    private let codes: NumberTable<Bool>
    /// With which bytes codes begin.
    private let codeStarts: ByteTable<Bool>

    init(_ knowledge: RedactionKnowledge) {
        func table(_ words: Set<String>) -> NumberTable<Bool> {
            NumberTable(
                Dictionary(words.map { (WordHash.any($0), true) }, uniquingKeysWith: { first, _ in first }),
                filler: false)
        }
        evidence = table(knowledge.vocabulary)
        sentences = table(knowledge.sentences)
        numbered = table(knowledge.numbered)
        unnumbered = table(knowledge.unnumbered)
        codes = table(knowledge.codes)
        let starts = Set(knowledge.codes.compactMap(\.utf8.first))
        codeStarts = ByteTable { starts.contains($0 | 32) }
    }

    /// Whether computers and the like are called by this word and a number.
    func isNumbered(_ hash: UInt64) -> Bool { numbered[hash] != nil }

    /// Whether a number belongs to this word without making a name of it, as in `utf-16`.
    func isUnnumbered(_ hash: UInt64) -> Bool { unnumbered[hash] != nil }

    /// Whether a word may stay in evidence, or in a message.
    @inline(__always)
    func contains(_ bytes: Bytes, _ start: Int, _ end: Int, _ hash: UInt64, isMessage: Bool) -> Bool {
        if end - start == 1, bytes[start] < 128 { return true }
        if evidence[hash] != nil || isMessage && sentences[hash] != nil { return true }
        if codeStarts[bytes[start]], isCode(bytes, start, end) { return true }
        return (48...57).contains(bytes[start]) || bytes[start] | 32 == UInt8(ascii: "k")
            || bytes[start] | 32 == UInt8(ascii: "v")
            ? isNumber(bytes, start, end) : false
    }

    /// Whether nothing but digits stands behind a word that codes of errors begin with.
    private func isCode(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
        var digits = end
        while digits > start, (48...57).contains(bytes[digits - 1]) { digits -= 1 }
        return (4...9).contains(end - digits) && codes[WordHash.any(bytes, start, digits)] != nil
    }

    /// Numbers, hexadecimal with `0x`, parts of dates and times, durations and sizes, updates such as `KB5044285`.
    func isNumber(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
        var digits = start
        while digits < end, (48...57).contains(bytes[digits]) { digits += 1 }
        if digits == end { return isPlainNumber(bytes, start, end) }
        let count = digits - start
        switch bytes[digits] | 32 {
        case UInt8(ascii: "x") where count == 1 && bytes[start] == 48:
            return end - digits <= 17 && (digits + 1..<end).allSatisfy { bytes[$0].digitValue != nil }
        case UInt8(ascii: "k") where count == 0:
            return bytes.has("kb", at: start) && (6...9).contains(end - start)
                && (start + 2..<end).allSatisfy { (48...57).contains(bytes[$0]) }
        case UInt8(ascii: "v") where count == 0:
            return end - start <= 3 && (start + 1..<end).allSatisfy { (48...57).contains(bytes[$0]) }
        case UInt8(ascii: "t") where count == 2:
            // `25T12` of a time, and `25T120000Z`.
            return end - digits >= 3
                && (digits + 1..<end).allSatisfy {
                    (48...57).contains(bytes[$0]) || $0 == end - 1 && bytes[$0] == UInt8(ascii: "Z")
                }
        case UInt8(ascii: "h") where count == 2 && end - digits == 2:
            return (48...57).contains(bytes[end - 1])
        default: return count > 0 && count <= 10 && isUnit(bytes, digits, end)
        }
    }

    private static let units: Set<String> = [
        "z", "s", "ms", "us", "ns", "m", "min", "h", "d", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "b",
        "bit", "bits", "mhz",
        "ghz", "st", "nd", "rd", "th", "am", "pm", "u", "x",
    ]

    private func isUnit(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
        end - start <= 4 && Self.units.contains(bytes.text(start..<end).lowercased())
    }

    /// Up to nine digits; of more only what may be a moment, since telephones and serial numbers are as long.
    private func isPlainNumber(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
        let first = bytes[start]
        switch end - start {
        case ...9: return true
        // Seconds, and milliseconds, since 1970.
        case 10, 13: return first == UInt8(ascii: "1")
        // A date and a time, with parts of the second or not.
        case 12, 14, 17: return bytes.has("19", at: start) || bytes.has("20", at: start)
        // Tenths of microseconds since 1601.
        case 18: return bytes.has("13", at: start)
        default: return (start..<end).allSatisfy { bytes[$0] == 48 }
        }
    }
}
