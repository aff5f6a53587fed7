import Foundation
import StrictYAML
import TestSupport
import Testing

/// Files that cannot be read as a mapping at all.
struct ReaderTests {
    @Test
    func `a good file is read`() {
        let text = """
            # A comment.
            name: "a sheet"
            count: 3
            tags: [x, y]
            colour: green
            wait: 5m
            parts:
              - { id: first, size: 1 }
              - id: second
            limits: { low: -1 }
            source: https://example.org
            """
        let (sheet, complaints) = Sheet.read(text)
        #expect(complaints == "")
        let expected = Sheet(
            name: "a sheet", count: 3, tags: ["x", "y"], colour: .green, wait: 300,
            parts: ["first", "second"], low: -1)
        #expect(sheet == expected)
    }

    @Test(arguments: [
        "name: a\r\ncount: 1\r\n", "\u{feff}name: a\ncount: 1\n", "---\nname: a\ncount: 1\n...\n",
    ])
    func `line ends and marks of other editors do no harm`(text: String) {
        let (sheet, complaints) = Sheet.read(text)
        #expect(complaints == "")
        #expect(sheet?.name == "a")
        #expect(sheet?.count == 1)
    }

    @Test(arguments: [
        ("", "sheet.yml: is empty"), ("# nothing but this\n", "sheet.yml: is empty"),
        (" \n\n", "sheet.yml: is empty"),
        ("---\n", "sheet.yml:2: expected a mapping, found nothing"),
        ("- a\n- b\n", "sheet.yml:1: expected a mapping, found a list"),
        ("just words\n", "sheet.yml:1: expected a mapping, found the text \"just words\""),
        ("\n\n42\n", "sheet.yml:3: expected a mapping, found the number 42"),
    ])
    func `a file without keys is refused`(text: String, complaint: String) {
        #expect(Sheet.read(text).complaints == complaint)
        #expect(Sheet.read(text).sheet == nil)
    }

    @Test(arguments: [
        ("name: a\n\tcount: 1\n", "sheet.yml:2: is not YAML here: "),
        ("name: \"a\ncount: 1\n", "sheet.yml:3: is not YAML here: "),
        ("name: a\ntags: [x, y\n", "sheet.yml:3: is not YAML here: "),
        ("name: a\n count: 1\n", "sheet.yml:2: is not YAML here: "),
        ("name: *nobody\ncount: 1\n", "sheet.yml:1: is not YAML here: "),
        ("name: {a: b\n", "sheet.yml:2: is not YAML here: "),
        ("name: a\ncount: 1\n---\nname: b\n", "sheet.yml:3: is not YAML here: "),
        ("name: 'a\n", "sheet.yml:2: is not YAML here: "),
        ("name: a\ncount: 1\n@\n", "sheet.yml:3: is not YAML here: "),
    ])
    func `text that is not YAML, or is cut short, is refused where it stops being YAML`(
        text: String, complaint: String
    ) {
        let (sheet, complaints) = Sheet.read(text)
        #expect(complaints.hasPrefix(complaint), "\(complaints)")
        #expect(sheet == nil)
    }

    private static func tenTimes(_ name: Character) -> String {
        [String](repeating: "*\(name)", count: 10).joined(separator: ",")
    }

    private static func bomb(_ line: (Character, Character) -> String) -> String {
        "name: &b [l,l,l,l,l,l,l,l,l,l]\n" + zip("bcdefghijkl", "cdefghijklm").map(line).joined()
    }

    static let aliases: [(text: String, line: Int)] = [
        ("name: &a x\ncount: *a\n", 2), ("name: x\ntags: [&a y, *a]\n", 2),
        ("name: x\r\ntags: [&a y,\r\n*a]\r\n", 3), ("&a name: x\n*a : y\n", 2),
        ("name: x\nparts:\n- &a {id: y}\n- *a\n", 4), ("? &a [x]\n: ? *a\n  : y\n", 2),
        // Each would stand for ten times as much as the one before, as a list and as a key.
        (bomb { "\($1): &\($1) [\(tenTimes($0))]\n" }, 2),
        (bomb { "\($1): &\($1) {*\($0) : 1, ? [\(tenTimes($0))] : 2}\n" }, 2),
    ]

