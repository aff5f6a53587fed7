import Model
import SupportBundle
import Testing

/// No name of a person, a computer, a place or a company survives where identities are taken out.
struct IdentityCanaryTests {
    private static let redactor = RedactionSample.redactor(.identities)

    @Test func `with the secrets there are more than a hundred`() {
        #expect(IdentityCanary.all.count + SecretCanary.all.count >= 150)
    }

    @Test(arguments: IdentityCanary.all)
    func `no identity survives`(canary: IdentityCanary) throws {
        let redacted =
            if let kind = canary.kind {
                try #require(Self.redactor.redacted(Array(canary.text.utf8), as: kind))
            } else {
                Array(Self.redactor.redacted(canary.text).utf8)
            }
        for hidden in canary.hidden where hidden.utf8.count > 2 {
            #expect(!DumbSearch.finds(hidden, in: redacted), "\(String(decoding: redacted, as: UTF8.self))")
        }
        let words = String(decoding: redacted, as: UTF8.self).split { !$0.isLetter && !$0.isNumber }
        for hidden in canary.hidden { #expect(!words.contains(Substring(hidden))) }
    }

    @Test(arguments: IdentityCanary.evidence)
    func `none survives in UTF-16 either, and the file stays UTF-16`(canary: IdentityCanary) throws {
        let kind = try #require(canary.kind)
        let wide = canary.text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xff)] }
        let redacted = try #require(Self.redactor.redacted([0xfe, 0xff] + wide, as: kind))
        #expect(redacted.starts(with: [0xfe, 0xff]))
        for hidden in canary.hidden { #expect(!DumbSearch.finds(hidden, in: redacted)) }
    }

    @Test(arguments: IdentityCanary.all)
    func `the search finds each where it was left in, and does not tell it`(canary: IdentityCanary) throws {
        for hidden in canary.hidden where hidden.utf8.count > 2 {
            let known = Pseudonyms.Known(kind: .computer, original: hidden, token: "name-0000000000")
            let search = BundleSearch(
                level: .identities, secrets: [], identities: [known], knowledge: RedactionSample.knowledge)
            guard search.unsearched == .init() else { continue }
            let text = Array("first \(hidden) last".utf8)
            let hit = try #require(search.firstHit(in: text))
            #expect(hit.what == "computer" && hit.offset >= 6 && !"\(hit)".contains(hidden))
            let off = BundleSearch(
                level: .secrets, secrets: [], identities: [known], knowledge: RedactionSample.knowledge)
            #expect(off.firstHit(in: text) == nil)
        }
    }
}
