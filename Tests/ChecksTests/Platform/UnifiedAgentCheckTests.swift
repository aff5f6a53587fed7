import Model
import Testing

@testable import Checks

struct UnifiedAgentCheckTests {
    private static let check = UnifiedAgentCheck()
    private static let untold = "undetermined evidence.missing"
    private static let contradictory = "undetermined evidence.contradictory"
    private static let states: [Claim.Value?] = ["running", "stopped", .absent, nil]

    /// Sense and the service of the older agent, in every state, with and without another sign of the solution.
    static let services: [EvidenceRow] = [9600, 14393].flatMap { build in
        states.flatMap { sense in
            (["running", .absent, nil] as [Claim.Value?]).flatMap { legacy in
                [true, false].flatMap { isInstalled in
                    row(build, sense: sense, legacy: legacy, isInstalled: isInstalled)
                }
            }
        }
    }

    private static func row(
        _ build: Int, sense: Claim.Value?, legacy: Claim.Value?, isInstalled: Bool
    ) -> [EvidenceRow] {
        var claims = PlatformSample.server(build)
        if let sense { claims.append(.service("sense", sense)) }
        if let legacy { claims.append(.service("healthservice", legacy)) }
        if isInstalled { claims.append(.sensorVersion <- "10.8049.22439.1084") }
        let outline =
            switch sense {
            case .text: "met"
            case nil: isInstalled ? "met" : untold
            default:
                if isInstalled {
                    contradictory
                } else if case .text = legacy {
                    "not-met platform.agent-legacy"
                } else {
                    "not-met platform.agent-missing"
                }
            }
        let (one, other) = (sense.map { "\($0)" } ?? "untold", legacy.map { "\($0)" } ?? "untold")
        return EvidenceRow.both(
            "\(build), sense \(one), healthservice \(other), sensor \(isInstalled)", claims, outline)
    }

    private static let server = PlatformSample.server(14393)

    private static func product(_ name: String, _ version: Claim.Value = "10.3720.16299.15") -> Told {
        (.installedProduct <- version).of(name)
    }

    static let signs: [EvidenceRow] = [
        EvidenceRow.both("product", server + [product("Microsoft Defender for Endpoint")], "met"),
        EvidenceRow.both(
            "product by its older name", server + [product("Microsoft Defender for Windows Server")], "met"),
        EvidenceRow.both(
            "product without a version",
            server + [product("Microsoft Defender for Endpoint", .unusable("?"))],
            untold),
        EvidenceRow.both(
            "Defender for Identity", server + [product("Microsoft Defender for Identity Sensor")], untold),
        EvidenceRow.both(
            "the older agent's product", server + [product("Microsoft Monitoring Agent", "10.20.18067.0")],
            untold),
        EvidenceRow.both("the older agent's version", server + [.sensorVersion <- "10.20.18067.0"], untold),
        EvidenceRow.both(
            "product, and no service",
            server + [product("Microsoft Defender for Endpoint"), .service("sense", .absent)], contradictory),
        EvidenceRow.both(
            "Defender for Identity, and no service",
            server + [product("Microsoft Defender for Identity Sensor"), .service("sense", .absent)],
            "not-met platform.agent-missing"),
        EvidenceRow.both("another service", server + [.service("ccmexec", "running")], untold),
        EvidenceRow.both(
            "the older agent alone tells nothing of the newer one",
            server + [.service("healthservice", "running")], untold),
        EvidenceRow.both(
            "service damaged", server + [.service("sense", .unusable("?"))],
            "undetermined evidence.unreadable"),
        EvidenceRow.both(
            "two answers", server + [.service("sense", "running"), .service("sense", .absent).in("b.txt")],
            contradictory),
    ].flatMap { $0 }

    static let systems: [EvidenceRow] =
        [
            EvidenceRow.both("2019", PlatformSample.server(17763), "not-applicable"),
            EvidenceRow.both("2022", PlatformSample.server(20348), "not-applicable"),
            EvidenceRow.both("2025", PlatformSample.server(26100), "not-applicable"),
            EvidenceRow.both("Windows 10", PlatformSample.pc(19045), "not-applicable"),
            EvidenceRow.both("Windows 10 1607", PlatformSample.pc(14393), "not-applicable"),
            EvidenceRow.both("2012", PlatformSample.server(9200), "not-applicable"),
            EvidenceRow.both("Linux", PlatformSample.linux("Ubuntu", "22.04"), "not-applicable"),
            EvidenceRow.both(
                "client or server untold",
                [.systemFamily <- "windows", .systemBuild <- 14393, .service("sense", "running")], untold),
            EvidenceRow.both("unknown", PlatformSample.server(99999), "undetermined platform.build-unknown"),
            EvidenceRow.both("nothing", [], untold),
        ].flatMap { $0 }

    @Test(arguments: services)
    func `judges the services`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: signs + systems)
    func `judges what else shows the unified solution, where it is needed`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test
    func `names the older agent and where it was seen`() {
        let claims =
            Self.server + [.service("sense", .absent), .service("healthservice", "running").in("b.txt")]
        #expect(
            EvidenceRow("", claims, "").judgement(by: Self.check).words
                == "no service sense in evidence.txt:7; healthservice is running in b.txt:8")
    }
}