    @Test(arguments: aliases)
    func `a place that stands for another is refused, before it is followed`(text: String, line: Int) {
        let (sheet, complaints) = Sheet.read(text)
        #expect(complaints.hasPrefix("sheet.yml:\(line): *"), "\(complaints)")
        #expect(
            complaints.hasSuffix("stands for what is written elsewhere, which is not taken; write it out"))
        #expect(sheet == nil)
    }

    @Test(arguments: ["'&a *b'", "\"R&a, *b\"", "&a x", "'&a*a'"])
    func `the signs of anchors and aliases are text where they name nothing`(name: String) {
        let (sheet, complaints) = Sheet.read("name: \(name)\ncount: 1\ntags: ['*a', \"*.example\"]\n")
        #expect(complaints == "")
        #expect(sheet?.count == 1)
    }

    /// Text, the bytes after it, and the line of those.
    static let broken: [(before: String, bytes: [UInt8], line: Int)] = [
        ("name: a\ncount: ", [0xff, 0x0a], 2), ("", [0xfe, 0x0a], 1), ("name: a\n\n\n", [0xc3, 0x28], 4),
        ("a\n\n\n", [0xff], 4), ("name: Gr", [0xfc, 0xdf, 0x0a, 0x0a], 1), ("\n\n", [0xff], 3),
        (String(repeating: "# Gr\u{fc}\u{df}e\n", count: 1000), [0x80], 1001),
    ]

    @Test(arguments: broken)
    func `bytes that are not UTF-8 are refused in their line`(before: String, bytes: [UInt8], line: Int) {
        #expect(Sheet.read(Data(before.utf8) + bytes).complaints == "sheet.yml:\(line): is not UTF-8 text")
    }

    @Test
    func `a control character is refused`() {
        #expect(Sheet.read("name: a\u{1b}[2J\ncount: 1\n").sheet == nil)
        #expect(Sheet.read("name: a\u{1b}[2J\ncount: 1\n").complaints.hasPrefix("sheet.yml"))
        #expect(!Sheet.read("name: a\u{1b}[2J\ncount: 1\n").complaints.unicodeScalars.contains("\u{1b}"))
    }

    @Test
    func `a file of 5 MiB is refused, one of 4 MiB is read`() {
        let large = "name: a\ncount: 1\n#" + String(repeating: "x", count: 5 << 20)
        #expect(Sheet.read(large).complaints == "sheet.yml: is larger than 4 MiB")
        let head = "name: a\ncount: 1\n#"
        let fits = head + String(repeating: "x", count: Reader.maximumSize - head.utf8.count)
        #expect(Sheet.read(fits).complaints == "")
        #expect(Sheet.read(fits).sheet?.name == "a")
    }

    @Test
    func `a file that is not there, or is a folder, is named as such`() throws {
        let folder = try TemporaryFolder()
        #expect(
            Sheet.read(file: folder.url.appending(path: "absent.yml")).complaints == "sheet.yml: no such file"
        )
        #expect(Sheet.read(file: folder.url).complaints == "sheet.yml: is a directory, not a file")
        try folder.write("name: a\ncount: 1\n", to: "there.yml")
        #expect(Sheet.read(file: folder.url.appending(path: "there.yml")).sheet?.count == 1)
    }

    @Test
    func `one reader gathers what is wrong in all files, by file and line`() {
        var reader = Reader()
        _ = reader.read(Data("b: 1\na: 1\n".utf8), name: "z.yml", keys: ["c"]) { _ in 0 }
        _ = reader.read(Data("- x\n".utf8), name: "a.yml", keys: ["c"]) { _ in 0 }
        reader.add(Diagnostic(file: "m.yml", line: nil, message: "is odd"))
        #expect(
            reader.diagnostics.description == """
                a.yml:1: expected a mapping, found a list
                m.yml: is odd
                z.yml:1: unknown key "b" (did you mean "c"?)
                z.yml:2: unknown key "a" (did you mean "c"?)
                """)
        #expect(!reader.diagnostics.isEmpty)
    }
}
