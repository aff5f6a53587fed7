import Model
import SampleFacts
import Testing

@testable import Reporting

/// What stands behind one line of the report, and behind many.
struct GroupingTests {
    private static func result(_ status: Status, blockedBy: [CheckID] = [], check: CheckID = "endpoints.a")
        -> Report.Result
    {
        let description = CheckDescription(
            id: check, area: .endpoints, title: "t", why: "w", breaks: "b", judged: "j", remedy: "r",
            source: "s")
        return Report.Result(
            description, status: status, severity: .fail, subject: .environment, blockedBy: blockedBy)
    }

    private static let blocked = result(.undetermined, blockedBy: ["endpoints.b"])

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var results: [Report.Result]
        var status: Status
        var shown: Int
        var isFolded: Bool
    }

    @Test(arguments: [
        Row(testDescription: "one pass", results: [result(.pass)], status: .pass, shown: 1, isFolded: false),
        Row(
            testDescription: "the worst counts", results: [result(.pass), result(.fail)], status: .fail,
            shown: 1, isFolded: false),
        Row(
            testDescription: "doubt outweighs a warning", results: [result(.warning), result(.undetermined)],
            status: .undetermined, shown: 1, isFolded: false),
        Row(
            testDescription: "all blocked", results: [blocked, blocked], status: .undetermined, shown: 0,
            isFolded: true),
        Row(
            testDescription: "blocked beside a pass", results: [result(.pass), blocked], status: .pass,
            shown: 1, isFolded: true),
        Row(
            testDescription: "blocked beside a failure", results: [result(.fail), blocked], status: .fail,
            shown: 1, isFolded: false),
        Row(
            testDescription: "blocked beside a note", results: [result(.note), blocked], status: .note,
            shown: 1, isFolded: false),
        Row(
            testDescription: "doubt of its own", results: [result(.undetermined), blocked],
            status: .undetermined, shown: 1, isFolded: false),
    ])
    func `a group stands for its worst result of its own`(row: Row) {
        let group = ResultGroup(check: "endpoints.a", results: row.results)
        #expect(group.status == row.status)
        #expect(group.shown.count == row.shown)
        #expect(group.isFolded == row.isFolded)
    }

    @Test
    func `groups keep the order of the report`() {
        let results = [
            Self.result(.pass, check: "endpoints.b"), Self.result(.pass, check: "endpoints.a"),
            Self.result(.fail, check: "endpoints.a"),
        ]
        let groups = ResultGroup.groups(of: results)
        #expect(groups.map(\.check) == ["endpoints.b", "endpoints.a"])
        #expect(groups.map(\.results.count) == [1, 2])
    }

    // MARK: - One cause behind many failures

    private static func failing(_ hosts: Int, _ phase: Phase, _ code: ReasonCode) -> [EndpointFact] {
        (0..<hosts).map { Sample.fact(Sample.endpoint("host\($0).example"), .direct, .failed(phase, code)) }
    }

    @Test(arguments: [
        (Phase.name, ReasonCode.dnsTimeout, "this host's name resolution"),
        (.tcp, .tcpTimeout, "this host's network or firewall"),
        (.proxy, .proxyTimeout, "the proxy"),
        (.tls, .tlsUntrustedIssuer, "what stands between this host and the services, and its clock"),
        (.http, .httpTimeout, "what stands between this host and the services"),
    ])
    func `where all hosts fail alike, one cause is named`(phase: Phase, code: ReasonCode, place: String) {
        let words =
            "All 4 hosts fail in the same way (\(code.rawValue)): look at \(place) before anything else."
        #expect(CommonCause.sentence(Self.failing(4, phase, code)) == words)
    }

    @Test
    func `where hosts differ, or are few, or were not tried, none is`() {
        #expect(CommonCause.sentence([]) == nil)
        #expect(CommonCause.sentence(Self.failing(2, .name, .dnsTimeout)) == nil)
        #expect(
            CommonCause.sentence(Self.failing(3, .name, .dnsTimeout) + Self.failing(1, .name, .dnsNoSuchName))
                == nil)
        #expect(
            CommonCause.sentence(
                Self.failing(3, .name, .dnsTimeout) + [Sample.fact(Sample.endpoint(), .direct, .answered())])
                == nil)
        #expect(CommonCause.sentence(Self.failing(5, .plan, .deadlineExceeded)) == nil)
        #expect(CommonCause.sentence(Self.failing(5, .tcp, .runInterrupted)) == nil)
    }

    @Test
    func `those that were cut off do not count`() {
        let facts = Self.failing(3, .name, .dnsTimeout) + Self.failing(3, .plan, .runInterrupted)
        #expect(CommonCause.sentence(facts)?.hasPrefix("All 3 hosts") == true)
    }

    @Test
    func `hosts are counted, not probes`() {
        let probe = Probe.failed(.tls, .tlsUntrustedIssuer)
        let both = (0..<3).flatMap { number in
            [NetworkPath.direct, Sample.proxy].map {
                Sample.fact(Sample.endpoint("host\(number).example"), $0, probe)
            }
        }
        #expect(CommonCause.sentence(both)?.hasPrefix("All 3 hosts") == true)
        let one = (0..<3).map { Sample.fact(Sample.endpoint("a.example", id: "e\($0)"), .direct, probe) }
        #expect(CommonCause.sentence(one) == nil)
    }
}
