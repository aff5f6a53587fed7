import Foundation
import Model
import Testing

@testable import Collectors

/// A folder that the sync server's command wrote.
struct SyncExportFolderTests {
    @Test
    func `a sound export is read whole`() throws {
        let export = try ExportFixture()
        let fact = export.read()
        #expect(fact.kind == .serverExport)
        #expect(fact.id == "sync-configuration:\(export.path)")
        #expect(fact.faults == [])
        #expect(fact.gaps == [])
        #expect(fact.server == "SRV-SYNC7")
        #expect(fact.exportedAt == Date(timeIntervalSince1970: 1_795_162_530))
        #expect(fact.tenants == ["fabrikam.onmicrosoft.com"])
        #expect(fact.staging == false)
        #expect(fact.scheduled == true)
        #expect(fact.interval == 1800)
        var forest = SyncForest(
            connector: "0f0e7a52-2b5e-4a39-8a35-0d4f6b6f7c01", name: "fabrikam.example",
            partitions: [
                SyncPartition(
                    dn: "DC=fabrikam,DC=example", selected: true, objectClasses: ["computer", "user"],
                    inclusions: ["OU=Werk,DC=fabrikam,DC=example"], exclusions: ["DC=fabrikam,DC=example"])
            ])
        forest.partitions[0].imported = true
        forest.attributes = ["objectGUID", "userCertificate"]
        forest.account = #"FABRIKAM\MSOL_0a1b2c3d4e5f"#
        #expect(fact.forests == [forest])
    }

