import Model
import SupportBundle
import Testing

@testable import mde_preflight

/// No field of a fact is forgotten, also none that somebody adds.
struct EveryFieldTests {
    /// Fields that stay as they are, with why everybody may read them.
    private static let kept: [String: String] = [
        "SubscribedSKU.skuID": "Microsoft publishes the ids of its products",
        "SubscribedSKU.partNumber": "and their names",
        "Plan.id": "Microsoft publishes the ids of its service plans",
        "Plan.name": "and their names",
        "ThreatDefenseConnector.id": "the id is the partner's, and the same in every tenant",
        "EndpointSecurityPolicy.templateID": "Microsoft publishes the templates of policies",
        "Run.requirementSet": "a name of the catalogue",
        "Run.cloud": "one of five clouds",
        "TLSFact.cipher": "the name that this host's own library has for it",
        "Probe.milliseconds": "names of phases, which are this tool's own",
    ]

    private let redactor = FactRedactor(
        level: .identities, pseudonyms: Pseudonyms(salt: Array("salt".utf8), publicNames: .sample),
        text: { _ in "looked through" })

    @Test func `the facts of this test have something in every field`() {
        let walked = WalkedStrings(CanaryFacts().facts(), in: "FactSet")
        #expect(
            walked.empty.subtracting(walked.filled) == [], "fill these fields, and redact what is in them")
    }

    @Test func `no text and no id is left but in fields that everybody may read`() {
        let canaries = CanaryFacts()
        let walked = WalkedStrings(redactor.redacted(canaries.facts()), in: "FactSet")
        let run = WalkedStrings(redactor.redacted(canaries.run()), in: "Run")
        let left = (walked.strings + run.strings).filter { $0.text.lowercased().contains("canary") }
        #expect(Set(left.map(\.place)).subtracting(Self.kept.keys) == [])
        // What is kept without need has no place in the list.
        let all = Set((walked.strings + run.strings).map(\.place))
        #expect(Set(Self.kept.keys).subtracting(all) == [])
        #expect(walked.ids.allSatisfy { $0.id.high >> 32 != 0xca4a_0000 })
    }

    /// A name in small letters may stand in any text: alone, between words of the tool's own, and however a file is called.
    @Test(arguments: [
        "zapfenhuber", "cannot be read: zapfenhuber", "the list of zapfenhuber only.json is empty",
        "zäpfenhüber/devices.json", "devices%20of%20zapfenhuber", "no \"zapfenhuber\" here",
    ])
    func `no name in small letters is left in any field, by the redaction of a run`(form: String) throws {
        let needles = ["zapfenhuber", "pfenh"]
        let canaries = CanaryFacts { _ in form }
        let (facts, run) = (canaries.facts(), canaries.run())
        let texts = TextRedactor(
            level: .identities, secrets: [], pseudonyms: Pseudonyms(salt: [1], publicNames: .sample),
            knowledge: try MadeBundle.knowledge.get().redaction)
        let redactor = FactRedactor(
            level: .identities, pseudonyms: Pseudonyms(salt: [1], publicNames: .sample),
            text: { texts.redacted($0) }, foreign: { texts.redacted(foreign: $0) })
        let walked = [
            WalkedStrings(redactor.redacted(facts), in: "FactSet"),
            WalkedStrings(redactor.redacted(run), in: "Run"),
        ].flatMap { $0.strings }
        let left = walked.filter { string in needles.contains { string.text.lowercased().contains($0) } }
        #expect(Set(left.map(\.place)).subtracting(Self.kept.keys) == [], "\(left.prefix(3))")
    }

    /// Whatever a field is, somebody may have written a secret into it.
    @Test(arguments: ["x password=Zq7Geheim17xQ", "password\\=Zq7Geheim17xQ", "token=Zq7Geheim17xQ&a=b"])
    func `at level secrets no secret is left in any field`(form: String) throws {
        let canaries = CanaryFacts { _ in form }
        let texts = TextRedactor(
            level: .secrets, secrets: [], pseudonyms: Pseudonyms(salt: [1], publicNames: .sample),
            knowledge: try MadeBundle.knowledge.get().redaction)
        let redactor = FactRedactor(
            level: .secrets, pseudonyms: Pseudonyms(salt: [1], publicNames: .sample),
            text: { texts.redacted($0) })
        let walked = [
            WalkedStrings(redactor.redacted(canaries.facts()), in: "FactSet"),
            WalkedStrings(redactor.redacted(canaries.run()), in: "Run"),
        ].flatMap { $0.strings }
        let left = walked.filter { $0.text.contains("Zq7Geheim17xQ") }
        // Fingerprints are numbers of this tool's own.
        let numbers: Set = ["CertificateFact.sha1", "CertificateFact.sha256"]
        #expect(
            Set(left.map(\.place)).subtracting(Self.kept.keys).subtracting(numbers) == [],
            "\(left.prefix(3))")
    }

    @Test func `at level secrets all text that anybody may have written is looked through, and names stay`() {
        let redactor = FactRedactor(
            level: .secrets, pseudonyms: Pseudonyms(salt: [1]),
            text: { $0.contains("=") ? $0 : "looked through" })
        let facts = CanaryFacts().facts()
        let redacted = redactor.redacted(facts)
        #expect(redacted.directories.map(\.domain) == facts.directories.map(\.domain))
        #expect(
            redacted.directories.first?.computers.value?.map(\.name)
                == facts.directories.first?.computers.value?.map(\.name))
        #expect(redacted.directories[1].failure?.detail == "looked through")
        #expect(redacted.endpoints[0].probe.http?.title == "looked through")
        #expect(redacted.fleet?.texts == facts.fleet?.texts)
    }

    @Test func `what another program wrote as a whole is looked through as that`() throws {
        let redactor = FactRedactor(
            level: .identities, pseudonyms: Pseudonyms(salt: [1]), text: { _ in "ours" },
            foreign: { _ in "theirs" })
        let probe = redactor.redacted(CanaryFacts().facts()).endpoints[0].probe
        let http = try #require(probe.http)
        #expect(http.title == "theirs")
        #expect(http.headers == ["ours": "theirs"])
        #expect(probe.tunnel?.explanation == "theirs")
        #expect(probe.failure?.detail == "ours")
    }

    @Test func `at level none nothing changes`() {
        let redactor = FactRedactor(level: .none, pseudonyms: Pseudonyms(salt: [1]), text: { _ in "" })
        let canaries = CanaryFacts()
        let facts = canaries.facts()
        let run = canaries.run()
        #expect(redactor.redacted(facts) == facts && redactor.redacted(run) == run)
    }
}
