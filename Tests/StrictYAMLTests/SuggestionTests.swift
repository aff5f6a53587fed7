import StrictYAML
import Testing

struct SuggestionTests {
    private static let keys = ["remedy", "source", "title", "why", "json-members"]

    @Test(arguments: [
        ("remdy", "remedy"), ("Remedy", "remedy"), ("soruce", "source"), ("sorce", "source"),
        ("titel", "title"),
        ("json-member", "json-members"), ("json_members", "json-members"), ("wy", "why"), ("wyh", "why"),
    ])
    func `a near word is suggested`(word: String, meant: String) {
        #expect(nearest(to: word, among: Self.keys) == meant)
        #expect(suggestion(for: word, among: Self.keys) == " (did you mean \"\(meant)\"?)")
    }

    @Test(arguments: ["", "port", "endpoints", "xyzzyx", "because"])
    func `a distant word is not`(word: String) {
        #expect(nearest(to: word, among: Self.keys) == nil)
        #expect(suggestion(for: word, among: Self.keys) == "")
    }

    @Test
    func `of words that are as near the first in order is taken`() {
        #expect(nearest(to: "cat", among: ["car", "bat", "can"]) == "bat")
        #expect(nearest(to: "cat", among: [String]()) == nil)
    }

    @Test
    func `a word of megabytes is compared in no time`() {
        #expect(nearest(to: String(repeating: "x", count: 1 << 20), among: Self.keys) == nil)
    }
}
