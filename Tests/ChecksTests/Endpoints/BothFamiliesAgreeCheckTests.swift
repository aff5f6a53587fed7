import Model
import SampleFacts
import Testing

@testable import Checks

struct BothFamiliesAgreeCheckTests {
    private let check = BothFamiliesAgreeCheck()

    private static func family(_ family: FamilyFact.Family, _ code: ReasonCode? = nil, noRoute: Bool = false)
        -> FamilyFact
    {
        FamilyFact(
            family: family, address: family == .ipv4 ? "20.190.128.1" : "2603:1006:2000::1",
            connected: code == nil,
            code: code, noLocalRoute: noRoute)
    }

    private static func both(_ families: FamilyFact...) -> Probe {
        .answered {
            $0.resolution = NameFact(
                source: .resolver, ipv4: .addresses, ipv6: .addresses,
                addresses: ["20.190.128.1", "2603:1006:2000::1"])
            $0.families = families
        }
    }

    /// IPv4 addresses, and another answer about IPv6.
    private static func one(_ answer: NameFact.Answer) -> Probe {
        .answered {
            $0.resolution = NameFact(
                source: .resolver, ipv4: .addresses, ipv6: answer, addresses: ["20.190.128.1"])
        }
    }

    static let rows: [Judgement] = [
        Judgement("both connect", both(family(.ipv4), family(.ipv6)), "met"),
        Judgement("IPv6 is dead", both(family(.ipv4), family(.ipv6, .tcpTimeout)), "not-met tcp.timeout"),
        Judgement("IPv4 is dead", both(family(.ipv4, .tcpRefused), family(.ipv6)), "not-met tcp.refused"),
        Judgement(
            "this host has no IPv6", both(family(.ipv4), family(.ipv6, .tcpUnreachable, noRoute: true)),
            "not-applicable"),
        Judgement("one family is published", one(.noAddress), "not-applicable"),
        Judgement("the resolver is silent on the other", one(.timeout), "undetermined dns.timeout"),
        Judgement("the resolver fails for the other", one(.serverFailure), "undetermined dns.server-failure"),
        Judgement(
            "both are dead", both(family(.ipv4, .tcpTimeout), family(.ipv6, .tcpTimeout)).but(.refused),
            "undetermined tcp.refused < endpoints.sign-in-reachable"),
        Judgement(
            "an absent name", .absentName, "undetermined dns.no-such-name < endpoints.sign-in-reachable"),
        Judgement(
            "an interrupt after the addresses", both().but(.interrupted),
            "undetermined run.interrupted < endpoints.sign-in-reachable"),
        Judgement(
            "a proxy", Sample.facts([Sample.fact(Sample.endpoint(), Sample.proxy, .answered())]),
            ["not-applicable"]),
        Judgement("nothing probed", FactSet(), []),
    ]

    @Test(arguments: rows)
    func `judges whether both families connect`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `a family that was not tried to the end is not taken for one that is not published`() throws {
        let finding = try #require(
            Judgement("one tried", Self.both(Self.family(.ipv4)), "").findings(of: check).first)
        guard case .undetermined = finding.verdict else {
            Issue.record("expected undetermined, found \(finding.outline): \(finding.verdict.words)")
            return
        }
    }

    @Test
    func `names the family, its address and the one that works`() throws {
        let row = Judgement(
            "IPv6 is dead", Self.both(Self.family(.ipv4), Self.family(.ipv6, .tcpTimeout)), "")
        let words =
            "login.example: IPv6 is published (2603:1006:2000::1) but does not connect, while IPv4 does"
        #expect(try row.words(of: check) == words)
    }
}

extension Probe {
    /// The same names and families, with the end of another probe.
    fileprivate func but(_ other: Probe) -> Probe {
        var probe = self
        probe.http = nil
        probe.tls = nil
        probe.failure = other.failure
        return probe
    }
}
