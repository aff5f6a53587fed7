import Testing

@testable import Reporting

struct TextLayoutTests {
    private let layout = TextLayout(width: 30)

    @Test(arguments: [
        ("", 0, [""]), ("one", 0, ["one"]),
        ("aaaaaaaaa bbbbbbbbb cccccccccc", 0, ["aaaaaaaaa bbbbbbbbb cccccccccc"]),
        ("aaaaaaaaa bbbbbbbbb ccccccccccc", 0, ["aaaaaaaaa bbbbbbbbb", "ccccccccccc"]),
        ("  a   b ", 0, ["a b"]),
        ("aaaaaaaaaa bbbbbbbbb c", 10, ["aaaaaaaaaa bbbbbbbbb", "c"]),
        (
            "short https://a-word-that-is-longer-than-the-width.example/ short", 0,
            ["short", "https://a-word-that-is-longer-than-the-width.example/", "short"]
        ),
        ("aaaaaaaaaa bbbbbbbbb", 29, ["aaaaaaaaaa bbbbbbbbb"]),
    ])
    func `text is broken at spaces`(text: String, indent: Int, lines: [String]) {
        #expect(layout.wrap(text, indent: indent) == lines)
    }

    @Test
    func `text hangs beside its label`() {
        #expect(layout.hanging("seen", "one", indent: 2, labelWidth: 6) == ["  seen  one"])
        #expect(
            layout.hanging("seen", "aaaaaaaaaaaa bbbbbbbbb ccc", indent: 2, labelWidth: 6) == [
                "  seen  aaaaaaaaaaaa bbbbbbbbb", "        ccc",
            ])
    }

    @Test(arguments: [("a", 3, "a  "), ("abc", 3, "abc"), ("abcd", 3, "abcd"), ("", 0, "")])
    func `text is padded, never cut`(text: String, width: Int, padded: String) {
        #expect(text.padded(to: width) == padded)
    }
}
