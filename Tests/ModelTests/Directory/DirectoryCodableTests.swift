import Foundation
import Model
import Testing

/// Facts and outcomes of the directory are written and read back as they were.
struct DirectoryCodableTests {
    private static func roundTrip<T: Codable>(_ value: T) throws -> T {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(T.self, from: encoder.encode(value))
    }

    private static let moment = Date(timeIntervalSince1970: 1_760_000_000)

    private static var export: SyncConfigurationFact {
        var fact = SyncConfigurationFact(path: "/a", kind: .serverExport)
        fact.exportedAt = moment
        fact.server = "S"
        fact.faults = [Unreadable(.syncConfigurationUnreadable, "a.xml is empty")]
        fact.gaps = [.globalSettings, .rules]
        fact.staging = false
        var forest = SyncForest(
            connector: "c", name: "n",
            partitions: [
                SyncPartition(
                    dn: "DC=x", selected: true, objectClasses: nil, inclusions: ["DC=x"], exclusions: [])
            ])
        forest.filterGroup = "CN=g"
        fact.forests = [forest]
        fact.rules = [
            SyncRule(
                name: "r", immutableTag: nil, direction: .outbound, disabled: true, connector: "c",
                sourceClass: "s",
                targetClass: "t", linkType: "Join", precedence: 5,
                scope: [[.init(attribute: "a", comparison: "EQUAL", value: "v")]],
                flows: [.init(target: "t", sources: ["s"], expression: "NULL", constant: nil)])
        ]
        return fact
    }

    @Test
    func `a set of facts`() throws {
        var facts = FactSet()
        var directory = DirectoryFact(
            domain: "corp.example", observedAt: Self.moment, unread: Unreadable(.ldapTimeout, "no answer"))
        var computer = ComputerFact(
            dn: "CN=A", name: "A", objectGUID: GUID("00112233-4455-6677-8899-aabbccddeeff"))
        computer.lastLogon = Self.moment
        directory.computers = .present([computer])
        directory.syncAccounts = .present([SyncAccount(name: "a", description: nil, disabled: true)])
        facts.directories = [directory, directory]
        facts.syncConfigurations = [Self.export]
        facts.directoryExpectation = DirectoryExpectation(judgedAt: Self.moment)
        facts.tenant = TenantExpectation(id: "A", domain: "b", initialDomain: "C.onmicrosoft.com")
        #expect(try Self.roundTrip(facts) == facts)
        let data = try JSONEncoder().encode(facts)
        let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        #expect(
            list.map { "\($0["kind"] ?? "") \($0["source"] ?? "")" } == [
                "tenant configuration", "directory ldap", "directory ldap", "sync-configuration file",
                "directory-expectation configuration",
            ])
    }

    @Test
    func `an outcome for many devices`() throws {
        let outcome = FleetOutcome(
            counts: ["met": 1, "not-met": 1, "undetermined": 0], leftOut: ["stale": 2],
            groups: [
                .init(
                    name: "OU=x", code: .syncContainerOutOfScope, verdict: .notMet, count: 1, total: 2,
                    examples: ["A"])
            ],
            devices: [
                .init(name: "CN=A", mark: .notMet, code: .syncContainerOutOfScope),
                .init(name: "CN=B", mark: .met, code: nil),
            ])
        #expect(try Self.roundTrip(outcome) == outcome)
        #expect(Finding(.environment, .met(seen: "x")).fleet == nil)
        #expect(Finding(.environment, .met(seen: "x"), fleet: outcome).fleet == outcome)
    }

    @Test
    func `the limits are ninety and thirty days unless told otherwise`() {
        let limits = DirectoryExpectation(judgedAt: Self.moment)
        #expect(limits.staleAfter == 90 * 86400)
        #expect(limits.exportMaximumAge == 30 * 86400)
        #expect(Self.moment.seconds(until: Self.moment.addingTimeInterval(-5)) == -5)
    }
}
