import FoundationEssentials
import Model
import SampleFacts
import Testing

/// Runs in which everything is well but for one thing, judged from facts to verdict.
struct ReadinessTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var run: ExampleRun
    }

    private static let wildcard = ExampleRun.wildcard(.direct, .absentName, handshake: .answered)

    /// One thing amiss at the endpoints that `isHit` names.
    private static func row(
        _ name: String, at isHit: @escaping @Sendable (Endpoint) -> Bool,
        _ change: @escaping @Sendable (inout Probe) -> Void
    ) -> Row {
        let run = ExampleRun(wildcards: [wildcard]) { endpoint, _ in
            var probe = Probe.healthy(endpoint)
            if isHit(endpoint) { change(&probe) }
            return probe
        }
        return Row(testDescription: name, run: run)
    }

    private static func fail(_ probe: inout Probe, _ phase: Phase, _ code: ReasonCode) {
        probe.failure = .init(phase, code, "it failed")
        probe.http = nil
    }

    static let amiss: [Row] = [
        row("one host refuses", at: { $0.id == "sign-in" }) { fail(&$0, .tcp, .tcpRefused) },
        row("one host was not tried", at: { $0.id == "device-management-checkin" }) {
            fail(&$0, .plan, .deadlineExceeded)
        },
        row("a portal answers", at: { $0.id == "sign-in" }) { $0.http = HTTPFact(status: 200, body: .html) },
        row("an altered answer", at: { $0.id == "registration" }) { $0.http?.jsonMembers = [:] },
        row("an inspecting gateway", at: { $0.id == "device-management-checkin" }) {
            $0.tls = .trusted(.gatewayLeaf, .gateway)
        },
        row("an unknown issuer", at: { $0.id == "device-management-checkin" }) {
            $0.tls?.verifiedChain[1].sha1 = "unknown"
        },
        row("a certificate that was not seen", at: { $0.id == "device-management-checkin" }) { $0.tls = nil },
        row("an old version of TLS", at: { $0.id == "sign-in" }) { $0.tls?.version = .tls11 },
        row("a wrong clock", at: { _ in true }) { $0.http?.clockOffset = 900 },
        row("no clock to compare with", at: { _ in true }) { $0.http?.clockOffset = nil },
        Row(
            testDescription: "no clock to compare with, and revocation servers that refuse",
            run: ExampleRun(wildcards: [wildcard]) { endpoint, _ in
                var probe = Probe.healthy(endpoint)
                probe.http?.clockOffset = nil
                if endpoint.scheme == .http { fail(&probe, .tcp, .tcpRefused) }
                return probe
            }),
        Row(
            testDescription: "a wildcard whose handshake is cut",
            run: ExampleRun(wildcards: [ExampleRun.wildcard(.direct, .absentName, handshake: .cut)])),
        Row(
            testDescription: "a tenant that could not be asked",
            run: ExampleRun(tenant: TenantExpectation(id: nil, domain: "contoso.com"), wildcards: [wildcard])
            { endpoint, _ in
                endpoint.set == "tenant" ? .refused : .healthy(endpoint)
            }),
    ]

    @Test(arguments: amiss)
    func `with one thing amiss a run is not ready`(row: Row) throws {
        #expect(try row.run.report().summary.verdict != .ready)
    }

    static let harmless: [Row] = [
        Row(testDescription: "nothing", run: ExampleRun(wildcards: [wildcard])),
        row("revocation servers that refuse", at: { $0.scheme == .http }) { fail(&$0, .tcp, .tcpRefused) },
        row("one server without a date", at: { $0.id == "sign-in" }) { $0.http?.clockOffset = nil },
        row("IPv6 that is dead", at: { _ in true }) {
            $0.families[1].connected = false
            $0.families[1].code = .tcpTimeout
        },
    ]

    @Test(arguments: harmless)
    func `with no more than a warning it is`(row: Row) throws {
        #expect(try row.run.report().summary.verdict == .ready)
    }
}
