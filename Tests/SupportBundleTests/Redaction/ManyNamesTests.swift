import SupportBundle
import Testing

/// Names in such numbers that what holds them has to grow, and of every length.
struct ManyNamesTests {
    private func pseudonyms() -> Pseudonyms { Pseudonyms(salt: [UInt8](repeating: 7, count: 32)) }

    @Test func `many names keep their tokens, and no two have the same one`() {
        let (pseudonyms, other) = (pseudonyms(), pseudonyms())
        let names = (0..<3000).map { "PC-\($0)" }
        let tokens = names.map { pseudonyms.token(.computer, $0) }
        #expect(Set(tokens).count == names.count)
        #expect(names.map { pseudonyms.token(.computer, $0.lowercased()) } == tokens)
        // Whatever the order.
        #expect(Array(names.reversed().map { other.token(.computer, $0) }.reversed()) == tokens)
        #expect(pseudonyms.known.count == names.count)
        #expect(pseudonyms.count == names.count)
    }

    @Test(arguments: [1, 127, 128, 300, 20_000, 300_000])
    func `a name of any length is known as it was met first`(length: Int) {
        let pseudonyms = pseudonyms()
        let name = String(repeating: "Ä", count: length)
        let first = pseudonyms.token(.place, "before")
        let token = pseudonyms.token(.place, name)
        let last = pseudonyms.token(.place, "Behind")
        #expect(pseudonyms.token(.place, String(repeating: "ä", count: length)) == token)
        let known = Dictionary(uniqueKeysWithValues: pseudonyms.known.map { ($0.original, $0.token) })
        #expect(known == ["before": first, name: token, "Behind": last])
    }

    @Test func `an accent that is written apart makes no other name`() {
        let pseudonyms = pseudonyms()
        let token = pseudonyms.token(.person, "J\u{fc}rgen")
        #expect(pseudonyms.token(.person, "Ju\u{308}rgen") == token)
        #expect(pseudonyms.known.count == 1)
    }

    @Test
    func `of names that differ in case alone a hit is told as the same kind in whatever order they come`() {
        for kinds in [[IdentityKind.computer, .person], [.person, .computer]] {
            let identities = kinds.map { Pseudonyms.Known(kind: $0, original: "kestrel99", token: "t") }
            let search = BundleSearch(
                level: .identities, secrets: [], identities: identities, knowledge: RedactionSample.knowledge)
            #expect(search.firstHit(in: Array("a KESTREL99 b".utf8))?.what == "computer")
        }
    }
}
