import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

/// A settings file of the wizard.
struct SyncPolicyFileTests {
    private static let name = "Applied-SynchronizationPolicy-20261119-070809.JSON"

    private static func filter(_ text: String) -> String {
        #"{"policyMetadata": {"azureADConnectVersion": "2.4.1.0", "timeCreated": "2026-11-01 02:03:04Z"}, "#
            + #""deploymentMetadata": {"hostName": "srv7.fabrikam.example"}, "#
            + #""onpremisesDirectoryPolicy": [{"uniqueIdentifier": "0F0E7A52-2B5E-4A39-8A35-0D4F6B6F7C01", "#
            + #""friendlyName": "Fabrikam", "fullyQualifiedDomainName": "fabrikam.example", "#
            + #""partitionFilters": [\#(text)], "standardSynchronizationRules": [], "customSynchronizationRules": []}], "#
            + #""azureDirectoryPolicy": {"friendlyName": "fabrikam.onmicrosoft.com - AAD", "#
            + #""customSynchronizationRules": [{"description": "from other.onmicrosoft.com"}]}}"#
    }

    private static let sound = filter(
        #"{"distinguishedName": "DC=fabrikam,DC=example", "containerInclusions": ["OU=Werk,DC=fabrikam,DC=example"], "#
            + #""containerExclusions": ["DC=fabrikam,DC=example"]}"#)

    private static func read(_ data: Data, _ name: String = name) throws -> SyncConfigurationFact {
        let folder = try TemporaryFolder()
        try data.write(to: folder.url.appending(path: name))
        var fact = SyncConfigurationCollector.read(folder.path(name))
        fact.faults = fact.faults.map {
            Unreadable($0.code, $0.detail.replacing(folder.url.path + "/", with: ""))
        }
        return fact
    }

    static let forms: [(String, Data)] = [
        ("plain", Data(sound.utf8)), ("a mark", Data("\u{feff}\(sound)".utf8)),
        ("little-endian, as PowerShell writes", ExportFixture.wide(sound)),
        ("big-endian", ExportFixture.wide(sound, bigEndian: true)),
        ("wide without a mark", ExportFixture.wide(sound, mark: false)),
        (
            "other case",
            Data(
                sound.replacing("partitionFilters", with: "PartitionFilters").replacing(
                    "hostName", with: "HOSTNAME"
                ).utf8)
        ),
        (
            "one object for a list",
            Data(
                sound.replacing("[{\"distinguished", with: "{\"distinguished").replacing(
                    "]}], \"standard", with: "]}, \"standard"
                ).utf8)
        ),
    ]

    @Test(arguments: forms)
    func `domains and containers are read`(form: String, data: Data) throws {
        let fact = try Self.read(data)
        #expect(fact.faults == [], "\(form)")
        #expect(fact.kind == .policy)
        #expect(fact.server == "srv7.fabrikam.example")
        #expect(fact.exportedAt == Date(timeIntervalSince1970: 1_795_072_089))
        #expect(fact.tenants == ["fabrikam.onmicrosoft.com"])
        #expect(fact.staging == nil)
        #expect(fact.scheduled == nil)
        #expect(fact.rules == nil)
        #expect(
            fact.forests == [
                SyncForest(
                    connector: "0f0e7a52-2b5e-4a39-8a35-0d4f6b6f7c01", name: "fabrikam.example",
                    partitions: [
                        SyncPartition(
                            dn: "DC=fabrikam,DC=example", selected: true, objectClasses: nil,
                            inclusions: ["OU=Werk,DC=fabrikam,DC=example"],
                            exclusions: ["DC=fabrikam,DC=example"])
                    ])
            ])
    }

