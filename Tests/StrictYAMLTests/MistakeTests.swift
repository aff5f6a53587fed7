import StrictYAML
import Testing

/// One mistake a text, each named with its line.
struct MistakeTests {
    @Test(arguments: [
        ("name: a\ncount: 1\ncolor: red\n", "3: unknown key \"color\" (did you mean \"colour\"?)"),
        ("name: a\ncount: 1\nnothing-like-it: x\n", "3: unknown key \"nothing-like-it\""),
        (
            "name: a\ncount: 1\nlimits:\n  low: 1\n  hihg: 2\n",
            "5: limits: unknown key \"hihg\" (did you mean \"high\"?)"
        ),
        (
            "name: a\ncount: 1\nparts:\n  - id: x\n  - id: y\n    siez: 2\n",
            "6: parts[1]: unknown key \"siez\" (did you mean \"size\"?)"
        ),
        ("name: a\ncount: 1\n? [x]\n: y\n", "3: unknown key \"?\""),
        ("name: a\ncount: 1\nName: b\n", "3: unknown key \"Name\" (did you mean \"name\"?)"),
    ])
    func `an unknown key`(text: String, complaint: String) {
        #expect(Sheet.read(text).complaints == "sheet.yml:\(complaint)")
    }

    @Test(arguments: [
        ("name: a\ncount: 1\nname: b\n", "name", 3), ("name: a\nname: b\ncount: 1\n", "name", 2),
        ("name: a\ncount: 1\nlimits: { low: 1, low: 2 }\n", "low", 3),
        ("name: a\ncount: 1\nlimits:\n  low: 1\n  high: 2\n  low: 3\n", "low", 6),
        ("name: a\ncount: 1\nparts:\n  - id: x\n    id: y\n", "id", 5),
        ("\"name\": a\ncount: 1\n'name': b\n", "name", 3),
        ("name: a\r\ncount: 1\r\nname: b\r\n", "name", 3),
        ("source: RFC 1\nname: a\nparts:\n  - { id: x }\nsource: RFC 2\n", "source", 5),
        ("name: a\nparts:\n  - name: nested\nname: b\n", "name", 4),
        ("name: a\nnames: b\nname: c\n", "name", 3),
        ("name: a\n# name: old\ncount: 1\nname: b\n", "name", 4),
    ])
    func `a key that is given twice, at its second place`(text: String, key: String, line: Int) {
        #expect(
            Sheet.read(text).complaints
                == "sheet.yml:\(line): key \"\(key)\" is given twice; keep one of them")
        #expect(Sheet.read(text).sheet == nil)
    }

    @Test(arguments: [
        ("name: a\n", "1: \"count\" is missing"), ("\n\ncount: 1\n", "3: \"name\" is missing"),
        ("name: a\ncount:\n", "1: \"count\" is missing"), ("name: ~\ncount: 1\n", "1: \"name\" is missing"),
        ("name: a\ncount: 1\nlimits:\n  high: 1\n", "4: limits: \"low\" is missing"),
        ("name: a\ncount: 1\nparts:\n  - id: x\n  - size: 1\n", "5: parts[1]: \"id\" is missing"),
        ("name: \"  \"\ncount: 1\n", "1: name: is empty"),
    ])
    func `a missing key`(text: String, complaint: String) {
        #expect(Sheet.read(text).complaints == "sheet.yml:\(complaint)")
    }

    @Test(arguments: [
        ("name: 12\ncount: 1\n", "1: name: expected text, found the number 12; put it in quotes"),
        ("name: no\ncount: 1\n", "1: name: expected text, found the truth value no; put it in quotes"),
        ("name: [a]\ncount: 1\n", "1: name: expected text, found a list"),
        ("name: {a: b}\ncount: 1\n", "1: name: expected text, found a mapping"),
        ("name: a\ncount: \"1\"\n", "2: count: expected a whole number, found the text \"1\""),
        ("name: a\ncount: 1.5\n", "2: count: expected a whole number, found the number 1.5"),
        ("name: a\ncount: many\n", "2: count: expected a whole number, found the text \"many\""),
        (
            "name: a\ncount: 99999999999999999999\n",
            "2: count: expected a whole number, found the number 99999999999999999999"
        ),
        ("name: a\ncount: 1\ntags: x\n", "3: tags: expected a list, found the text \"x\""),
        (
            "name: a\ncount: 1\ntags:\n  - x\n  - 2\n",
            "5: tags[1]: expected text, found the number 2; put it in quotes"
        ),
        ("name: a\ncount: 1\nparts: {}\n", "3: parts: expected a list, found a mapping"),
        ("name: a\ncount: 1\nparts: [x]\n", "3: parts[0]: expected a mapping, found the text \"x\""),
        ("name: a\ncount: 1\nlimits: [1]\n", "3: limits: expected a mapping, found a list"),
        (
            "name: a\ncount: 1\ncolour: gren\n",
            "3: colour: \"gren\" is not one of red, green (did you mean \"green\"?)"
        ),
        ("name: a\ncount: 1\ncolour: mauve\n", "3: colour: \"mauve\" is not one of red, green"),
        (
            "name: a\ncount: 1\nsource: ftp://example.org\n",
            "3: source: expected an https address or an RFC, found \"ftp://example.org\""
        ),
    ])
    func `a value of the wrong type`(text: String, complaint: String) {
        #expect(Sheet.read(text).complaints == "sheet.yml:\(complaint)")
    }

    @Test(arguments: [
        ("30s", 30.0), ("5m", 300), ("2h", 7200), ("7d", 604_800), ("0.5s", 0.5), ("\"90s\"", 90),
    ])
    func `durations are written with their unit`(text: String, seconds: Double) {
        let (sheet, complaints) = Sheet.read("name: a\ncount: 1\nwait: \(text)\n")
        #expect(complaints == "")
        #expect(sheet?.wait == seconds)
    }

    @Test(arguments: [
        "10", "s", "10x", "-5s", "0s", "10 seconds", "[10s]", "infs", "nans", "1e999d", "0x10s",
    ])
    func `anything else is no duration`(text: String) {
        let complaints = Sheet.read("name: a\ncount: 1\nwait: \(text)\n").complaints
        #expect(
            complaints.hasPrefix("sheet.yml:3: wait: expected a duration such as 30s, 5m or 7d, found "),
            "\(complaints)")
    }

    @Test
    func `two mistakes in one file are told at once`() {
        let complaints = Sheet.read("name: 12\ncount: x\ncolur: red\n").complaints
        #expect(
            complaints == """
                sheet.yml:1: name: expected text, found the number 12; put it in quotes
                sheet.yml:2: count: expected a whole number, found the text "x"
                sheet.yml:3: unknown key "colur" (did you mean "colour"?)
                """)
    }
}
