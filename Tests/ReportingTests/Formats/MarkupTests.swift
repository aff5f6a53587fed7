import Testing

@testable import Reporting

/// What formats are made with.
struct MarkupTests {
    private static func text(_ dialect: Markup.Dialect, _ make: (inout Markup) -> Void) -> String {
        var markup = Markup(dialect)
        make(&markup)
        return String(decoding: markup.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("a", "a"), ("<b> & \"c\" 'd'", "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"), ("]]>", "]]&gt;"),
        ("\u{0}\u{8}\u{1b}\u{7f}\u{85}\u{fffe}\u{1ffff}", String(repeating: "\u{fffd}", count: 7)),
        ("a\r\nb\tc", "a&#13;\nb\tc"), ("\u{e4}\u{1f600}", "\u{e4}\u{1f600}"), ("", ""),
    ])
    func `text is escaped, and what XML forbids is replaced`(text: String, expected: String) {
        #expect(Self.text(.xml) { $0.element("a", text: text) } == "<a>\(expected)</a>")
    }

    @Test
    func `white space in attributes survives, and elements that hold nothing end as their dialect wants it`()
    {
        #expect(Self.text(.xml) { $0.empty("a", ["b": "c\n\t\""]) } == "<a b=\"c&#10;&#9;&quot;\"/>")
        #expect(Self.text(.html) { $0.empty("br") } == "<br>")
    }

    /// As in FIPS 180-4's own examples, and around the length of a block.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 64),
            "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
        ),
        (
            String(repeating: "a", count: 1000),
            "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"
        ),
    ])
    func `digests are those of the standard`(text: String, digest: String) {
        #expect(SHA256.hexadecimal(text) == digest)
    }
}