    @Test
    func `the date is the name's, else what it says, and never the file's own`() throws {
        let data = Data(Self.sound.utf8)
        #expect(try Self.read(data, "settings.json").exportedAt == Date(timeIntervalSince1970: 1_793_498_584))
        let undated = Data(Self.sound.replacing("timeCreated", with: "x").utf8)
        #expect(try Self.read(undated, "settings.json").exportedAt == nil)
        #expect(try Self.read(undated, "a-20261399-999999.json").exportedAt == nil)
        let american = Data(Self.sound.replacing("2026-11-01 02:03:04Z", with: "11/1/2026 2:03:04 AM").utf8)
        #expect(try Self.read(american, "settings.json").exportedAt == nil)
        #expect(try Self.read(american).exportedAt != nil)
    }

    @Test
    func `a group that filters is noted, and a domain that is switched off`() throws {
        let text = Self.sound.replacing(#""friendlyName": "Fabrikam""#, with: #""groupFilterDn": "CN=Pilot""#)
            .replacing(#""containerExclusions""#, with: #""selected": false, "containerExclusions""#)
        let fact = try Self.read(Data(text.utf8))
        #expect(fact.forests.first?.filterGroup == "CN=Pilot")
        #expect(fact.forests.first?.partitions.first?.selected == false)
    }

    static let groups: [(String, String, String?)] = [
        (#"{"policyMetadata""#, #"{"groupFiltering": true, "policyMetadata""#, "a group that is not named"),
        (#"{"policyMetadata""#, #"{"GroupFiltering": "True", "policyMetadata""#, "a group that is not named"),
        (#"{"policyMetadata""#, #"{"a": [{"b": {"groupFilter": {"dn": "CN=P"}}}], "policyMetadata""#, "CN=P"),
        (#""friendlyName": "Fabrikam""#, #""x": {"groupFilters": [{"dn": "CN=P", "on": true}]}"#, "CN=P"),
        (#""friendlyName": "Fabrikam""#, #""groupFilter": 1"#, "a group that is not named"),
        (#""friendlyName": "Fabrikam""#, #""groupFilter": {"on": false, "dn": "", "list": []}"#, nil),
        (#"{"policyMetadata""#, #"{"groupFiltering": false, "policyMetadata""#, nil),
        (#"{"policyMetadata""#, #"{"groupFiltering": null, "policyMetadata""#, nil),
    ]

    @Test(arguments: groups)
    func `any mention of a group that filters counts`(old: String, new: String, expected: String?) throws {
        let fact = try Self.read(Data(Self.sound.replacing(old, with: new).utf8))
        #expect(fact.faults == [])
        #expect(fact.forests.map(\.filterGroup) == [expected])
    }

    private static func domain(_ more: String) -> String {
        filter(
            #"{"distinguishedName": "DC=x", "containerInclusions": ["DC=x"], "name": "x", "note": null, \#(more)}"#
        )
    }

    static let doubts: [(String, String)] = [
        (#""isIncluded": false"#, "DC=x has a member isincluded, which is not known"),
        (#""filter": ["CN=A"]"#, "DC=x has a member filter, which is not known"),
        (#""selected": "partly""#, "it is not clear whether DC=x is selected"),
        (#""selected": true, "enabled": false"#, "it is not clear whether DC=x is selected"),
    ]

    @Test(arguments: doubts)
    func `what may mean something else leaves a domain open`(more: String, fault: String) throws {
        let fact = try Self.read(Data(Self.domain(more).utf8))
        #expect(fact.faults.map(\.detail) == ["\(Self.name): \(fault)"])
        #expect(fact.gaps == [.connectors])
        #expect(try Self.read(Data(Self.domain(#""selected": true"#).utf8)).faults == [])
    }

    static let faults: [(String, String, String)] = [
        (
            "a member twice", domain(#""containerExclusions": [], "ContainerExclusions": ["DC=x"]"#),
            "\(name) has the member ContainerExclusions twice in one object"
        ),
        (
            "a member twice, once escaped", domain(#""a": "\"{", "\u0064istinguishedName": "DC=y""#),
            "\(name) has the member distinguishedName twice in one object"
        ),
        (
            "a member twice, some levels apart", #"{"a": {"b": [{"c": 1}, {"c": [1]}], "c": 2}, "A": 1}"#,
            "\(name) has the member A twice in one object"
        ),
        ("truncated", String(sound.dropLast(5)), "\(name) is no JSON, or breaks off"),
        (
            "another product's", #"{"a": 1}"#,
            "\(name) is no settings file of the wizard (it has no onpremisesDirectoryPolicy)"
        ),
        (
            "null", #"{"onpremisesDirectoryPolicy": null}"#,
            "\(name) is no settings file of the wizard (it has no onpremisesDirectoryPolicy)"
        ),
        (
            "a migration's index", #"{"policyMetadata": {"type": "migration"}}"#,
            "\(name) is the index of an export; give the folder that it lies in"
        ),
        (
            "a later version", sound.replacing("2.4.1.0", with: "3.0.0.0"),
            "\(name) is of version 3.0.0.0, which is not known"
        ),
        (
            "a later version of the file",
            sound.replacing(#"{"policyMetadata""#, with: #"{"schemaVersion": 7, "policyMetadata""#),
            "\(name) is of version 7, which is not known"
        ),
        (
            "a version that is a list", sound.replacing(#""2.4.1.0""#, with: "[2]"),
            "\(name) is of version of another form, which is not known"
        ),
        (
            "a text for the policies", #"{"onpremisesDirectoryPolicy": "x"}"#,
            "\(name): onpremisesDirectoryPolicy is no list of objects"
        ),
        (
            "numbers for the policies", #"{"onpremisesDirectoryPolicy": [1]}"#,
            "\(name): onpremisesDirectoryPolicy is no list of objects"
        ),
        ("no policy", #"{"onpremisesDirectoryPolicy": []}"#, "\(name): it names no domain"),
        (
            "no filters", #"{"onpremisesDirectoryPolicy": [{"friendlyName": "F"}]}"#,
            "\(name): partitionFilters of F is no list of objects"
        ),
        (
            "a number for the name", filter(#"{"distinguishedName": 5, "containerInclusions": []}"#),
            "\(name): a domain of fabrikam.example has no distinguishedName"
        ),
        (
            "no lists", filter(#"{"distinguishedName": "DC=x"}"#),
            "\(name): the containers of DC=x are no lists of texts"
        ),
        (
            "numbers in a list",
            filter(#"{"distinguishedName": "DC=x", "containerInclusions": ["OU=A,DC=x", 5]}"#),
            "\(name): the containers of DC=x are no lists of texts"
        ),
        (
            "objects in a list",
            filter(
                #"{"distinguishedName": "DC=x", "containerInclusions": [], "containerExclusions": [{"dn": "x"}]}"#
            ), "\(name): the containers of DC=x are no lists of texts"
        ),
        (
            "nested too deep", #"{"a": "# + String(repeating: "[", count: 100_000),
            "\(name) is no JSON, or breaks off"
        ),
    ]

    @Test(arguments: faults)
    func `what cannot be understood is told`(what: String, text: String, fault: String) throws {
        let fact = try Self.read(Data(text.utf8))
        #expect(fact.faults.first == Unreadable(.syncConfigurationUnreadable, fault))
        #expect(fact.gaps.contains(.connectors))
        #expect(fact.forests.flatMap(\.partitions) == [])
    }

    @Test
    func `one broken domain does not hide the other`() throws {
        let text = Self.filter(
            #"{"distinguishedName": "DC=x"}, {"distinguishedName": "DC=y", "containerInclusions": ["DC=y"]}"#)
        let fact = try Self.read(Data(text.utf8))
        #expect(fact.forests.flatMap(\.partitions).map(\.dn) == ["DC=y"])
        #expect(fact.gaps == [.connectors])
    }

    @Test
    func `a file beyond the limit is not read`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.sound, to: Self.name)
        var limits = SyncConfigurationCollector.Limits()
        limits.policyBytes = 100
        let fact = SyncConfigurationCollector.read(path, limits: limits)
        #expect(fact.faults.first?.detail.contains("is larger than 0 MiB") == true)
    }
}
