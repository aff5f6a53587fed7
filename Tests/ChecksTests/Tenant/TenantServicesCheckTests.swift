import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

/// The checks on the tenant's switches and on its synchronization.
struct TenantServicesCheckTests {
    private typealias Sample = TenantSample

    private static func connectors(
        _ name: String, _ connectors: [ThreatDefenseConnector], _ outline: String
    ) -> Judgement {
        Judgement(name, tenant: Sample.fact { $0.connectors = .present(connectors) }, outline)
    }

    private static let other = Sample.connector(id: Sample.otherID)
    private static let silent = "undetermined tenant.connector-unresponsive"

    static let attachRows: [Judgement] = [
        connectors("on", [Sample.connector()], "met"),
        connectors("on, without a heartbeat", [Sample.connector(age: nil)], "met"),
        connectors(
            "on, with its id in capitals",
            [Sample.connector(id: "FC780465-2017-40D4-A0C5-307022471B92")], "met"),
        connectors("on, in odd case", [Sample.connector(state: "Enabled")], "met"),
        connectors("on, beside another", [other, Sample.connector()], "met"),
        connectors("on, twice", [Sample.connector(), Sample.connector()], "met"),
        connectors("off", [Sample.connector(attach: false)], "not-met tenant.attach-disabled"),
        connectors(
            "off, beside another that is on", [Sample.connector(attach: false), other],
            "not-met tenant.attach-disabled"),
        connectors("no switch", [Sample.connector(attach: nil)], "undetermined evidence.missing"),
        connectors(
            "on and off", [Sample.connector(), Sample.connector(attach: false)],
            "undetermined evidence.contradictory"),
        connectors("no connector", [], "not-met tenant.connector-missing"),
        connectors("another alone", [other], "not-met tenant.connector-missing"),
        connectors(
            "unresponsive", [Sample.connector(state: "unresponsive")],
            "not-met tenant.connector-unresponsive"),
        connectors(
            "unavailable", [Sample.connector(state: "Unavailable")], "not-met tenant.connector-unresponsive"),
        connectors(
            "not set up", [Sample.connector(state: "notsetup")], "not-met tenant.connector-unresponsive"),
        connectors("available", [Sample.connector(state: "available")], silent),
        connectors("a state that is not known", [Sample.connector(state: "dreaming")], silent),
        connectors("no state", [Sample.connector(state: "")], silent),
        connectors("an old heartbeat", [Sample.connector(age: 8 * Sample.day)], silent),
        connectors("a heartbeat of the limit's age", [Sample.connector(age: 7 * Sample.day)], "met"),
        connectors("a heartbeat of the year 1", [Sample.connector(age: 6e10)], silent),
        connectors(
            "a heartbeat that is yet to come", [Sample.connector(age: -2 * Sample.day)],
            "undetermined evidence.inconclusive"),
        connectors(
            "a heartbeat in a form that is not known",
            [
                {
                    var connector = Sample.connector()
                    connector.lastHeartbeat = nil
                    connector.isHeartbeatUnreadable = true
                    return connector
                }()
            ], "undetermined evidence.inconclusive"),
        Judgement(
            "a heartbeat that was good when the answer was saved",
            Sample.facts(
                Sample.fact {
                    $0.observedAt = Sample.now.addingTimeInterval(-6 * Sample.day)
                    $0.connectors = .present([Sample.connector(age: 8 * Sample.day)])
                }
            ) { Sample.add([], to: &$0) }, ["undetermined evidence.old"]),
        Judgement("absent", tenant: Sample.fact { $0.connectors = .absent }, "undetermined evidence.missing"),
        Judgement(
            "not read", tenant: Sample.fact { $0.connectors = .unreadable(Sample.refused) },
            "undetermined graph.permission-missing < tenant.answers-complete"),
        Judgement("not asked", FactSet(), []),
    ]

    @Test(arguments: attachRows)
    func `judges the connector's switch`(row: Judgement) {
        #expect(row.findings(of: AttachEnabledCheck()).map(\.outline) == row.outlines)
    }

