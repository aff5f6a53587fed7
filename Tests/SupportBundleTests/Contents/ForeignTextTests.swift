import Model
import SampleFacts
import SupportBundle
import TestSupport
import Testing

@testable import mde_preflight

/// What other programs say is in the facts of a bundle, too, and names are taken out of it there as they are out of evidence: it
/// is no sentence of this tool's.
struct ForeignTextTests {
    static let text =
        "user Mark of lab Neu reached host exchange and Surface from Best; EXCHANGE-01 UK-0042 EU-17 DT-0815 "
        + "WS-0417 SRV-77 DB-03 FS-04 LAB-7 PDC-01"
    static let names = [
        "mark", "lab", "neu", "exchange", "surface", "best", "uk-", "eu-", "dt-", "ws-", "srv-", "db-", "fs-",
        "pdc-",
    ]

    /// What the claim is in the bundle, and whether the bundle is judged as the run was.
    private static func kept(_ claim: Claim) async throws -> (text: String, same: Bool) {
        var facts = Sample.facts([])
        var device = DeviceFact(path: "evidence/KASSE-17", name: "KASSE-17")
        device.files = [EvidenceFile(name: "a.xml", kind: .analyzer)]
        device.claims = [Claim(.systemFamily, .text("windows"), file: 0, line: 1), claim]
        facts.devices = [device]
        facts.deviceExpectation = DeviceExpectation(judgedAt: Sample.moment)
        let run = try await MadeBundle.judged(facts)
        let bundle = try await MadeBundle(run, level: .identities)
        let replayed = try await bundle.replayed()
        let same =
            run.report.results.map { "\($0.check) \($0.status)" }
            == replayed.results.map { "\($0.check) \($0.status)" }
        let claims = replayed.facts.devices.flatMap(\.claims)
        #expect(claims.count == 2)
        switch claims.last?.value {
        case .text(let text), .unusable(let text): return (text, same)
        default: return ("", same)
        }
    }

    @Test(arguments: [
        DeviceAttribute.analyzerResult, .productName, .agentManagedBy, .joinServerMessage, .joinTest,
        .deviceAuthentication, .machineManagedBy, .machinePlatform, .directorySystem, .systemVersion,
        .boardVendor, .machineExclusion, .joinErrorPhase, .systemEdition,
    ])
    func `no claim keeps a word for its being one of the tool's sentences`(attribute: DeviceAttribute)
        async throws
    {
        for value in [Claim.Value.text(Self.text), .unusable(Self.text)] {
            let claim = Claim(attribute, value, file: 0, line: 2)
            let (text, same) = try await Self.kept(claim)
            #expect(same)
            #expect(text.contains("host"))
            for name in Self.names { #expect(!text.lowercased().contains(name), "\(text)") }
        }
    }

    @Test func `states stay what they were`() async throws {
        for (attribute, value) in [
            (DeviceAttribute.entraRegistration, "complete"), (.entraSeen, "recent"),
            (.directoryAccount, "stale"),
            (.directoryAccount, "domain-controller"), (.entraObject, "name"), (.machineRecord, "id"),
            (.antivirusMode, "Normal"), (.serviceState, "running"), (.machinePlatform, "Windows10"),
            (.deviceAuthentication, "FAILED. Device is either disabled or deleted"),
        ] {
            let (text, same) = try await Self.kept(Claim(attribute, .text(value), file: 0, line: 2))
            #expect(same)
            #expect(text == value)
        }
    }
}