    @Test
    func `a rule is read with its flows and its scope`() throws {
        let rule = try #require(try ExportFixture().read().rules?.first)
        #expect(rule.name == "In from AD - Computer Join")
        #expect(rule.immutableTag == "Microsoft.InfromADComputerJoin.002")
        #expect(rule.direction == .inbound)
        #expect(!rule.disabled)
        #expect(rule.connector == "0f0e7a52-2b5e-4a39-8a35-0d4f6b6f7c01")
        #expect([rule.sourceClass, rule.targetClass, rule.linkType] == ["computer", "device", "Provision"])
        #expect(rule.precedence == 159)
        #expect(
            rule.scope == [
                [
                    .init(attribute: "objectGUID", comparison: "ISNOTNULL", value: ""),
                    .init(attribute: "cn", comparison: "EQUAL", value: "a"),
                ], [.init(attribute: "sn", comparison: "ISNULL", value: "")],
            ])
        #expect(
            rule.flows == [
                .init(target: "deviceId", sources: ["objectGUID"], expression: nil, constant: nil),
                .init(target: "deviceTrustType", sources: [], expression: nil, constant: "ServerAd"),
                .init(
                    target: "cloudFiltered", sources: ["userCertificate"],
                    expression: "IIF(  IsNullOrEmpty([userCertificate]) && True,     True, NULL)",
                    constant: nil),
            ])
    }

    @Test(arguments: ["Exported-ServerConfiguration-1/", "a/b/"])
    func `an export some folders below is found`(prefix: String) throws {
        let export = try ExportFixture(below: prefix)
        let fact = export.read()
        #expect(fact.faults == [])
        #expect(fact.forests.count == 1)
    }

    @Test
    func `files that lie together, and other files beside them, do no harm`() throws {
        let export = try ExportFixture([
            ExportFixture.forestFile: nil, "Connector_1.xml": Data(ExportFixture.forest.utf8),
            ExportFixture.settingsFile: nil, "MV.XML": Data(ExportFixture.settings().utf8),
            ExportFixture.tenantFile: nil, "tenant.xml": Data(ExportFixture.tenant.utf8),
            "PersistedState.xml": Data("<PersistedStateContainer><a/></PersistedStateContainer>".utf8),
            "MigratedPolicy.json": Data("{}".utf8), "notes.txt": Data([0, 1, 2]),
        ])
        let fact = export.read()
        #expect(fact.faults == [])
        #expect(fact.forests.count == 1)
        #expect(fact.staging == false)
    }

    static let dressed: [(String, Data)] = [
        ("a declaration", Data(("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + ExportFixture.forest).utf8)),
        ("a mark", Data("\u{feff}\(ExportFixture.forest)".utf8)),
        (
            "a label that is not true",
            Data(("<?xml version='1.0' encoding='utf-16'?>" + ExportFixture.forest).utf8)
        ),
        ("little-endian", ExportFixture.wide(ExportFixture.forest)),
        ("big-endian", ExportFixture.wide(ExportFixture.forest, bigEndian: true)),
        ("little-endian without a mark", ExportFixture.wide(ExportFixture.forest, mark: false)),
        ("big-endian without a mark", ExportFixture.wide(ExportFixture.forest, bigEndian: true, mark: false)),
        (
            "wide with a label",
            ExportFixture.wide("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + ExportFixture.forest)
        ),
        (
            "wrapped",
            Data(
                "<saved-ma-configuration export-date='2026-11-20 08:15:30.1'>\(ExportFixture.forest)</saved-ma-configuration>"
                    .utf8)
        ),
        (
            "a name space and other case",
            Data(
                ExportFixture.forest.replacing("<ma-data>", with: "<x:MA-Data xmlns:x='urn:ma'>")
                    .replacing("</ma-data>", with: "</x:MA-Data>").replacing("category>", with: "Category>")
                    .utf8)
        ),
        (
            "words for numbers",
            Data(ExportFixture.forest.replacing("<selected>1", with: "<selected>True").utf8)
        ),
        (
            "a comment and a section of characters",
            Data(
                ExportFixture.forest.replacing(
                    "<inclusion>OU=Werk",
                    with: "<!-- <inclusion>x</inclusion> --><inclusion><![CDATA[OU=We]]>rk"
                ).utf8)
        ),
        ("Windows's line ends", Data(ExportFixture.forest.replacing("\n", with: "\r\n").utf8)),
    ]

    @Test(arguments: dressed)
    func `a connector is the same however it is written`(name: String, data: Data) throws {
        let fact = try ExportFixture(ExportFixture.forestFile, data).read()
        #expect(fact.faults == [], "\(name)")
        #expect(fact.forests == (try ExportFixture().read().forests), "\(name)")
    }

    @Test
    func `names keep their letters and their escapes`() throws {
        let names = [
            #"OU=Sales\, North,DC=fabrikam,DC=example"#, "OU=Münchner Büro 🏢,DC=fabrikam,DC=example",
        ]
        let text = ExportFixture.forest(inclusions: names)
        for data in [Data(text.utf8), ExportFixture.wide(text), ExportFixture.wide(text, bigEndian: true)] {
            let fact = try ExportFixture(ExportFixture.forestFile, data).read()
            #expect(fact.forests.first?.partitions.first?.inclusions == names)
        }
    }

    // MARK: - Settings

    static let dates: [(String, Double?)] = [
        ("2026-11-20 08:15:30.123", 1_795_162_530), ("2026-11-20T08:15:30Z", 1_795_162_530),
        ("2026-11-20T10:15:30.1+02:00", 1_795_162_530), (" 2026-11-20 08:15:30 ", 1_795_162_530),
        ("2026-11-20", 1_795_132_800), ("", nil), ("05/03/2016 14:28:09", nil), ("03.05.2016 14:28:09", nil),
        ("5/23/2026 2:28:09 PM", nil), ("2026-02-30 08:15:30", nil), ("2026-13-01", nil), ("20261120", nil),
        ("2026-11-20 08:15:30 PM", nil), ("yesterday", nil),
    ]

    @Test(arguments: dates)
    func `a date that is not understood is unknown, and never the file's own`(text: String, seconds: Double?)
        throws
    {
        let fact = try ExportFixture(ExportFixture.settingsFile, ExportFixture.settings(date: text)).read()
        #expect(fact.exportedAt == seconds.map { Date(timeIntervalSince1970: $0) })
        let connector =
            "<saved-ma-configuration export-date='\(text)'>\(ExportFixture.forest)</saved-ma-configuration>"
        let dated = try ExportFixture([
            ExportFixture.forestFile: Data(connector.utf8), ExportFixture.settingsFile: nil,
        ]).read()
        #expect(dated.exportedAt == seconds.map { Date(timeIntervalSince1970: $0) })
    }

    @Test
    func `settings without a date are of unknown age`() throws {
        let text = ExportFixture.settings().replacing("export-date=", with: "x=")
        #expect(try ExportFixture(ExportFixture.settingsFile, text).read().exportedAt == nil)
    }

    @Test(arguments: ["P30D", "", "-00:30:00", "00:00:00", "99999:00:00", "24:00:00", "soon"])
    func `an interval that is none is told`(text: String) throws {
        let settings = ExportFixture.settings(["Microsoft.Synchronize.TimeInterval": text])
        let fact = try ExportFixture(ExportFixture.settingsFile, settings).read()
        #expect(fact.interval == nil)
        #expect(fact.faults.map(\.code) == [.syncConfigurationUnreadable])
        #expect(fact.faults.first?.detail.contains("interval") == true)
        #expect(fact.gaps == [.globalSettings])
        #expect(fact.staging == false)
    }

    static let settings: [([String: String?], Bool?, Bool?, Double?)] = [
        (["Microsoft.Synchronize.StagingMode": "True"], true, true, 1800),
        (["Microsoft.Synchronize.StagingMode": nil], nil, true, 1800),
        (["Microsoft.Synchronize.StagingMode": "perhaps"], nil, true, 1800),
        (["Microsoft.Synchronize.SchedulerSuspended": "True"], false, false, 1800),
        (["Microsoft.Synchronize.SchedulerSuspended": nil], false, nil, 1800),
        (["Microsoft.Synchronize.SynchronizationSchedule": "False"], false, false, 1800),
        (["Microsoft.Synchronize.SynchronizationSchedule": nil], false, nil, 1800),
        (["Microsoft.Synchronize.TimeInterval": "1.02:03:04"], false, true, 93784),
        (["Microsoft.Synchronize.TimeInterval": "10675199.02:48:05.4775807"], false, true, 922_337_203_685),
        (["Microsoft.Synchronize.TimeInterval": nil], false, true, nil),
    ]

    @Test(arguments: settings)
    func `staging mode and schedule are told, or not`(
        changes: [String: String?], staging: Bool?, scheduled: Bool?, interval: Double?
    ) throws {
        let fact = try ExportFixture(ExportFixture.settingsFile, ExportFixture.settings(changes)).read()
        #expect(fact.staging == staging)
        #expect(fact.scheduled == scheduled)
        #expect(fact.interval == interval)
    }

    @Test(arguments: [
        ("True", "CN=Pilot,DC=fabrikam,DC=example", "CN=Pilot,DC=fabrikam,DC=example"),
        ("False", "CN=Pilot,DC=fabrikam,DC=example", nil),
        ("perhaps", "CN=Pilot,DC=fabrikam,DC=example", "CN=Pilot,DC=fabrikam,DC=example"),
        ("True", "", "a group that is not named"), ("False", "", nil), ("perhaps", "", nil),
    ])
    func `a group filters while the feature is on`(feature: String, group: String, expected: String?) throws {
        let fact = try ExportFixture([
            ExportFixture.forestFile: Data(
                ExportFixture.forest(inclusions: ["DC=fabrikam,DC=example"], exclusions: [], group: group)
                    .utf8),
            ExportFixture.settingsFile: Data(
                ExportFixture.settings(["Microsoft.OptionalFeature.GroupFiltering": feature]).utf8),
        ]).read()
        #expect(fact.forests.map(\.filterGroup) == [expected])
    }

    @Test(arguments: [
        (ExportFixture.runs("delta-import"), true), (ExportFixture.runs("apply-rules"), false),
        (ExportFixture.runs("full-import", partition: "{00000000-D13D-460A-9A82-C48ABA1EE899}"), false),
        ("<ma-run-data/>", false), ("", nil),
    ])
    func `a domain is imported where a run profile says so`(runs: String, expected: Bool?) throws {
        let text = ExportFixture.forest(inclusions: ["DC=fabrikam,DC=example"], exclusions: [], runs: runs)
        let fact = try ExportFixture(ExportFixture.forestFile, text).read()
        #expect(fact.faults == [])
        #expect(fact.forests.first?.partitions.map(\.imported) == [expected])
    }

    @Test
    func `rules are in the order of their precedence`() throws {
        let other = ExportFixture.rule.replacing("159", with: "99").replacing("Computer Join", with: "Other")
            .replacing("3d6c1f70", with: "4d6c1f70")
        let fact = try ExportFixture("SynchronizationRules/z.xml", other).read()
        #expect(fact.rules?.map(\.precedence) == [99, 159])
    }
}
