import Foundation
import Model
import SampleFacts
import Testing

/// What is written is read back as it was.
struct CodableTests {
    private static func roundTrip<T: Codable>(_ value: T) throws -> T {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(T.self, from: encoder.encode(value))
    }

    private static var facts: FactSet {
        let full = Probe.answered(
            HTTPFact(
                status: 302, headers: ["server": "nginx"], body: .html, bodyBytes: 12, title: "Hello",
                redirectHost: "a.example",
                jsonMembers: ["a.b": "c"], clockOffset: -1.5)
        ) {
            $0.families = [
                FamilyFact(
                    family: .ipv6, address: "::1", connected: false, code: .tcpTimeout, noLocalRoute: true)
            ]
            $0.tunnel = TunnelFact(status: 407, schemes: ["NTLM"], explanation: "no")
        }
        let expectation = Model.Expectation.answer(
            [200, 404], body: .notHTML, members: ["a.b": "c"], headers: ["server"], tenantClaim: "issuer")
        var facts = Sample.facts(
            [
                Sample.fact(Sample.endpoint(expecting: expectation), .direct, full),
                Sample.fact(Sample.endpoint(nil), Sample.proxy, .undocumented),
            ],
            wildcards: [
                Sample.wildcard(),
                Sample.wildcard(
                    Sample.proxy, .denied, absent: .denied, unrelated: full, handshake: .alert, known: "k"),
            ],
            tenant: TenantExpectation(id: "1", domain: "contoso.com"))
        facts.federation = [
            FederationFact(
                domain: "contoso.com", observedAt: Sample.moment,
                realm: .present(.init(account: .federated, federationProtocol: "WSTrust", metadataURL: "u")),
                metadata: .present(
                    .init(
                        endpoints: [
                            .init(kind: "windowstransport", address: "a", status: 401),
                            .init(kind: "k", address: "b", failure: Unreadable(.tcpRefused, "refused")),
                        ], otherAddresses: ["c"]))),
            FederationFact(
                domain: "other.com", observedAt: Sample.moment, realm: .unreadable(.init(.httpTimeout, "no"))),
        ]
        return facts
    }

    @Test
    func `a set of facts`() throws {
        #expect(try Self.roundTrip(Self.facts) == Self.facts)
        #expect(try Self.roundTrip(FactSet()) == FactSet())
    }

    @Test
    func `each fact says of what kind it is and where it comes from`() throws {
        let data = try JSONEncoder().encode(Self.facts)
        let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        #expect(
            list.map { $0["kind"] as? String } == [
                "endpoint", "endpoint", "wildcard", "wildcard", "tenant", "federation", "federation",
            ])
        #expect(
            list.map { $0["source"] as? String } == [
                "probe", "probe", "probe", "probe", "configuration", "probe", "probe",
            ])
    }

    @Test
    func `a fact of an unknown kind is refused`() {
        let data = Data(#"[{"kind": "oracle", "source": "probe"}]"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(FactSet.self, from: data) }
    }

    @Test
    func `a report`() throws {
        var reason = Reason(.tcpRefused, "refused", facts: ["f"])
        reason.remedy = "open the port"
        let results = [
            Report.Result(
                .sample("endpoints.a"), status: .undetermined, severity: .note,
                subject: Subject(.endpoint, "a.example", via: "proxy"), reasons: [reason],
                blockedBy: ["endpoints.b"]),
            Report.Result(
                .sample("endpoints.b"), status: .pass, severity: .fail, subject: .environment, seen: "fine"),
        ]
        let report = Report(
            tool: .init(name: "mde-preflight", version: "1"),
            run: .init(
                startedAt: Sample.moment, durationSeconds: 1.25, host: "h", vantage: "v", interrupted: true,
                requirementSet: "classic", cloud: "gcc-high", paths: [.direct, Sample.proxy], failOn: .warning
            ),
            summary: Summary(results, failOn: .warning, interrupted: true),
            otherRequirementSets: [
                .init(
                    name: "current", results: results.reversed(), against: results, failOn: .warning,
                    interrupted: true)
            ],
            results: results,
            areas: [.init(area: .controlPlane, title: "Control plane", lookedAt: false, note: "not covered")],
            facts: Self.facts)
        #expect(try Self.roundTrip(report) == report)
        #expect(try Self.roundTrip(report).otherRequirementSets.first?.differences.count == 2)
    }

    @Test
    func `paths and ids are written plainly`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let paths = try encoder.encode([NetworkPath.direct, .proxy("http://p:1")])
        #expect(
            String(decoding: paths, as: UTF8.self)
                == #"[{"via":"direct"},{"proxy":"http://p:1","via":"proxy"}]"#)
        #expect(
            try String(decoding: encoder.encode([CheckID("endpoints.a")]), as: UTF8.self)
                == #"["endpoints.a"]"#)
    }

    @Test(arguments: [0, -1, Int.min, Int(Int32.max) + 1, 4_611_686_018_427_387_904, Int.max])
    func `a fact of no device, or of more than there are, is not read`(count: Int) throws {
        var fact = DeviceFact(path: "fleet/1", name: "PC1")
        fact.members = .init(count: count, examples: ["PC1"])
        #expect(throws: DecodingError.self) { try Self.roundTrip(fact) }
        fact.members?.count = 1
        #expect(try Self.roundTrip(fact) == fact)
    }
}