    @Test
    func `a quiet connector is told with its time`() throws {
        let row = Self.connectors("", [Sample.connector(age: 8 * Sample.day)], "")
        let words = try row.words(of: AttachEnabledCheck())
        #expect(
            words
                == "contoso.com: its switch is on, and the connector was last heard of at 2025-10-01T08:53:20Z, 8 days before the answer"
        )
    }

    private static func authority(_ value: String?, _ outline: String) -> Judgement {
        let organization = Sample.organization { $0.mobileDeviceManagementAuthority = value }
        return Judgement(
            value ?? "none", tenant: Sample.fact { $0.organization = .present(organization) }, outline)
    }

    static let authorityRows: [Judgement] = [
        authority("intune", "met"),
        authority("Intune", "met"),
        authority("sccm", "not-met tenant.authority-other"),
        authority("office365", "not-met tenant.authority-other"),
        authority("unknown", "undetermined tenant.authority-other"),
        authority("a\u{7}b", "undetermined tenant.authority-other"),
        authority("", "undetermined evidence.missing"),
        authority(nil, "undetermined evidence.missing"),
        Judgement(
            "absent", tenant: Sample.fact { $0.organization = .absent }, "undetermined evidence.missing"),
        Judgement(
            "not read", tenant: Sample.fact { $0.organization = .unreadable(Sample.refused) },
            "undetermined graph.permission-missing < tenant.answers-complete"),
        Judgement("not asked", FactSet(), []),
    ]

    @Test(arguments: authorityRows)
    func `judges the authority`(row: Judgement) {
        #expect(row.findings(of: ManagementAuthorityCheck()).map(\.outline) == row.outlines)
    }

    private static func sync(
        _ name: String, enabled: Bool? = true, age: Double? = Sample.hour, readAge: Double = 0,
        directory: Bool = false, _ outline: String
    ) -> Judgement {
        let organization = Sample.organization {
            $0.onPremisesSyncEnabled = enabled
            $0.onPremisesLastSync = age.map { Sample.now.addingTimeInterval(-$0) }
        }
        let tenant = Sample.fact {
            $0.organization = .present(organization)
            $0.observedAt = Sample.now.addingTimeInterval(-readAge)
        }
        let facts = Sample.facts(tenant) { facts in
            Sample.add([], to: &facts)
            if directory { facts.directories = [DirectorySample.directory()] }
        }
        return Judgement(name, facts, [outline])
    }

    static let syncRows: [Judgement] = [
        sync("an hour ago", "met"),
        sync("a day ago", age: Sample.day, "met"),
        sync("an hour after the oldest answer was saved", age: Sample.hour, readAge: 2 * Sample.hour, "met"),
        sync("two days ago", age: 2 * Sample.day, "not-met tenant.sync-old"),
        sync("in the year 1", age: 6e10, "not-met tenant.sync-old"),
        sync(
            "two days ago, an hour before the answer was saved", age: 2 * Sample.day,
            readAge: 2 * Sample.day - Sample.hour, "undetermined evidence.old"),
        sync(
            "four days ago, two days before the answer was saved", age: 4 * Sample.day,
            readAge: 2 * Sample.day, "not-met tenant.sync-old"),
        sync("in two days", age: -2 * Sample.day, "undetermined evidence.inconclusive"),
        sync("not told when", age: nil, "undetermined evidence.missing"),
        sync("never", enabled: nil, age: nil, "not-applicable"),
        sync(
            "never, with a directory", enabled: nil, age: nil, directory: true, "not-met tenant.sync-disabled"
        ),
        sync("no longer", enabled: false, "not-applicable"),
        sync("no longer, with a directory", enabled: false, directory: true, "not-met tenant.sync-disabled"),
        sync("not told whether, with a time", enabled: nil, directory: true, "not-met tenant.sync-disabled"),
        sync("an hour ago, with a directory", directory: true, "met"),
        Judgement(
            "never, and computers of a directory are listed",
            Sample.facts(
                Sample.fact {
                    $0.organization = .present(
                        Sample.organization {
                            ($0.onPremisesSyncEnabled, $0.onPremisesLastSync) = (nil, nil)
                        })
                    $0.lists = [
                        DeviceListFact(kind: .directoryComputers, count: 1, observedAt: nil, incomplete: nil)
                    ]
                }
            ) { Sample.add([], to: &$0) }, ["not-met tenant.sync-disabled"]),
        Judgement(
            "never, with a directory that was asked for",
            Sample.facts(
                Sample.fact {
                    $0.organization = .present(
                        Sample.organization {
                            $0.onPremisesSyncEnabled = nil
                            $0.onPremisesLastSync = nil
                        })
                }
            ) { $0.directoryExpectation = DirectoryExpectation(judgedAt: Sample.now) },
            ["not-met tenant.sync-disabled"]),
        Judgement(
            "an hour ago, and nothing tells when the answer was given",
            tenant: Sample.fact { $0.observedAt = nil }, "undetermined evidence.missing"),
        Judgement(
            "not read", tenant: Sample.fact { $0.organization = .unreadable(Sample.refused) },
            "undetermined graph.permission-missing < tenant.answers-complete"),
        Judgement("not asked", FactSet(), []),
    ]

    @Test(arguments: syncRows)
    func `judges when the directory was last synchronized`(row: Judgement) {
        #expect(row.findings(of: DirectorySyncRecentCheck()).map(\.outline) == row.outlines)
    }

    @Test
    func `an old synchronization is told with its age`() throws {
        let row = Self.sync("", age: 3 * Sample.day, "")
        #expect(
            try row.words(of: DirectorySyncRecentCheck())
                == "contoso.com: it was last synchronized at 2025-10-06T08:53:20Z, 3 days before the answer")
    }
}
