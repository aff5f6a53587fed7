import Foundation
import TestSupport
import Testing

/// A device is not called ready by saved answers that are no longer so, are not whole, or are of another tenant.
struct SavedAnswersTrustTests {
    private struct Report: Decodable {
        struct Devices: Decodable {
            struct Device: Decodable { var verdict: String }

            var items: [Device]
        }

        var devices: Devices?
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var tenant = "id: \(SavedFleet.tenant)"
        var verdicts: [String]
        var change: @Sendable (inout SavedFleet) throws -> Void
    }

    private static let managed = "https://graph.microsoft.com/v1.0/$metadata#deviceManagement/managedDevices"

    private static func page(
        _ records: [SavedFleet.Record], _ context: String = managed, _ more: SavedFleet.Record = [:]
    ) throws -> Data {
        let page: SavedFleet.Record = ["@odata.context": context, "value": records]
        return try JSONSerialization.data(withJSONObject: page.merging(more) { $1 })
    }

    private static var phone: SavedFleet.Record {
        [
            "id": SavedFleet.id(7050), "azureADDeviceId": SavedFleet.id(50), "deviceName": "iPhone50",
            "managementAgent": "mdm", "operatingSystem": "iOS",
        ]
    }
    private static var own: SavedFleet.Record {
        [
            "id": SavedFleet.id(7001), "azureADDeviceId": SavedFleet.id(1), "deviceName": "PC1",
            "managementAgent": "msSense", "operatingSystem": "Windows",
        ]
    }

    private static let rows = [
        Row(testDescription: "in good order", verdicts: ["ready"]) { _ in },
        Row(testDescription: "no machine of today's list", verdicts: ["not-ready"]) { fleet in
            fleet.more["old.json"] = try page(
                fleet.machines ?? [], "https://api.security.microsoft.com/api/$metadata#Machines")
            fleet.machines = []
            fleet.ages["old.json"] = 5
        },
        Row(testDescription: "no object of today's list", verdicts: ["not-ready"]) { fleet in
            fleet.more["old.json"] = try page(
                fleet.entra ?? [], "https://graph.microsoft.com/v1.0/$metadata#devices")
            fleet.entra = []
            fleet.ages["old.json"] = 5
        },
        Row(testDescription: "in Intune by a newer table", verdicts: ["managed-elsewhere"]) { fleet in
            fleet.managed = [own]
            fleet.ages["managed.json"] = 5
            fleet.more["table.csv"] = Data(
                "Device name,Azure AD Device ID,Managed by,OS\nPC1,\(SavedFleet.id(1)),Intune,Windows\n".utf8)
        },
        Row(testDescription: "two lists of one time, with and without the tag", verdicts: ["undetermined"]) {
            fleet in
            var machine = fleet.machines?[0] ?? [:]
            machine["machineTags"] = [String]()
            fleet.more["other.json"] = try page(
                [machine], "https://api.security.microsoft.com/api/$metadata#Machines")
        },
        Row(testDescription: "one device of Intune by itself", verdicts: ["undetermined"]) { fleet in
            fleet.managed = nil
            fleet.more["one.json"] = try JSONSerialization.data(
                withJSONObject: phone.merging(["@odata.context": managed + "/$entity"]) { $1 })
        },
        Row(testDescription: "an older spelling of the link", verdicts: ["undetermined"]) { fleet in
            fleet.managed = nil
            fleet.more["m.json"] = try page([phone], managed, ["odata.nextLink": "https://x"])
        },
        Row(testDescription: "fewer of Intune's devices than announced", verdicts: ["undetermined"]) {
            fleet in
            fleet.managed = nil
            fleet.more["m.json"] = try page([phone], managed, ["@odata.count": 500])
        },
        Row(testDescription: "words in place of a page", verdicts: ["undetermined"]) { fleet in
            fleet.more["managed-2.json"] = Data("Too many requests. Try again later.".utf8)
        },
        Row(testDescription: "a refusal in place of a page", verdicts: ["undetermined"]) { fleet in
            fleet.more["managed-2.json"] = Data(#"{"statusCode":429,"message":"Rate limit"}"#.utf8)
        },
        Row(testDescription: "a record in Intune's list, which is cut", verdicts: ["undetermined"]) { fleet in
            fleet.managed = nil
            fleet.more["m.json"] = try page([own], managed, ["@odata.nextLink": "https://x"])
        },
        Row(testDescription: "a record in a table of Intune's", verdicts: ["undetermined"]) { fleet in
            fleet.managed = nil
            fleet.more["table.csv"] = Data(
                "Device name,Azure AD Device ID,Managed by,OS\nPC1,\(SavedFleet.id(1)),MDE,Windows\n".utf8)
        },
        Row(testDescription: "seen at a time without zone", verdicts: ["undetermined"]) { fleet in
            fleet.machines?[0]["lastSeen"] = "2020-01-01T00:00:00"
        },
        Row(testDescription: "seen at no time that is told", verdicts: ["undetermined"]) { fleet in
            fleet.machines?[0]["lastSeen"] = NSNull()
        },
        Row(testDescription: "seen in the year 2099", verdicts: ["undetermined"]) { fleet in
            fleet.machines?[0]["lastSeen"] = "2099-01-01T00:00:00Z"
        },
        Row(
            testDescription: "of a tenant without the domain", tenant: "domain: other.example",
            verdicts: ["undetermined"]
        ) { fleet in
            fleet.organization = nil
            fleet.more["organization.json"] = try page(
                [["id": SavedFleet.tenant, "verifiedDomains": [["name": "corp.example"]]]],
                "https://graph.microsoft.com/v1.0/$metadata#organization")
        },
        Row(
            testDescription: "of a tenant that has the domain", tenant: "domain: corp.example",
            verdicts: ["ready"]
        ) { fleet in
            fleet.organization = nil
            fleet.more["organization.json"] = try page(
                [["id": SavedFleet.tenant, "verifiedDomains": [["name": "corp.example"]]]],
                "https://graph.microsoft.com/v1.0/$metadata#organization")
        },
        Row(
            testDescription: "of a tenant that tells no domains", tenant: "domain: corp.example",
            verdicts: ["undetermined"]
        ) { _ in },
        Row(testDescription: "of a tenant that nothing tells", verdicts: ["undetermined"]) {
            $0.organization = nil
        },
        Row(testDescription: "with subscriptions of another tenant", verdicts: ["undetermined"]) { fleet in
            fleet.organization = nil
            fleet.more["skus.json"] = try page(
                [
                    [
                        "id": "\(SavedFleet.id(9))_\(SavedFleet.id(8))", "skuId": SavedFleet.id(8),
                        "servicePlans": [String](),
                    ]
                ], "https://graph.microsoft.com/v1.0/$metadata#subscribedSkus")
        },
    ]

    @Test(arguments: rows)
    func `a device is ready only by answers that can be relied on`(row: Row) async throws {
        var fleet = SavedFleet()
        fleet.add(1)
        try row.change(&fleet)
        let folder = try TemporaryFolder()
        try fleet.write(to: folder.url.appending(path: "saved"))
        let file = try folder.write(
            "requirement-set: classic\ntenant: { \(row.tenant), export: [saved] }\n", to: "preflight.yml")
        let areas = ["registration", "platform", "onboarding", "tagging", "control-plane"]
        let run = try await Program.run(
            ["check", "--config", file, "--output", "json"] + areas.flatMap { ["--only", $0] })
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(report.devices?.items.map(\.verdict) == row.verdicts)
    }
}
