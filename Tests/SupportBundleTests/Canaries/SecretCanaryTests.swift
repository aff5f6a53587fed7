import Model
import SupportBundle
import Testing

/// No secret survives redaction, and the search finds each of them where redaction was forgotten.
struct SecretCanaryTests {
    private static let redactors = [RedactionLevel.secrets, .identities].map { RedactionSample.redactor($0) }

    @Test func `there are enough of them`() {
        #expect(SecretCanary.all.count >= 80)
    }

    @Test(arguments: SecretCanary.all)
    func `no secret survives, at either level`(canary: SecretCanary) {
        for redactor in Self.redactors {
            let redacted =
                canary.kind.map { redactor.redacted(Array(canary.text.utf8), as: $0) }
                ?? Array(redactor.redacted(canary.text).utf8)
            guard let redacted else { continue }
            #expect(
                !DumbSearch.finds(canary.hidden, in: redacted), "\(String(decoding: redacted, as: UTF8.self))"
            )
        }
    }

    @Test(arguments: SecretCanary.all)
    func `none survives in UTF-16 either`(canary: SecretCanary) {
        let kind = canary.kind ?? .services
        let wide: [UInt8] =
            [0xff, 0xfe]
            + canary.text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xff), UInt8(unit >> 8)] }
        for redactor in Self.redactors {
            guard let redacted = redactor.redacted(wide, as: kind) else { continue }
            #expect(redacted.starts(with: [0xff, 0xfe]))
            #expect(!DumbSearch.finds(canary.hidden, in: redacted))
        }
    }

    @Test(arguments: SecretCanary.all)
    func `the search finds each where it was left in, and does not tell it`(canary: SecretCanary) throws {
        let search = BundleSearch(
            level: .none, secrets: [KnownSecret(name: "canary", value: Array(canary.hidden.utf8))],
            identities: [],
            knowledge: RedactionSample.knowledge)
        let hit = try #require(search.firstHit(in: Array(canary.text.utf8)))
        #expect(hit.what == "canary" && hit.encoding == "plain")
        #expect(
            String(canary.text.utf8.dropFirst(hit.offset).prefix(2))?.lowercased()
                == canary.hidden.prefix(2).lowercased())
        #expect(!"\(hit)".contains(canary.hidden))
    }
}
