import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

/// What is wrong with an export is told with the file's name, and the rest of it is kept.
struct SyncExportFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var files: [String: Data?]
        /// A part of each fault's text, in order.
        var faults: [String]
        var gaps: [SyncConfigurationFact.Gap]

        init(
            _ name: String, _ files: [String: Data?], _ faults: [String], _ gaps: [SyncConfigurationFact.Gap]
        ) {
            testDescription = name
            self.files = files
            self.faults = faults
            self.gaps = gaps
        }

        init(
            _ name: String, _ file: String, _ text: String, _ fault: String, _ gap: SyncConfigurationFact.Gap
        ) {
            self.init(name, [file: Data(text.utf8)], [fault], [gap])
            let lost =
                switch file {
                case ExportFixture.forestFile: "no connector to a forest"
                case ExportFixture.tenantFile: "no connector to a tenant"
                case ExportFixture.ruleFile: "no synchronisation rules"
                default: "no GlobalSettings"
                }
            faults.append(lost)
            if file == ExportFixture.tenantFile { gaps = [.connectors] }
        }
    }

    private static let bomb = """
        <!DOCTYPE ma-data [<!ENTITY a "ha">\((0..<30).map { "<!ENTITY a\($0) '&a;&a;&a;&a;&a;&a;&a;&a;'>" }.joined())]>
        """
    private static let staging = "Microsoft.Synchronize.StagingMode"
    private static let malformed = "is no well-formed XML, or breaks off"

    static let rows: [Case] = [
        Case(
            "no settings", [ExportFixture.settingsFile: nil], ["holds no GlobalSettings/MV.xml"],
            [.globalSettings]),
        Case("no rules", [ExportFixture.ruleFile: nil], ["holds no synchronisation rules"], [.rules]),
        Case("no forest", [ExportFixture.forestFile: nil], ["holds no connector to a forest"], [.connectors]),
        Case(
            "no tenant", [ExportFixture.tenantFile: nil], ["holds no connector to a tenant"],
            [.connectors]),
        Case(
            "a second connector that is a zip archive",
            ["Connectors/z.xml": Data([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0])], ["Connectors/z.xml is"],
            [.connectors]),
        Case("a second connector that is empty", ["Connectors/z.xml": Data()], ["is empty"], [.connectors]),
        Case(
            "a second connector with a document type",
            ["Connectors/z.xml": Data("<!DOCTYPE x><ma-data/>".utf8)], ["declares a document type"],
            [.connectors]),
        Case(
            "a truncated connector", ExportFixture.forestFile, String(ExportFixture.forest.dropLast(80)),
            malformed, .connectors),
        Case(
            "a connector cut in its lists", ExportFixture.forestFile,
            String(ExportFixture.forest.prefix(1500)), malformed, .connectors),
        Case(
            "a connector without its last letter", ExportFixture.forestFile,
            String(ExportFixture.forest.dropLast(1)), malformed, .connectors),
        Case(
            "truncated settings", ExportFixture.settingsFile, String(ExportFixture.settings().dropLast(9)),
            malformed, .globalSettings),
        Case(
            "a truncated rule", ExportFixture.ruleFile, String(ExportFixture.rule.dropLast(9)), malformed,
            .rules),
        Case("an empty connector", ExportFixture.forestFile, "", "is empty", .connectors),
        Case("blank settings", ExportFixture.settingsFile, " \n ", "is empty", .globalSettings),
        Case("no XML", ExportFixture.ruleFile, "{\"a\": 1}", "is no XML", .rules),
        Case("garbage", ExportFixture.forestFile, "<\u{1}\u{2}\u{3}", malformed, .connectors),
        Case("two roots", ExportFixture.forestFile, ExportFixture.forest + "<x/>", malformed, .connectors),
        Case(
            "an unknown entity", ExportFixture.forestFile,
            ExportFixture.forest.replacing("OU=Werk", with: "&werk;"), malformed, .connectors),
        Case(
            "a document type", ExportFixture.forestFile, "<!DOCTYPE ma-data>" + ExportFixture.forest,
            "declares a document type", .connectors),
        Case(
            "a document type in small letters", ExportFixture.forestFile,
            "<!doctype ma-data>" + ExportFixture.forest, "declares a document type", .connectors),
        Case(
            "a document type behind a comment", ExportFixture.forestFile,
            "<?xml version='1.0'?><!-- \(String(repeating: "x", count: 65520)) --><!DOCTYPE ma-data>"
                + ExportFixture.forest, "declares a document type", .connectors),
        Case(
            "an entity bomb", ExportFixture.forestFile,
            bomb + ExportFixture.forest.replacing("OU=Werk", with: "&a29;"), "declares a document type",
            .connectors),
        Case(
            "an external entity", ExportFixture.settingsFile,
            "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                + ExportFixture.settings().replacing("False", with: "&x;"), "declares a document type",
            .globalSettings),
        Case(
            "another encoding", ExportFixture.forestFile,
            "<?xml version='1.0' encoding='EBCDIC-CP-US'?>" + ExportFixture.forest,
            "is in the encoding ebcdic-cp-us", .connectors),
        Case(
            "too deep", ExportFixture.forestFile,
            ExportFixture.forest.replacing(
                "<schema>", with: "<schema>" + String(repeating: "<a>", count: 200)),
            "has more than 100 elements inside each other", .connectors),
        Case(
            "too much text", ExportFixture.forestFile,
            ExportFixture.forest(inclusions: [String(repeating: "x", count: 1_100_000)]),
            "holds more text than is read", .connectors),
        Case(
            "not told whether it is selected", ExportFixture.forestFile,
            ExportFixture.forest.replacing("<selected>1</selected>", with: ""),
            "does not tell whether DC=fabrikam,DC=example is selected", .connectors),
        Case(
            "selected in part", ExportFixture.forestFile,
            ExportFixture.forest.replacing("<selected>1", with: "<selected>partly"),
            "does not tell whether DC=fabrikam,DC=example is selected", .connectors),
        Case(
            "no partition", ExportFixture.forestFile, "<ma-data><category>AD</category></ma-data>",
            "is a forest's connector without partitions", .connectors),
        Case(
            "no category", ExportFixture.forestFile, "<ma-data><name>x</name></ma-data>",
            "does not tell its category", .connectors),
        Case(
            "a rule without a direction", ExportFixture.ruleFile,
            ExportFixture.rule.replacing("Inbound", with: "Sideways"), "does not tell its direction", .rules),
        Case(
            "a rule without a precedence", ExportFixture.ruleFile,
            ExportFixture.rule.replacing("159", with: "first"), "without a number for its precedence", .rules),
        Case(
            "a rule that may be disabled", ExportFixture.ruleFile,
            ExportFixture.rule.replacing("<disabled>False", with: "<disabled>maybe"),
            "does not tell whether it is disabled", .rules),
        Case(
            "bytes that are no UTF-8",
            [
                ExportFixture.ruleFile: Data("<synchronizationRule><name>".utf8) + [0xff, 0xfe, 0x80]
                    + Data("</name></synchronizationRule>".utf8)
            ], ["holds text that is not in the encoding", "no synchronisation rules"], [.rules]),
        Case(
            "UTF-16 with half a letter",
            [ExportFixture.ruleFile: ExportFixture.wide(ExportFixture.rule).dropLast(1)],
            ["holds text that is not in the encoding that it begins with", "no synchronisation rules"],
            [.rules]),
        Case(
            "a second connector of that id", ["Connectors/z.xml": Data(ExportFixture.forest.utf8)],
            ["is a second connector with the id 0f0e7a52"], [.connectors]),
        Case(
            "settings twice", ["GlobalSettings/z.xml": Data(ExportFixture.settings().utf8)],
            ["holds global settings for a second time"], [.globalSettings]),
        Case(
            "other settings", ["GlobalSettings/z.xml": Data(ExportFixture.settings([staging: "True"]).utf8)],
            ["holds global settings for a second time"], [.globalSettings]),
        Case(
            "a connector of another form", ["Connectors/Connector_{1}.xml": Data("<other/>".utf8)],
            ["Connector_{1}.xml is not what its name says"], [.connectors]),
        Case(
            "staging mode twice", ExportFixture.settingsFile,
            ExportFixture.settings().replacing(
                "<parameter name=\"Microsoft.Synchronize.StagingMode\" type=\"string\">False",
                with: "<parameter name=\"Microsoft.Synchronize.StagingMode\">True</parameter>"
                    + "<parameter name=\"Microsoft.Synchronize.StagingMode\">False"),
            "gives microsoft.synchronize.stagingmode twice, with different values", .globalSettings),
        Case(
            "selected twice", ExportFixture.forestFile,
            ExportFixture.forest.replacing("<selected>1", with: "<selected>0</selected><selected>1"),
            "gives ma-partition-data/partition/selected twice", .connectors),
        Case(
            "two lists of object types", ExportFixture.forestFile,
            ExportFixture.forest.replacing("<object-classes>", with: "<object-classes/><object-classes>"),
            "has ma-partition-data/partition/filter/object-classes twice", .connectors),
        Case(
            "a second rule of that id", ["SynchronizationRules/z.xml": Data(ExportFixture.rule.utf8)],
            ["is a second rule with the id 3d6c1f70"], [.rules]),
        Case(
            "a rule that is disabled and is not", ExportFixture.ruleFile,
            ExportFixture.rule.replacing("<disabled>", with: "<disabled>True</disabled><disabled>"),
            "gives disabled twice", .rules),
        Case(
            "a rule that lies too deep",
            ["SynchronizationRules/a/b/c/SynchronizationRules/z.xml": Data(ExportFixture.rule.utf8)],
            ["lies deeper than the files of an export"], [.rules]),
        Case(
            "folders without end", [String(repeating: "a/", count: 20) + "z.xml": Data()],
            ["lies too deep, and was not looked into"], [.connectors, .globalSettings, .rules]),
        Case(
            "another connector",
            ["Connectors/z.xml": Data("<ma-data><category>SQL</category></ma-data>".utf8)], [], []),
        Case(
            "a sound connector beside a broken one", ["Connectors/z.xml": Data("<ma-data>".utf8)],
            [malformed], [.connectors]),
    ]

    @Test(arguments: rows)
    func `names the file and keeps the rest`(row: Case) throws {
        let export = try ExportFixture(row.files)
        let fact = export.read()
        #expect(fact.kind == .serverExport)
        #expect(fact.faults.count == row.faults.count, "\(fact.faults)")
        for (fault, part) in zip(fact.faults, row.faults) {
            #expect(fault.detail.contains(part), "\(fault)")
            #expect(fault.detail.hasPrefix(export.path))
        }
        #expect(Set(fact.gaps) == Set(row.gaps))
        // The other parts are there.
        #expect(row.gaps.contains(.connectors) || fact.forests.count == 1)
        #expect(row.gaps.contains(.globalSettings) || fact.server == "SRV-SYNC7")
        #expect(row.gaps.contains(.rules) || fact.rules?.count == 1)
        // What may be contradicted is not told.
        #expect(!row.gaps.contains(.globalSettings) || fact.staging == nil)
    }

    // MARK: - The whole is nothing

    static let nothing: [(String, [String: Data], String)] = [
        ("an empty folder", [:], "holds no connector, rule or settings"),
        (
            "another product", ["a.xml": Data("<configuration><a/></configuration>".utf8)],
            "holds no connector, rule or settings"
        ),
        ("a picture", ["a.png": Data([0x89, 0x50])], "holds no connector, rule or settings"),
        (
            "a zip archive in a folder", ["export.zip": Data([0x50, 0x4b, 3, 4])],
            "but an archive; unpack it first"
        ),
        (
            "a settings file alone", ["Applied-SynchronizationPolicy-1.JSON": Data("{}".utf8)],
            "holds no connector, rule or settings"
        ),
    ]

    @Test(arguments: nothing)
    func `a folder of something else is told as such`(name: String, files: [String: Data], what: String)
        throws
    {
        let folder = try TemporaryFolder()
        for (file, data) in files { try data.write(to: folder.url.appending(path: file)) }
        let fact = SyncConfigurationCollector.read(folder.url.path)
        #expect(fact.kind == .unknown)
        #expect(fact.faults.map(\.code) == [.syncConfigurationUnreadable])
        #expect(fact.faults.first?.detail.contains(what) == true, "\(fact.faults)")
        #expect(fact.gaps == [.connectors, .globalSettings, .rules])
    }

    static let files: [(String, Data, String)] = [
        ("a zip archive", Data([0x50, 0x4b, 3, 4, 0, 0]), "is a zip archive; unpack it first"),
        ("another archive", Data([0x1f, 0x8b, 8, 0]), "is an archive; unpack it first"),
        ("an empty file", Data(), "is empty"),
        ("one XML file", Data(ExportFixture.forest.utf8), "is one XML file; give the folder"),
        ("a wide XML file", ExportFixture.wide(ExportFixture.forest), "is one XML file; give the folder"),
        ("a program", Data([0x4d, 0x5a, 0x90, 0]), "is no export of a synchronisation server"),
    ]

    @Test(arguments: files)
    func `a file of something else is told as such`(name: String, data: Data, what: String) throws {
        let folder = try TemporaryFolder()
        try data.write(to: folder.url.appending(path: "given"))
        let fact = SyncConfigurationCollector.read(folder.path("given"))
        #expect(fact.faults.map(\.code) == [.syncConfigurationUnreadable])
        #expect(fact.faults.first?.detail.hasPrefix(folder.path("given")) == true)
        #expect(fact.faults.first?.detail.contains(what) == true, "\(fact.faults)")
    }

    @Test
    func `what is not there is missing`() {
        let fact = SyncConfigurationCollector.read("/nonexistent/export")
        #expect(fact.faults.map(\.code) == [.syncConfigurationMissing])
        #expect(fact.faults.first?.detail == "/nonexistent/export does not exist, or may not be looked at")
        #expect(
            SyncConfigurationCollector.read("/dev/null").faults.first?.detail
                == "/dev/null is neither a file nor a folder")
    }

    @Test
    func `two exports in one folder are not mixed`() throws {
        let export = try ExportFixture(below: "first/")
        for file in [ExportFixture.forestFile, ExportFixture.tenantFile] {
            try export.write(
                Data(ExportFixture.forest.replacing("0F0E", with: "1F0E").utf8), "second/" + file)
        }
        let fact = export.read()
        #expect(fact.kind == .unknown)
        #expect(fact.forests == [])
        #expect(fact.faults.first?.detail.contains("holds 2 exports") == true)
    }
}
