import Model
import SampleFacts
import Testing

@testable import Checks

struct ListedManagerTests {
    @Test
    func `grid`() {
        let agents: [(String, [Told])] = [
            ("mdm", [(.managementAgent <- "mdm").of("1")]),
            ("easmdm", [(.managementAgent <- "easmdm").of("1")]),
            ("cm", [(.managementAgent <- "configurationmanagerclient").of("1")]),
            ("cmmdm", [(.managementAgent <- "configurationmanagerclientmdm").of("1")]),
            ("mssense", [(.managementAgent <- "mssense").of("1")]),
            ("unknown", [(.managementAgent <- "unknown").of("1")]),
            ("jamf", [(.managementAgent <- "jamf").of("1")]),
            ("strange", [(.managementAgent <- "futureagent").of("1")]),
            ("null", [(.managementAgent <- .unusable("null")).of("1")]),
            ("absent", [.managementAgent <- .absent]),
            ("not asked", []),
            (
                "two mssense",
                [(.managementAgent <- "mssense").of("1"), (.managementAgent <- "mssense").of("2")]
            ),
            ("mssense+mdm", [(.managementAgent <- "mssense").of("1"), (.managementAgent <- "mdm").of("2")]),
            (
                "mssense+null",
                [(.managementAgent <- "mssense").of("1"), (.managementAgent <- .unusable("null")).of("2")]
            ),
            ("ambiguous", [.managementAgent <- .unusable("several")]),
        ]
        let record: [Told] = [
            .machineRecord <- "id", .machineOnboarding <- "onboarded", .machineSeen <- "recent",
            .machinePlatform <- "Windows10",
        ]
        let managers: [(String, [Told])] = [
            (
                "MDE ok",
                record + [
                    .machineManagedBy <- "microsoftdefenderforendpoint", .machineManagedByStatus <- "success",
                ]
            ),
            (
                "MDE error",
                record + [
                    .machineManagedBy <- "microsoftdefenderforendpoint", .machineManagedByStatus <- "error",
                ]
            ),
            ("intune", record + [.machineManagedBy <- "intune", .machineManagedByStatus <- "unknown"]),
            (
                "sccm",
                record + [
                    .machineManagedBy <- "systemcenterconfigurationmanager",
                    .machineManagedByStatus <- "unknown",
                ]
            ),
            ("unknown", record + [.machineManagedBy <- "unknown", .machineManagedByStatus <- "unknown"]),
            ("untold", record),
            ("strange", record + [.machineManagedBy <- "future"]),
            ("no record", [.machineRecord <- .absent]),
            ("not asked", []),
        ]
        for (a, agent) in agents {
            for (m, manager) in managers where !(agent + manager).isEmpty {
                let fact = DeviceSample.fact(agent + manager)
                let checks: [any DeviceCheck] = [
                    NoEnrollmentCheck(), ConfigurationManagerIsolatedCheck(), SinglePlaneCheck(),
                    SourcesAgreeCheck(),
                ]
                let view = DeviceView(fact, DeviceExpectation(judgedAt: DeviceSample.now))
                let evidence = DeviceSample.evidence(fact)
                let words = checks.map { check -> String in
                    let outline = check.judge(view, evidence).outline.split(separator: " ").prefix(2).joined(
                        separator: " ")
                    let short = [
                        "met": "M", "not-applicable": "N", "not-met control-plane.managed-by-intune": "I",
                        "not-met control-plane.managed-by-configuration-manager": "C",
                        "not-met control-plane.two-planes": "T",
                        "not-met control-plane.sources-disagree": "D",
                        "undetermined control-plane.sources-disagree": "d",
                        "undetermined evidence.inconclusive": "?", "undetermined evidence.missing": "-",
                        "undetermined control-plane.two-planes": "t", "undetermined device.ambiguous": "a",
                        "undetermined evidence.unreadable": "u",
                    ]
                    return short[outline] ?? "[\(outline)]"
                }
                print("GRID \(a) | \(m) | \(words.joined())")
            }
        }
    }
}
