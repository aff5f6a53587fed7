import StrictYAML
import Testing

/// YAML that is written anew with other values.
struct RewrittenYAMLTests {
    @Test(arguments: [
        ("a: 1 # Bob\nb: [x, 'y']\n", "a: <a 1>\nb:\n  - <b x>\n  - <b y>\n"),
        ("# Bob\na: { b: { c: d } }\n", "a:\n  b:\n    c: <a.b.c d>\n"),
        ("- a: 1\n  b: 2\n- []\n- {}\n", "-\n  a: <a 1>\n  b: <b 2>\n- []\n- {}\n"),
    ])
    func `comments go, and each value is replaced`(text: String, expected: String) {
        let written = RewrittenYAML.rewrite(text) { keys, value in
            "<\(keys.joined(separator: ".")) \(value)>"
        }
        #expect(written?.replacing("\"", with: "") == expected)
    }

    @Test(arguments: [
        "true", "1.5", "", "-", "- a", "a: b", "\"", "\\", "\n", "\u{1b}[1m", "#", "ü", "a/b", "'", "\t x",
    ])
    func `what was replaced is read as it was written`(value: String) {
        let once = RewrittenYAML.rewrite("a: [x]\n") { _, _ in value }
        var read: [String] = []
        _ = RewrittenYAML.rewrite(once ?? "") { _, value in
            read.append(value)
            return value
        }
        #expect(read == [value])
    }

    @Test(arguments: ["a: [", "? [a]\n: b\n"])
    func `what cannot be read is not written`(text: String) {
        #expect(RewrittenYAML.rewrite(text) { $1 } == nil)
    }
}
