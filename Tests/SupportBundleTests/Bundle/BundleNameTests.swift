import Testing

@testable import SupportBundle

struct BundleNameTests {
    @Test(arguments: [
        ("facts.json", "facts.json"),
        ("evidence/Gerät.txt", "evidence/Gerät.txt"),
        ("../../etc/passwd", "__/__/etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\x.txt", "C_/Windows/x.txt"),
        ("a\u{1b}[31m\n.txt", "a_[31m_.txt"),
        ("x\u{202e}txt.exe", "x_txt.exe"),
        ("a//b/./c", "a/b/_/c"),
        ("", "_"),
        ("/", "_"),
        ("name. .", "name___"),
        (" name", "_name"),
        ("a\u{0}b", "a_b"),
        ("a/\u{301}b", "a_\u{301}b"),
        ("1/2/3/4/5/6/7/8/9", "1/9"),
        (String(repeating: "x", count: 300) + ".txt", String(repeating: "x", count: 75) + "~.txt"),
    ])
    func `a name from outside is made safe, and a safe one stays`(text: String, name: String) {
        #expect(BundleName.safe(text) == name)
        #expect(BundleName.isSafe(name))
        #expect(BundleName.isSafe(text) == (text == name))
    }

    @Test
    func `whatever the text, what is made of it is safe, unique and not too long`() {
        var random = SplitMix(state: 1)
        let alphabet = Array("ab./\\:~ \u{301}\u{202e}é\u{1f600}\n\u{0}").map(String.init)
        var names = BundleNames()
        var seen: Set<String> = []
        for _ in 0..<2000 {
            let length = Int.random(in: 0..<400, using: &random)
            let pool = alphabet.prefix(Int.random(in: 1...alphabet.count, using: &random))
            let text = (0..<length / 3).map { _ in pool.randomElement(using: &random) ?? "" }.joined()
            let name = names.take(text)
            #expect(BundleName.isSafe(name), "\(name.debugDescription)")
            #expect(name.utf8.count <= BundleName.limit)
            #expect(seen.insert(name.lowercased()).inserted)
        }
    }

    @Test
    func `names that one system or another takes for one are told apart`() {
        var names = BundleNames()
        let wanted = [
            "A.txt", "a.txt", "a.txt", "manifest.json", "Manifest.JSON", "a.txt/b", "c/d", "c", "é",
            "e\u{301}",
        ]
        #expect(
            wanted.map { names.take($0) } == [
                "A.txt", "a~2.txt", "a~3.txt", "manifest~2.json", "Manifest~3.JSON", "a~4.txt/b", "c/d",
                "c~2",
                "é", "e\u{301}~2",
            ])
    }
}
