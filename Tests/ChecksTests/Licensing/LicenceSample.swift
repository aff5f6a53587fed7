import Model
import SampleFacts
import Testing

@testable import Checks

/// Subscriptions made by hand, in force unless told otherwise.
enum LicenceSample {
    static let planTwo = "871d91ec-ec1a-452b-a83f-bd76c7d770ef"
    static let planOne = "292cc034-7b7c-4950-aaf5-943befd3f1d4"
    static let business = "bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4"
    static let node = "1689aade-3d6a-4bfc-b017-46d2672df5ad"
    static let intune = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5"
    static let xdr = "bf28f719-7844-4079-9c78-c1307898e192"
    static let exchange = "efb87545-963c-4e0d-99df-69c6916d9eb0"

    static let microsoft365 = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"
    static let server = "509e8ab6-0274-4cda-bcbd-bd164fd562c4"
    static let unlisted = "0a0a0a0a-0000-4000-8000-0a0a0a0a0a0a"

    static func sku(
        _ id: String = microsoft365, name: String = "SPE_E5", capability: String = "enabled",
        plans: [(String, String)] = [(planTwo, "success")], units: Int? = 25, warning: Int? = 0,
        consumed: Int? = 10, appliesTo: String = "user", _ change: (inout SubscribedSKU) -> Void = { _ in }
    ) -> SubscribedSKU {
        var sku = SubscribedSKU(
            skuID: id, partNumber: name, capabilityStatus: capability, appliesTo: appliesTo)
        sku.enabledUnits = units
        sku.warningUnits = warning
        sku.suspendedUnits = 0
        sku.lockedOutUnits = 0
        sku.consumedUnits = consumed
        sku.plans = plans.map { SubscribedSKU.Plan(id: $0, name: "PLAN", provisioningStatus: $1) }
        change(&sku)
        return sku
    }

    static func servers(_ capability: String = "enabled", status: String = "success") -> SubscribedSKU {
        sku(server, name: "MDATP_Server", capability: capability, plans: [(planTwo, status)])
    }

    /// A row, with what is said under the classic requirements and under the current ones.
    struct Row: Sendable, CustomTestStringConvertible {
        let judgement: Judgement
        let classic: String
        let current: String

        var testDescription: String { judgement.name }

        init(
            _ name: String, _ skus: [SubscribedSKU], devices: [DeviceFact] = [], classic: String,
            current: String
        ) {
            var tenant = TenantSample.fact()
            tenant.subscriptions = .present(skus)
            let facts = TenantSample.facts(tenant) { facts in
                if !devices.isEmpty { TenantSample.add(devices, to: &facts) }
            }
            judgement = Judgement(name, facts, [])
            self.classic = classic
            self.current = current
        }

        init(_ name: String, _ skus: [SubscribedSKU], devices: [DeviceFact] = [], _ outline: String) {
            self.init(name, skus, devices: devices, classic: outline, current: outline)
        }

        init(_ name: String, _ skus: SubscribedSKU..., both outline: String) {
            self.init(name, skus, classic: outline, current: outline)
        }
    }
}
