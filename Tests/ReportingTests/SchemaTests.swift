import Foundation
import Model
import SampleFacts
import TestSupport
import Testing

@testable import Reporting

/// The published schema describes what is written, and nothing more.
struct SchemaTests {
    private static let path = "reports/schema/report-1.schema.json"

    private static func definitions() throws -> [String: [String: Any]] {
        let data = try Data(contentsOf: Repository.root.appending(path: path))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return try #require(schema["$defs"] as? [String: [String: Any]])
    }

    /// What is wrong with each of `documents`, in their order; empty where nothing is.
    private static func complaints(_ documents: [Data]) async throws -> [String] {
        let folder = try TemporaryFolder()
        let files = try documents.enumerated().map { number, data in
            try folder.write(String(decoding: data, as: UTF8.self), to: "\(number).json")
        }
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator as V
            schema = json.load(open("\(path)"))
            V.check_schema(schema)
            for name in sys.argv[1:]:
                print(*(f"{list(e.absolute_path)} {e.message[:200]}" for e in V(schema).iter_errors(json.load(open(name)))), sep="; ")
            """
        let run = try await Command.run("python3", ["-c", script] + files, folder: Repository.root.path)
        #expect(run.errors.isEmpty)
        return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    // MARK: - Real reports

    @Test
    func `every example fits the schema`() async throws {
        let documents = try Example.allCases.map { try JSONReport.encode($0.report) }
        #expect(try await Self.complaints(documents) == Example.allCases.map { _ in "" })
    }

    /// Directories and exports in which every member of every fact has a value, and in which none has.
    private static var extremes: FactSet {
        var facts = FactSet()
        ExampleDirectory.add(to: &facts)
        facts.tenant = TenantExpectation(id: nil, domain: nil, initialDomain: "x.onmicrosoft.com")
        let why = Unreadable(.ldapInsufficientAccess, "refused")
        facts.directories.append(DirectoryFact(domain: "a.example", observedAt: Sample.moment, unread: why))
        var bare = DirectoryFact(domain: "b.example", observedAt: Sample.moment, unread: why)
        bare.failure = nil
        bare.attempts = ControllerAttempt.Step.allCases.map {
            ControllerAttempt(server: "ldap://dc", step: $0, failure: why, milliseconds: 0.25)
        }
        bare.controller = ControllerFact(server: "ldap://dc", security: .startTLS, signIn: .anonymous)
        bare.registrationPoints = .absent
        bare.syncAccounts = .present([SyncAccount(name: "", description: nil, disabled: true)])
        bare.managementSites = .present([])
        bare.computers = .present([ComputerFact(dn: "", name: "", objectGUID: nil)])
        facts.directories.append(bare)
        var odd = SyncConfigurationFact(path: "odd", kind: .unknown)
        odd.faults = [Unreadable(.syncConfigurationUnreadable, "odd is empty")]
        odd.gaps = [.connectors, .rules, .globalSettings]
        var forest = SyncForest(
            connector: "", name: "",
            partitions: [
                SyncPartition(dn: "", selected: false, objectClasses: nil, inclusions: [], exclusions: [])
            ])
        forest.filterGroup = "CN=g"
        forest.partitions[0].imported = false
        odd.forests = [forest]
        odd.tenantConnectors = ["0f0e7a52-2b5e-4a39-8a35-0d4f6b6f7c01"]
        facts.syncConfigurations += [odd, SyncConfigurationFact(path: "policy.json", kind: .policy)]
        facts.federation = federation(why)
        facts.waivers = GivenWaivers(
            judgedAt: Sample.moment,
            waivers: [
                Waiver(
                    check: "endpoints.a", subject: "", because: "", owner: "", expires: Sample.moment,
                    line: 1,
                    likelyMeant: "x"),
                Waiver(reason: "no.such", subject: "*", because: "b", owner: "o", expires: .distantPast),
            ])
        return facts
    }

    private static func federation(_ why: Unreadable) -> [FederationFact] {
        let endpoints = [
            FederationFact.Endpoint(kind: "windowstransport", address: "https://a.example/", status: 401),
            FederationFact.Endpoint(kind: "windowstransport", address: "https://b.example/", failure: why),
            FederationFact.Endpoint(kind: "usernamemixed", address: "https://c.example/"),
        ]
        return [
            FederationFact(
                domain: "a.example", observedAt: Sample.moment,
                realm: .present(.init(account: .federated, federationProtocol: "SAMLP", metadataURL: "")),
                metadata: .present(.init(endpoints: endpoints, otherAddresses: ["x"]))),
            FederationFact(
                domain: "b.example", observedAt: Sample.moment, realm: .present(.init(account: .unknown)),
                metadata: .unreadable(why)),
            FederationFact(
                domain: "c.example", observedAt: Sample.moment, realm: .present(.init(account: .managed))),
            FederationFact(domain: "d.example", observedAt: Sample.moment, realm: .unreadable(why)),
        ]
    }

    @Test
    func `facts of every shape fit the schema`() async throws {
        let documents = try [Self.extremes, FactSet()].map { facts in
            try JSONReport.encode(ExampleRun.report(of: facts))
        }
        #expect(try await Self.complaints(documents) == ["", ""])
    }

    // MARK: - Reports that are none

    private static let spoilt = [
        ("\"moreGroups\" :", "\"fewerGroups\" :"), ("\"moreGroups\" : 0", "\"moreGroups\" : -1"),
        ("\"managed-elsewhere\" : 0", "\"managed-somewhere\" : 0"),
        ("\"verdict\":\"ready\"", "\"verdict\":\"steady\""),
        ("\"name\":\"PC-001\",\"results\"", "\"nom\":\"PC-001\",\"results\""),
        ("\"reasons\":[],", "\"reasons\":[{\"code\":\"none\"}],"),
        ("\"status\":\"pass\"", "\"status\":\"skipped\""),
        ("{\"accountControl\":4096", "{\"control\":4096"),
        ("\"form\" : \"server-export\"", "\"form\" : \"export\""),
        ("\"kind\" : \"sync-configuration\"", "\"kind\" : \"sync\""), ("\"staleAfter\" :", "\"stale\" :"),
        ("\"absent\" : true", "\"absent\" : false"),
        ("\"lastLogon\":\"2026-01-14T09:30:00Z\"", "\"lastLogon\":\"yesterday\""),
        ("\"initialDomain\" :", "\"firstDomain\" :"), ("\"leftOut\" : {", "\"leftOut\" : {\"A b\" : 1,"),
        ("\"signIn\" : \"gssapi\"", "\"signIn\" : \"magic\""), ("\"step\" : \"tcp\"", "\"step\" : \"hop\""),
        (
            "\"name\" : \"corp.contoso.com\"\n      },\n      \"title\"",
            "\"naam\" : \"corp.contoso.com\"\n      },\n      \"title\""
        ),
    ]

    @Test
    func `whatever does not belong there is refused`() async throws {
        let text = String(decoding: try JSONReport.encode(Example.directoryMixed.report), as: UTF8.self)
        #expect(Self.spoilt.filter { !text.contains($0.0) }.map(\.0) == [])
        let documents = Self.spoilt.map { Data(text.replacing($0.0, with: $0.1, maxReplacements: 1).utf8) }
        let accepted = try await zip(Self.spoilt, Self.complaints(documents)).filter { $1.isEmpty }.map {
            $0.0.1
        }
        #expect(accepted == [])
    }

    // MARK: - Closed lists

    @Test
    func `the schema has the reason codes that there are, in their order`() throws {
        #expect(
            try Self.definitions()["reasonCode"]?["enum"] as? [String] == ReasonCode.allCases.map(\.rawValue))
    }

    @Test
    func `and the statuses and areas`() throws {
        #expect(try Self.definitions()["status"]?["enum"] as? [String] == Status.allCases.map(\.rawValue))
        #expect(try Self.definitions()["area"]?["enum"] as? [String] == Area.allCases.map(\.rawValue))
    }

    @Test
    func `and the limit of groups`() throws {
        let fleet = try #require(try Self.definitions()["fleet"]?["properties"] as? [String: [String: Any]])
        #expect(fleet["groups"]?["maxItems"] as? Int == FleetSummary.maximumGroups)
    }
}
