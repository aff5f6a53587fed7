import Model
import Testing

struct PrintableTests {
    @Test(arguments: [
        ("plain text, 100 %", "plain text, 100 %"), ("Grüße, 日本語, 🙂", "Grüße, 日本語, 🙂"), ("", ""),
        ("a\u{1b}[31mred", "a\\u{1b}[31mred"), ("a\nb\r\nc\td", "a\\u{a}b\\u{d}\\u{a}c\\u{9}d"),
        ("\u{0}\u{7f}", "\\u{0}\\u{7f}"),
        ("C1: \u{9b}31m \u{85}", "C1: \\u{9b}31m \\u{85}"),
        ("\u{202e}txt.exe\u{202c}", "\\u{202e}txt.exe\\u{202c}"),
        ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
        ("\u{200e}\u{200f}\u{61c}", "\\u{200e}\\u{200f}\\u{61c}"),
        ("pay\u{200b}pal\u{200d}\u{2060}\u{feff}", "pay\\u{200b}pal\\u{200d}\\u{2060}\\u{feff}"),
        ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("soft\u{ad}hyphen", "soft\\u{ad}hyphen"),
        ("\u{e000}\u{e0041}\u{fff9}", "\\u{e000}\\u{e0041}\\u{fff9}"), ("\u{378}", "\\u{378}"),
    ])
    func `what steers a terminal or misleads a reader is made visible`(text: String, shown: String) {
        #expect(text.printable() == shown)
        #expect(shown.printable() == shown)
    }

    @Test
    func `every control character is made visible`() {
        let controls = (0...0x9f).compactMap(Unicode.Scalar.init).filter {
            $0.value < 0x20 || $0.value > 0x7e
        }
        #expect(controls.count == 65)
        let shown = controls.map { String($0).printable() }
        #expect(shown == controls.map { "\\u{\(String($0.value, radix: 16))}" })
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "abc… (1 more characters)"), ("abc", 0, "… (3 more characters)"),
        ("\u{1b}\u{1b}b", 2, "\\u{1b}\\u{1b}… (1 more characters)"),
    ])
    func `what is too long is cut, and the cut is told`(text: String, limit: Int, shown: String) {
        #expect(text.printable(limit: limit) == shown)
    }

    @Test
    func `megabytes are cut to a line`() {
        #expect(String(repeating: "x", count: 4 << 20).printable().count < 250)
    }

    @Test(arguments: [
        ([UInt8]("plain".utf8), "plain"), ([0x61, 0xff, 0x62], "a\u{fffd}b"), ([0xc3], "\u{fffd}"), ([], ""),
        ([0x1b, 0x5b, 0x32, 0x4a], "\\u{1b}[2J"), ([0xed, 0xa0, 0x80], "\u{fffd}\u{fffd}\u{fffd}"),
        ([0xc2, 0x9b], "\\u{9b}"), ([0x9b], "\u{fffd}"),
    ])
    func `bytes of a peer become text`(bytes: [UInt8], shown: String) {
        #expect(String(printing: bytes) == shown)
    }

    @Test
    func `a cut through a character shows nothing of it`() {
        let bytes = [UInt8](String(repeating: "🙂", count: 100).utf8)
        let shown = String(printing: bytes, limit: 10)
        #expect(shown.hasPrefix(String(repeating: "🙂", count: 10) + "… ("))
        #expect(!shown.contains("\u{fffd}"))
    }

    @Test(arguments: [1000, 100_000])
    func `the cut of a long run of bytes tells its true length`(count: Int) {
        let shown = String(printing: [UInt8](repeating: 0x61, count: count), limit: 100)
        #expect(shown == String(repeating: "a", count: 100) + "… (\(count - 100) more characters)")
    }
}
