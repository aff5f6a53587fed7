import Foundation
import TestSupport
import Testing

/// The built program joins saved answers, and judges the devices of all sources.
struct SavedFleetTests {
    private struct Report: Decodable {
        struct Devices: Decodable {
            struct Device: Decodable {
                struct Result: Decodable {
                    struct Reason: Decodable { var code: String }

                    var check: String
                    var status: String
                    var reasons: [Reason]
                }

                struct IDs: Decodable {
                    var distinguishedName: String?
                    var entraDeviceID: String?
                    var evidence: String?
                    var machine: String?
                }

                var name: String
                var ids: IDs
                var verdict: String
                var results: [Result]

                /// `ready`, or the verdict and the codes of what is not good.
                var outline: String {
                    let codes = results.filter { !["pass", "not-applicable", "note"].contains($0.status) }
                        .flatMap(\.reasons).map(\.code)
                    return ([verdict] + Set(codes).sorted()).joined(separator: " ")
                }
            }

            var counts: [String: Int]
            var items: [Device]
        }

        struct Fleet: Decodable {
            struct Step: Decodable {
                struct Stop: Decodable {
                    var code: String
                    var count: Int
                }

                var kind: String
                var reached: Int?
                var stops: [Stop]
            }

            struct Source: Decodable {
                var kind: String
                var devices: Int?
            }

            var devices: Int
            var funnel: [Step]
            var sources: [Source]
        }

        var devices: Devices
        var fleet: Fleet
    }

    private static let areas = ["registration", "platform", "onboarding", "tagging", "control-plane"]

    private static func check(
        _ fleet: SavedFleet, evidence: DeviceEvidence? = nil, set: String = "classic",
        output: String = "json", scope: String? = nil
    ) async throws -> Command.Run {
        let folder = try TemporaryFolder()
        try fleet.write(to: folder.url.appending(path: "saved"))
        var configuration = """
            requirement-set: \(set)
            tenant: { id: \(SavedFleet.tenant), export: [saved]\(scope.map { ", enforcement-scope: \($0)" } ?? "") }

            """
        if let evidence {
            try evidence.write(to: folder.url.appending(path: "evidence"))
            configuration += "devices: { evidence: [evidence] }\n"
        }
        let file = try folder.write(configuration, to: "preflight.yml")
        return try await Program.run(
            ["check", "--config", file, "--output", output] + areas.flatMap { ["--only", $0] })
    }

    private static func report(
        _ fleet: SavedFleet, evidence: DeviceEvidence? = nil, set: String = "classic"
    ) async throws -> Report {
        let run = try await check(fleet, evidence: evidence, set: set)
        guard [0, 1, 2].contains(run.status) else { throw ProgramError(message: run.errors) }
        return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change:
            @Sendable (
                inout SavedFleet.Record?, inout SavedFleet.Record?, inout SavedFleet.Record?
            ) -> Void
        var outline: String
    }

