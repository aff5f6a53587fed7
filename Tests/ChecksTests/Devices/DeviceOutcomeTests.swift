import Model
import Testing

@testable import Checks

/// What is said of a fleet, from what is thought of each device.
struct DeviceOutcomeTests {
    /// Judges by the tag that a device has: `ok`, `bad`, `odd` or none of these.
    private struct Sorter: DeviceCheck {
        let id: CheckID = "policy.settings-applied"

        func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
            switch device.text(.registryTag).value {
            case "ok": .met
            case "bad": .notMet(device.reason(.policySettingDiffers, "is bad"))
            case "odd": .undetermined([device.reason(.evidenceMissing, "is odd")])
            default: .notApplicable
            }
        }
    }

    private static func finding(_ tags: [String]) throws -> Finding {
        let facts = tags.enumerated().map { number, tag in
            DeviceSample.fact([.registryTag <- .text(tag), .systemBuild <- 19045], name: "PC\(number)")
        }
        return try #require(Sorter().evaluate(DeviceSample.evidence(facts)).first)
    }

    @Test
    func `what was not judged when the run was broken off is undetermined`() async throws {
        let facts = ["ok", "bad"].map { DeviceSample.fact([.registryTag <- .text($0)], name: $0) }
        let findings = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return Sorter().evaluate(DeviceSample.evidence(facts))
        }.value
        let fleet = try #require(findings.first?.fleet)
        #expect(fleet.devices.map(\.mark) == [.undetermined, .undetermined])
        #expect(fleet.devices.map(\.code) == [.runInterrupted, .runInterrupted])
        #expect(findings.first?.judged == 0)
    }

    @Test(arguments: [(0, nil, "undetermined undetermined"), (1, "classic", "met undetermined")])
    func `judging again ends where it is told that it ended`(count: Int, set: String?, expected: String)
        throws
    {
        let facts = ["ok", "bad"].map { DeviceSample.fact([.registryTag <- .text($0)], name: $0) }
        let evidence = DeviceSample.evidence(facts) {
            $0.cut = JudgingCut(
                parts: [.init(check: Sorter().id, requirementSet: set, devices: count)])
        }
        let finding = try #require(Sorter().evaluate(evidence).first)
        let marks = finding.fleet?.devices.map(\.mark.rawValue) ?? []
        #expect(marks.joined(separator: " ") == expected)
        #expect(finding.judged == count)
    }

    @Test func `by a set of which nothing is told judging goes no further than by any other`() {
        let cut = JudgingCut(parts: [
            .init(check: "a.b", requirementSet: "classic", devices: 7),
            .init(check: "a.b", requirementSet: "current", devices: 3),
            .init(check: "c.d", requirementSet: nil, devices: 5),
        ])
        #expect(cut.devices(of: "a.b", by: "classic") == 7)
        #expect(cut.devices(of: "a.b", by: "another") == 3)
        #expect(cut.devices(of: "c.d", by: "current") == 5)
        #expect(cut.devices(of: "e.f", by: "classic") == nil)
    }

    @Test
    func `a fact that stands for many devices counts for all of them`() throws {
        var facts = ["ok", "bad", "-"].map { DeviceSample.fact([.registryTag <- .text($0)], name: $0) }
        facts[0].members = .init(count: 70, examples: ["A"])
        facts[1].members = .init(count: 30, examples: ["B", "C", "D"])
        facts[2].members = .init(count: 5, examples: ["E"])
        let finding = try #require(Sorter().evaluate(DeviceSample.evidence(facts)).first)
        guard case .notMet(let reasons) = finding.verdict else {
            Issue.record("\(finding.verdict)")
            return
        }
        #expect(reasons.map(\.message) == ["30 of 100 devices, such as bad: is bad"])
        #expect(finding.fleet?.counts == ["met": 70, "not-met": 30, "undetermined": 0, "not-applicable": 5])
        #expect(finding.fleet?.groups.map(\.count) == [30])
        #expect(finding.fleet?.groups.map(\.total) == [100])
        #expect(finding.fleet?.groups.map(\.examples) == [["B", "C", "D"]])
    }

    @Test(arguments: [
        (["ok"], "met: 1 device"), (["ok", "ok"], "met: all 2 devices"),
        (["ok", "-"], "met: 1 device; it does not apply to 1"),
        (["-"], "n/a: applies to none of the devices"), (["bad"], "not met: PC0: is bad"),
        (["odd"], "undetermined: PC0: is odd"),
        (["ok", "bad", "bad"], "not met: 2 of 3 devices, such as PC1: is bad"),
        (["ok", "odd"], "undetermined: 1 of 2 devices, such as PC1: is odd"),
        (
            ["odd", "odd", "bad"],
            "not met: 1 of 3 devices, such as PC2: is bad | 2 of 3 devices, such as PC0: is odd"
        ),
    ])
    func `the worst device decides`(tags: [String], expected: String) throws {
        let finding = try Self.finding(tags)
        let words =
            switch finding.verdict {
            case .met(let seen): "met: \(seen)"
            case .notApplicable(let why): "n/a: \(why)"
            case .notMet(let reasons): "not met: " + reasons.map(\.message).joined(separator: " | ")
            case .undetermined(let reasons, _):
                "undetermined: " + reasons.map(\.message).joined(separator: " | ")
            }
        #expect(words == expected)
        #expect(finding.fleet?.devices.count == tags.count)
    }

    @Test
    func `devices with the same trouble are grouped by their system`() throws {
        let fleet = try #require(try Self.finding(["bad", "ok", "bad", "odd", "-"]).fleet)
        #expect(fleet.counts == ["met": 1, "not-met": 2, "undetermined": 1, "not-applicable": 1])
        let groups = fleet.groups.map { "\($0.name) \($0.code.rawValue) \($0.count) of \($0.total)" }
        #expect(
            groups == [
                "Windows build 19045 policy.setting-differs 2 of 4",
                "Windows build 19045 evidence.missing 1 of 4",
            ])
        #expect(fleet.groups.first?.examples == ["PC0", "PC2"])
    }
}
