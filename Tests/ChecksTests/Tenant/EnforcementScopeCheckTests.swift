import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

struct EnforcementScopeCheckTests {
    private typealias Sample = TenantSample
    private let check = EnforcementScopeCheck()

    private static func attested(
        clients: ScopeAttestation.Scope? = nil, servers: ScopeAttestation.Scope? = nil,
        linux: ScopeAttestation.Scope? = nil, macOS: ScopeAttestation.Scope? = nil, days: Double = 10
    ) -> ScopeAttestation {
        var attestation = ScopeAttestation(
            by: "J. Doe", on: Sample.now.addingTimeInterval(-days * Sample.day))
        attestation.windowsClients = clients
        attestation.windowsServers = servers
        attestation.linux = linux
        attestation.macOS = macOS
        return attestation
    }

    private static func row(
        _ name: String, _ attestation: ScopeAttestation?, devices: [DeviceFact] = [], _ outline: String
    ) -> Judgement {
        Judgement(
            name,
            Sample.facts(Sample.fact()) { facts in
                facts.scopeAttestation = attestation
                Sample.add(devices, to: &facts)
            }, [outline])
    }

    private static let client = DeviceSample.fact(Sample.client, name: "PC9")
    private static let server = DeviceSample.fact(Sample.server, name: "SRV9")
    private static let unknown = "undetermined tenant.scope-unknown"
    private static let off = "not-met tenant.scope-off"

    static let attestedRows: [Judgement] = [
        row("all", attested(clients: .all), "met"),
        row("tagged", attested(clients: .tagged), "met"),
        row("all four", attested(clients: .all, servers: .tagged, linux: .all, macOS: .all), "met"),
        row("off", attested(clients: .off), off),
        row("off for one of two", attested(clients: .all, servers: .off), off),
        row("off for two", attested(clients: .off, macOS: .off), "\(off) tenant.scope-off"),
        row("nothing", attested(), unknown),
        row("90 days ago", attested(clients: .all, days: 90), "met"),
        row(
            "91 days ago", attested(clients: .all, days: 91), "undetermined evidence.old tenant.scope-unknown"
        ),
        row(
            "off, 91 days ago", attested(clients: .off, days: 91),
            "undetermined evidence.old tenant.scope-unknown"),
        row("today, in another time zone", attested(clients: .all, days: -0.5), "met"),
        row(
            "in the future", attested(clients: .all, days: -3),
            "undetermined evidence.inconclusive tenant.scope-unknown"),
        row("for the devices that there are", attested(clients: .all), devices: [client], "met"),
        row(
            "off for devices that there are not", attested(clients: .all, linux: .off), devices: [client],
            "met"),
        row(
            "off for the devices that there are", attested(clients: .off, linux: .all), devices: [client], off
        ),
        row("for other devices", attested(linux: .all), devices: [client], unknown),
        row("for one of two platforms", attested(clients: .all), devices: [client, server], unknown),
        row(
            "off for one of two, nothing of the other", attested(clients: .off), devices: [client, server],
            "\(off) tenant.scope-unknown"),
        row(
            "off, and a device is managed all the same", attested(clients: .off), devices: [Sample.managed()],
            "undetermined evidence.contradictory"),
        row(
            "91 days ago, and a device is managed", attested(clients: .all, days: 91),
            devices: [Sample.managed()],
            "met"),
        row(
            "91 days ago, and a device of one of two platforms is managed",
            attested(clients: .all, days: 91), devices: [Sample.managed(), server],
            "undetermined evidence.old tenant.scope-unknown"),
    ]

    static let shownRows: [Judgement] = [
        row("nothing at all", nil, unknown),
        row("a device that is not managed", nil, devices: [client], unknown),
        row("a client that is managed", nil, devices: [client, Sample.managed()], "met"),
        row("a server that is managed", nil, devices: [Sample.managed("SRV1", Sample.server)], "met"),
        row("managed Linux", nil, devices: [Sample.managed("L1", Sample.linux)], "met"),
        row("managed macOS", nil, devices: [Sample.managed("M1", Sample.macOS)], "met"),
        row("a managed client, and a server", nil, devices: [Sample.managed(), server], unknown),
        row("both managed", nil, devices: [Sample.managed(), Sample.managed("SRV1", Sample.server)], "met"),
        row(
            "managed by its object in Entra ID", nil,
            devices: [DeviceSample.fact([.entraManagement <- "MicrosoftSense"] + Sample.client)], "met"),
        row(
            "managed by Intune", nil,
            devices: [
                DeviceSample.fact([.machineManagedBy <- "intune", .entraManagement <- "mdm"] + Sample.client)
            ],
            unknown),
        row(
            "managed by what is not known", nil,
            devices: [DeviceSample.fact([.machineManagedBy <- "copilot"] + Sample.client)], unknown),
        row("managed, of no known platform", nil, devices: [Sample.managed("X1", [])], unknown),
        row(
            "managed by two that differ", nil,
            devices: [
                DeviceSample.fact(
                    [
                        .machineManagedBy <- "microsoftdefenderforendpoint",
                        (.machineManagedBy <- "intune").in("other.json"),
                    ] + Sample.client)
            ], unknown),
        row(
            "managed by evidence that is old", nil,
            devices: [
                DeviceSample.fact(
                    [(.machineManagedBy <- "microsoftdefenderforendpoint").in("old.json")] + Sample.client,
                    ages: ["old.json": 30 * Sample.day])
            ], unknown),
        Judgement("not asked", FactSet(), []),
    ]

    @Test(arguments: attestedRows + shownRows)
    func `judges the enforcement scope`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `who attested it and when is told`() throws {
        let row = Self.row("", Self.attested(clients: .all, servers: .tagged), "")
        #expect(
            try row.words(of: check)
                == "Windows clients on all devices, says J. Doe on 2025-09-29; Windows servers on tagged devices, says J. Doe on 2025-09-29"
        )
    }

    @Test
    func `devices that prove it are named and counted`() throws {
        var many = Sample.managed("group")
        many.members = .init(count: 40, examples: ["PC7", "PC8"])
        let row = Self.row("", nil, devices: [many, Sample.managed("PC1")], "")
        #expect(
            try row.words(of: check) == "Windows clients at least on tagged devices, as PC7 and 40 more shows"
        )
    }
}