    private static let rows = [
        Row(testDescription: "good everywhere", change: { _, _, _ in }, outline: "ready"),
        Row(
            testDescription: "not in Entra ID", change: { _, entra, _ in entra = nil },
            outline: "not-ready evidence.missing registration.object-missing"),
        Row(
            testDescription: "the machine's id is of no object in Entra ID",
            change: { _, _, machine in machine?["aadDeviceId"] = SavedFleet.id(888) },
            outline: "undetermined registration.object-missing"),
        Row(
            testDescription: "the computer's id is not that of its hybrid object",
            change: { computer, _, _ in computer?["ObjectGUID"] = SavedFleet.id(889) },
            outline: "undetermined registration.object-missing"),
        Row(
            testDescription: "an object that is not used any more",
            change: { _, entra, _ in entra?["approximateLastSignInDateTime"] = "2025-01-01T00:00:00Z" },
            outline: "undetermined evidence.inconclusive"),
        Row(
            testDescription: "a hybrid object that is not synchronized",
            change: { _, entra, _ in entra?["onPremisesSyncEnabled"] = false },
            outline: "undetermined evidence.contradictory"),
        Row(
            testDescription: "a possible duplicate",
            change: { _, _, machine in machine?["isPotentialDuplication"] = true },
            outline: "undetermined registration.duplicate"),
        Row(
            testDescription: "32-bit Windows on a processor of 64 bits",
            change: { _, _, machine in machine?["osArchitecture"] = "32-bit" },
            outline: "undetermined evidence.contradictory"),
        Row(
            testDescription: "a system of another name than its build",
            change: { _, _, machine in machine?["osPlatform"] = "Windows7" },
            outline: "undetermined evidence.contradictory"),
        Row(
            testDescription: "disabled in Entra ID",
            change: { _, entra, _ in entra?["accountEnabled"] = false },
            outline: "not-ready registration.device-disabled"),
        Row(
            testDescription: "pending in Entra ID",
            change: { _, entra, _ in
                entra?["registrationDateTime"] = NSNull()
                entra?["alternativeSecurityIds"] = [Any]()
            }, outline: "not-ready registration.pending"),
        Row(
            testDescription: "registered by a user alone",
            change: { _, entra, _ in entra?["trustType"] = "Workplace" },
            outline: "not-ready registration.not-joined"),
        Row(
            testDescription: "tagged nearly right",
            change: { _, _, machine in machine?["machineTags"] = ["mde-management"] },
            outline: "not-ready tag.near-miss"),
        Row(
            testDescription: "not tagged", change: { _, _, machine in machine?["machineTags"] = ["Lab"] },
            outline: "not-ready tag.missing"),
        Row(
            testDescription: "tags not shown", change: { _, _, machine in machine?["machineTags"] = nil },
            outline: "undetermined evidence.missing"),
        Row(
            testDescription: "an old update",
            change: { _, _, machine in machine?["agentVersion"] = "10.8470.19041.1000" },
            outline: "not-ready platform.update-missing"),
        Row(
            testDescription: "a sensor of another branch tells no revision",
            change: { _, _, machine in machine?["agentVersion"] = "10.8470.22621.2788" },
            outline: "undetermined evidence.inconclusive evidence.missing"),
        Row(
            testDescription: "no agent version",
            change: { _, _, machine in machine?["agentVersion"] = NSNull() },
            outline: "undetermined evidence.missing"),
        Row(
            testDescription: "a sensor that is silent",
            change: { _, _, machine in machine?["healthStatus"] = "Inactive" },
            outline: "not-ready onboarding.sensor-inactive"),
        Row(
            testDescription: "a health that nobody knows",
            change: { _, _, machine in machine?["healthStatus"] = "Sleepy" },
            outline: "undetermined onboarding.status-unknown"),
        Row(
            testDescription: "can be onboarded",
            change: { _, _, machine in machine?["onboardingStatus"] = "CanBeOnboarded" },
            outline: "not-ready control-plane.sources-disagree onboarding.not-onboarded"),
        Row(
            testDescription: "an onboarding status that nobody knows",
            change: { _, _, machine in machine?["onboardingStatus"] = "Perhaps" },
            outline: "undetermined onboarding.status-unknown"),
        Row(
            testDescription: "Home edition",
            change: { computer, _, _ in computer?["OperatingSystem"] = "Windows 10 Home" },
            outline: "not-ready platform.edition-not-supported"),
        Row(
            testDescription: "an edition that nobody knows",
            change: { computer, _, _ in computer?["OperatingSystem"] = "Windows 10 Quantum" },
            outline: "undetermined platform.edition-not-supported"),
        Row(
            testDescription: "a platform that nobody knows",
            change: { _, _, machine in machine?["osPlatform"] = "Windows14" },
            outline: "undetermined evidence.inconclusive"),
        Row(
            testDescription: "Defender says that managing fails",
            change: { _, _, machine in machine?["managedByStatus"] = "Error" },
            outline: "not-ready evidence.missing onboarding.enrollment-failed"),
        Row(
            testDescription: "managed by nobody yet",
            change: { _, entra, machine in
                entra?["managementType"] = NSNull()
                machine?["managedBy"] = "Unknown"
            }, outline: "undetermined evidence.missing onboarding.status-unknown"),
        Row(
            testDescription: "managed by Intune",
            change: { _, entra, machine in
                entra?["managementType"] = "MDM"
                machine?["managedBy"] = "Intune"
            },
            outline:
                "managed-elsewhere control-plane.managed-by-intune control-plane.sources-disagree evidence.missing"
        ),
        Row(
            testDescription: "managed by Configuration Manager",
            change: { _, entra, machine in
                entra?["managementType"] = NSNull()
                machine?["managedBy"] = "SystemCenterConfigurationManager"
            }, outline: "managed-elsewhere control-plane.managed-by-configuration-manager"),
        Row(
            testDescription: "two sources name two planes",
            change: { _, entra, _ in entra?["managementType"] = "MDM" },
            outline:
                "not-ready control-plane.sources-disagree"),
        Row(
            testDescription: "not known to Defender", change: { _, _, machine in machine = nil },
            outline:
                "not-ready control-plane.sources-disagree evidence.missing onboarding.record-missing tag.missing"
        ),
    ]

    @Test(arguments: rows)
    func `a device is judged by what all lists say`(row: Row) async throws {
        var fleet = SavedFleet()
        fleet.add(1, row.change)
        let report = try await Self.report(fleet)
        #expect(report.devices.items.map(\.outline) == [row.outline])
    }

