import Testing

@testable import Model

/// Which names a pattern means.
struct SubjectPatternTests {
    @Test(arguments: [
        ("*", "", true), ("*", "anything at all", true), ("", "", true), ("", "a", false),
        ("login.example", "login.example", true), ("login.example", "login.example.org", false),
        ("LOGIN.Example", "login.eXAMPLE", true), ("login.example", "LOGIN.EXAMPLE", true),
        ("*.dm.example", "a.dm.example", true), ("*.dm.example", "a.b.dm.example", true),
        ("*.dm.example", "dm.example", false), ("*.dm.example", "xdm.example", false),
        ("*.dm.example*", "a.dm.example (direct)", true), ("PC-0?", "pc-01", true), ("PC-0?", "PC-0", false),
        ("PC-0?", "PC-012", false), ("PC-0*", "PC-0", true), ("a*b*c", "aXbYc", true),
        ("a*b*c", "abcbc", true), ("a*b*c", "acb", false), ("*ab", "aab", true), ("*ab*", "aaab", true),
        ("a.c", "abc", false), ("[ab]", "a", false), ("[ab]", "[AB]", true), ("a\\*", "a\\x", true),
        ("*ou=lab,dc=x", "CN=PC-1,OU=Lab,DC=x", true), ("STRASSE-Ä*", "strasse-ä1", true),
        ("?", "ä", true), ("?", "漢", true), ("b?ro", "büro", true), ("büro", "buro", false),
        ("??", "\u{1f600}", false), ("a**?**b", "axb", true), ("a**?**b", "ab", false), ("**", "x", true),
    ])
    func `a pattern and a name`(pattern: String, name: String, expected: Bool) {
        #expect(SubjectPattern(pattern).matches(name) == expected)
    }

    /// As a person would say it: the first sign decides, and a star may take any number.
    private static func isMeant(_ pattern: Substring, _ name: Substring) -> Bool {
        guard let sign = pattern.first else { return name.isEmpty }
        if sign == "*" {
            return isMeant(pattern.dropFirst(), name)
                || (!name.isEmpty && isMeant(pattern, name.dropFirst()))
        }
        guard let first = name.first, sign == "?" || sign == first else { return false }
        return isMeant(pattern.dropFirst(), name.dropFirst())
    }

    private static func words(_ letters: String, upTo length: Int) -> [String] {
        (0..<length).reduce([""]) { all, _ in
            all + all.flatMap { word in letters.map { word + String($0) } }
        }
    }

    @Test func `every short pattern means what its signs say`() {
        let patterns = Set(Self.words("ab*?", upTo: 4))
        let names = Set(Self.words("ab", upTo: 4))
        var wrong: [String] = []
        for pattern in patterns {
            let compiled = SubjectPattern(pattern)
            for name in names where compiled.matches(name) != Self.isMeant(pattern[...], name[...]) {
                wrong.append("\(pattern) \(name)")
            }
        }
        #expect(wrong == [])
    }

    @Test func `an index leaves out no pattern that matches`() {
        let patterns = (Self.words("ab*?", upTo: 3) + ["abc*", "*ABC?d", "ä*abc", "*cab*bca*", "c?abca*"])
            .enumerated().map { (number: $0, pattern: SubjectPattern($1)) }
        let index = PatternIndex(patterns)
        for name in Self.words("abc", upTo: 5) + ["ABCXD", "äabc", "xcabybcaz"] {
            let matching = patterns.filter { $0.pattern.matches(name) }.map(\.number)
            #expect(Set(index.fitting(name, .name)) == Set(matching), "\(name)")
        }
        let named = patterns.suffix(5).map(\.number)
        #expect(Set(index.possible(for: FoldedName("bbbbbbbb"))).isDisjoint(with: named))
    }

    @Test func `a million stars are one, and stars between letters are no trap`() {
        #expect(SubjectPattern(String(repeating: "*", count: 1_000_000)).isForAll)
        let name = String(repeating: "a", count: 4096)
        let pattern = String(repeating: "a*", count: 240) + "b"
        #expect(!SubjectPattern(pattern).matches(name))
        #expect(SubjectPattern(pattern).matches(name + "b"))
    }

    @Test(arguments: [("*", nil), ("PC-1", "pc-1"), ("PC-?", nil), ("pc*", nil), ("Ä", "ä")])
    func `a pattern without a wildcard is one name`(pattern: String, name: String?) {
        #expect(SubjectPattern(pattern).onlyName == name)
    }
}
