import Foundation
import Model
import SampleFacts

@testable import Checks

/// A tenant made by hand, of which everything was read and is in order, unless told otherwise.
enum TenantSample {
    static let id = "11111111-2222-3333-4444-555555555555"
    static let otherID = "99999999-2222-3333-4444-555555555555"
    /// The moment at which the tenant was read and judged.
    static let now = DeviceSample.now
    static let hour = 3600.0
    static let day = 86_400.0
    /// Why something could not be read.
    static let refused = Unreadable(.graphPermissionMissing, "403 for want of Organization.Read.All")

    static func fact(_ change: (inout TenantFact) -> Void = { _ in }) -> TenantFact {
        var fact = TenantFact(id: "tenant:contoso.com", name: "contoso.com", source: .api, unread: refused)
        fact.observedAt = now
        fact.organization = .present(organization())
        fact.subscriptions = .present([])
        fact.connectors = .present([connector()])
        fact.policies = .present([])
        change(&fact)
        return fact
    }

    static func organization(_ change: (inout Organization) -> Void = { _ in }) -> Organization {
        var organization = Organization(id: id)
        organization.onPremisesSyncEnabled = true
        organization.onPremisesLastSync = now.addingTimeInterval(-hour)
        organization.verifiedDomains = ["contoso.com", "contoso.onmicrosoft.com"]
        organization.mobileDeviceManagementAuthority = "intune"
        change(&organization)
        return organization
    }

    static func connector(
        id: String = "fc780465-2017-40d4-a0c5-307022471b92", attach: Bool? = true, state: String = "enabled",
        age: Double? = hour
    ) -> ThreatDefenseConnector {
        var connector = ThreatDefenseConnector(id: id, attachEnabled: attach, partnerState: state)
        connector.lastHeartbeat = age.map { now.addingTimeInterval(-$0) }
        return connector
    }

    static func facts(_ tenant: TenantFact, _ change: (inout FactSet) -> Void = { _ in }) -> FactSet {
        var facts = FactSet()
        facts.tenantServices = tenant
        change(&facts)
        return facts
    }

    /// Adds devices, judged at the moment at which the tenant was.
    static func add(_ devices: [DeviceFact], to facts: inout FactSet) {
        facts.devices = devices
        facts.deviceExpectation = DeviceExpectation(judgedAt: now)
    }

    /// A device that Defender for Endpoint lists as managed by it.
    static func managed(_ name: String = "PC1", _ more: [Told] = client) -> DeviceFact {
        DeviceSample.fact([.machineManagedBy <- "microsoftdefenderforendpoint"] + more, name: name)
    }

    static let client: [Told] = [.systemFamily <- "windows", .installationType <- "Client"]
    static let server: [Told] = [.systemFamily <- "windows", .installationType <- "Server"]
    static let linux: [Told] = [.systemFamily <- "linux"]
    static let macOS: [Told] = [.systemFamily <- "macos"]
}

extension Judgement {
    /// One tenant, with one finding.
    init(_ name: String, tenant: TenantFact, _ outline: String) {
        self.init(name, TenantSample.facts(tenant), [outline])
    }

    func outlines(of check: some Check, set: String = "current") -> [String] {
        var evidence = Evidence(facts: facts, references: .sample)
        evidence.requirementSet = set
        return check.evaluate(evidence).map(\.outline)
    }
}