    @Test func `a fleet is told in one picture`() async throws {
        var fleet = SavedFleet()
        for number in 1...9 { fleet.add(number) }
        fleet.add(10) { _, entra, _ in entra = nil }
        fleet.add(11) { _, _, machine in machine = nil }
        fleet.add(12) { _, _, machine in machine?["machineTags"] = [String]() }
        let report = try await Self.report(fleet)
        #expect(report.fleet.devices == 12)
        #expect(report.devices.counts["ready"] == 9)
        #expect(report.fleet.funnel.map(\.reached) == [12, 11, 11, 10, 9, 9])
        #expect(
            report.fleet.funnel.flatMap(\.stops).map { "\($0.code) \($0.count)" } == [
                "registration.object-missing 1", "onboarding.record-missing 1", "tag.missing 1",
            ])
        #expect(report.fleet.sources.map(\.devices) == [12, 11, 0, 11, nil])
        let text = try await Self.check(fleet, output: "text")
        #expect(text.output.contains("12 devices of 12 in Active Directory, 11 in Entra ID"))
        #expect(text.output.contains("1 stop here [tag.missing], e.g. pc12.corp.example"))
        let table = try await Self.check(fleet, output: "devices-csv")
        #expect(table.output.split(separator: "\r\n").count == 13)
    }

    @Test(arguments: ["classic", "current"])
    func `lists without a device to judge are no reason to be ready`(set: String) async throws {
        let run = try await Self.check(SavedFleet(), set: set, output: "text")
        #expect(run.status == 2)
        #expect(run.output.contains("no device is left to judge"))
    }

    @Test func `where the scope is tagged devices, a device without the tag is not ready in either set`()
        async throws
    {
        var fleet = SavedFleet()
        fleet.add(1) { _, _, machine in machine?["machineTags"] = [String]() }
        let scope = "{ windows-clients: tagged, attested-by: J. Doe, attested-on: \(SavedFleet.today) }"
        let run = try await Self.check(fleet, set: "current", scope: scope)
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(run.status == 1)
        #expect(report.devices.items.map(\.verdict) == ["not-ready"])
    }

    @Test func `a list that was not saved is said to be missing, and nothing is called ready`() async throws {
        var fleet = SavedFleet()
        fleet.add(1)
        fleet.machines = nil
        let report = try await Self.report(fleet)
        #expect(report.devices.items.map(\.verdict) == ["undetermined"])
        let text = try await Self.check(fleet, output: "text")
        #expect(text.output.contains("Not asked: Defender for Endpoint"))
    }

    @Test func `devices of another tenant's lists are not taken for this one's`() async throws {
        var fleet = SavedFleet()
        fleet.add(1)
        fleet.organization = "99999999-2222-4333-8444-555555555555"
        let report = try await Self.report(fleet)
        #expect(report.devices.items.map(\.verdict) == ["undetermined"])
        #expect(report.devices.items[0].outline.contains("tenant.mismatch"))
    }

    @Test func `a page whose next one is not there is no whole list`() async throws {
        var fleet = SavedFleet()
        fleet.add(1)
        fleet.add(2) { _, _, machine in machine = nil }
        let machines = fleet.machines
        fleet.machines = nil
        fleet.more["page.json"] = try JSONSerialization.data(withJSONObject: [
            "@odata.context": "https://api.security.microsoft.com/api/$metadata#Machines",
            "@odata.nextLink": "https://api.security.microsoft.com/api/machines?$skip=1",
            "value": machines ?? [],
        ])
        let report = try await Self.report(fleet)
        // The second one may be on the page that is not there.
        #expect(report.devices.items.map(\.verdict) == ["ready", "undetermined"])
        #expect(report.devices.items[1].outline.contains("defender.incomplete"))
    }

    @Test func `evidence is joined with what the lists say of its device`() async throws {
        var fleet = SavedFleet()
        fleet.add(1)
        fleet.add(2)
        var evidence = DeviceEvidence()
        evidence.name = "PC2"
        evidence.build = 19045
        evidence.revision = 3000
        evidence.edition = "Enterprise"
        evidence.installation = "Client"
        evidence.product = "Windows 10 Enterprise"
        evidence.joinTenant = SavedFleet.tenant
        evidence.tag = nil
        let report = try await Self.report(fleet, evidence: evidence)
        #expect(report.devices.items.map(\.name) == ["pc1.corp.example", "pc2.corp.example"])
        #expect(report.devices.items[1].ids.evidence?.hasSuffix("evidence") == true)
        #expect(report.devices.items[1].ids.distinguishedName == "CN=PC2,OU=Lab,DC=corp,DC=example")
        // The tag is in the portal, and no evidence could show it.
        #expect(!report.devices.items[1].outline.contains("tag."))
        evidence.build = 19044
        let other = try await Self.report(fleet, evidence: evidence)
        #expect(other.devices.items[1].verdict != "ready")
        #expect(other.devices.items[1].outline.contains("evidence.contradictory"))
    }
}
