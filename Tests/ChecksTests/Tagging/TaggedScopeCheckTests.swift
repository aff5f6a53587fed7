import Foundation
import Model
import Testing

@testable import Checks

struct TaggedScopeCheckTests {
    private static func attested(
        clients: ScopeAttestation.Scope? = nil, servers: ScopeAttestation.Scope? = nil,
        linux: ScopeAttestation.Scope? = nil
    ) -> ScopeAttestation {
        var scope = ScopeAttestation(by: "J. Doe", on: DeviceSample.now)
        scope.windowsClients = clients
        scope.windowsServers = servers
        scope.linux = linux
        return scope
    }

    private static func row(
        _ name: String, _ scope: ScopeAttestation?, _ claims: [Told], _ outline: String
    ) -> EvidenceRow {
        EvidenceRow(name, claims, outline).with { $0.scope = scope }
    }

    private static let tagged: [Told] = [.registryTag <- "MDE-Management"]
    private static let untagged: [Told] = [.registryTag <- .absent]
    private static let listedWithout: [Told] = [.machineRecord <- "id", .machineTag <- .absent]
    private static let missing = "undetermined tag.missing"

    static let rows: [EvidenceRow] = [
        row("no scope is attested", nil, TenantSample.client + untagged, "not-applicable"),
        row("all devices", attested(clients: .all), TenantSample.client + untagged, "not-applicable"),
        row("off", attested(clients: .off), TenantSample.client + untagged, "not-applicable"),
        row(
            "tagged, of another platform", attested(clients: .all, servers: .tagged),
            TenantSample.client + untagged, "not-applicable"),
        row("tagged, with the tag", attested(clients: .tagged), TenantSample.client + tagged, "met"),
        row("tagged, without it", attested(clients: .tagged), TenantSample.client + untagged, missing),
        row(
            "tagged, and the list has no tag", attested(clients: .tagged),
            TenantSample.client + listedWithout, "not-met tag.missing"),
        row(
            "tagged, nearly right", attested(clients: .tagged),
            TenantSample.client + [.registryTag <- "mde-management"], "undetermined tag.near-miss"),
        row("a server, tagged", attested(servers: .tagged), TenantSample.server + untagged, missing),
        row("a platform that is not known", attested(linux: .tagged), untagged, missing),
        row("a platform that is not known, all", attested(linux: .all), untagged, "not-applicable"),
    ]

    @Test(arguments: rows, ["classic", "current"])
    func `where the scope is tagged devices, the tag decides`(row: EvidenceRow, set: String) {
        #expect(row.with { $0.set = set }.judgement(by: TaggedScopeCheck()).outline == row.outline)
    }
}
