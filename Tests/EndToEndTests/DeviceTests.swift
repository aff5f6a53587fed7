import Foundation
import TestSupport
import Testing

/// The built program judges devices by what was collected on them.
struct DeviceTests {
    /// What the JSON report says of devices.
    private struct Devices: Decodable {
        struct Device: Decodable {
            struct Result: Decodable {
                struct Reason: Decodable {
                    var code: String
                    var message: String?
                }

                var check: String
                var status: String
                var reasons: [Reason]
            }

            var name: String
            var verdict: String
            var results: [Result]

            /// The codes of what is not good, each once.
            var troubles: [String] {
                let codes = results.filter { !["pass", "not-applicable", "note"].contains($0.status) }
                    .flatMap(\.reasons).map(\.code)
                return Set(codes).sorted()
            }
        }

        struct List: Decodable {
            var counts: [String: Int]
            var items: [Device]
        }

        var devices: List
    }

    private static let areas = [
        "registration", "platform", "onboarding", "tagging", "control-plane", "policy",
    ]

    private static func check(_ paths: [String], _ more: [String] = [], set: String = "classic") async throws
        -> (devices: Devices.List, run: Command.Run)
    {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "tenant: { id: \(DeviceEvidence.tenant) }\nrequirement-set: \(set)\n", to: "preflight.yml")
        let run = try await Program.run(
            ["check", "--config", file, "--output", "json"] + areas.flatMap { ["--only", $0] } + more + paths)
        let report = try JSONDecoder().decode(Devices.self, from: Data(run.output.utf8))
        return (report.devices, run)
    }

    private static func judge(_ evidence: DeviceEvidence, set: String = "classic") async throws
        -> Devices.Device
    {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "device")
        try evidence.write(to: place)
        return try #require(try await check([place.path], set: set).devices.items.first)
    }

    @Test(arguments: ["classic", "current"])
    func `a server on which everything is right is ready`(set: String) async throws {
        let device = try await Self.judge(DeviceEvidence(), set: set)
        #expect(device.name == "srv01")
        #expect(device.troubles == [])
        #expect(device.verdict == "ready")
    }

    /// One thing that is wrong, and how it is told.
    struct Wrong: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var verdict: String
        var code: String
        var change: @Sendable (inout DeviceEvidence) -> Void

        init(
            _ what: String, _ verdict: String, _ code: String,
            _ change: @escaping @Sendable (inout DeviceEvidence) -> Void
        ) {
            testDescription = what
            self.verdict = verdict
            self.code = code
            self.change = change
        }
    }

    private static let wrongs = [
        Wrong("no update", "not-ready", "platform.update-missing") { $0.revision = 300 },
        Wrong("not joined", "not-ready", "registration.not-joined") {
            $0.joined = "NO"
            $0.status = 2
        },
        Wrong("another tenant", "not-ready", "tenant.mismatch") {
            $0.joinTenant = "99999999-2222-3333-4444-555555555555"
        },
        Wrong("not onboarded", "not-ready", "onboarding.not-onboarded") { $0.onboarded = 0 },
        Wrong("sensor stopped", "not-ready", "onboarding.sensor-stopped") { $0.sense = "1  STOPPED" },
        Wrong("enrolment failed", "not-ready", "onboarding.enrollment-failed") { $0.status = 15 },
        Wrong("unknown status", "undetermined", "onboarding.status-unknown") { $0.status = 99 },
        Wrong("no tag", "undetermined", "tag.missing") { $0.tag = nil },
        Wrong("Intune", "managed-elsewhere", "control-plane.managed-by-intune") { $0.intune = true },
        Wrong("Configuration Manager", "managed-elsewhere", "control-plane.managed-by-configuration-manager")
        { $0.status = 4 },
        Wrong("no registry", "undetermined", "evidence.missing") { $0.without = ["registry.txt"] },
        Wrong("no join state", "undetermined", "evidence.missing") { $0.without = ["dsregcmd.txt"] },
        Wrong("no services", "undetermined", "evidence.missing") { $0.without = ["services.txt"] },
        Wrong("old", "undetermined", "evidence.old") {
            $0.collected = Date(timeIntervalSinceNow: -9 * 86_400)
        },
        Wrong("an empty file", "undetermined", "evidence.unreadable") { $0.more = ["dsregcmd.txt": Data()] },
        Wrong("zeros", "undetermined", "evidence.unreadable") {
            $0.more = ["sensecm.reg": Data(count: 4096)]
        },
        Wrong("a contradiction", "undetermined", "evidence.contradictory") {
            var other = DeviceEvidence()
            other.revision = 1
            $0.more = ["again.txt": Data(other.registryText.utf8)]
        },
        Wrong("two devices", "undetermined", "evidence.two-devices") {
            var other = DeviceEvidence()
            other.name = "SRV02"
            $0.more = ["again.txt": Data(other.registryText.utf8)]
        },
    ]

    @Test(arguments: wrongs)
    func `one thing that is wrong is found`(wrong: Wrong) async throws {
        var evidence = DeviceEvidence()
        wrong.change(&evidence)
        let device = try await Self.judge(evidence)
        #expect(device.verdict == wrong.verdict, "\(device.troubles)")
        #expect(device.troubles.contains(wrong.code))
    }

    @Test
    func `a tree of devices is judged one by one, and a bad one harms no other`() async throws {
        let folder = try TemporaryFolder()
        try DeviceEvidence().write(to: folder.url.appending(path: "site/SRV01"))
        var old = DeviceEvidence(name: "SRV02")
        old.revision = 1
        try old.write(to: folder.url.appending(path: "site/SRV02"))
        var broken = DeviceEvidence(name: "SRV03")
        broken.more = Dictionary(
            uniqueKeysWithValues: ["dsregcmd.txt", "registry.txt", "sensecm.reg", "services.txt"].map {
                ($0, Data([0, 1, 2, 255, 0, 7]))
            })
        try broken.write(to: folder.url.appending(path: "site/SRV03"))
        let table = folder.path("devices.csv")
        let (devices, run) = try await Self.check(
            [folder.url.appending(path: "site").path], ["--output", "devices-csv=\(table)"])
        #expect(devices.items.map(\.verdict) == ["ready", "not-ready", "undetermined"])
        #expect(devices.counts == ["ready": 1, "not-ready": 1, "undetermined": 1, "managed-elsewhere": 0])
        #expect(run.status == 1)
        let rows = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\r\n")
        #expect(rows.count == 4)
        #expect(rows[2].hasPrefix("srv02,not-ready,platform.update-missing,"))
    }

    @Test
    func `a folder without evidence is a device of which nothing is known`() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("shopping list\n", to: "notes.txt")
        let (devices, run) = try await Self.check([folder.url.path])
        #expect(devices.items.map(\.verdict) == ["undetermined"])
        #expect(run.status == 2)
    }

    @Test
    func `a path that is not there is named before anything is done`() async throws {
        let run = try await Program.run(["check", "/nowhere/at-all"])
        #expect(run.status == 64)
        #expect(run.errors.contains("/nowhere/at-all"))
    }
}
