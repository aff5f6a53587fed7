import Model
import Testing

@testable import Checks

struct DeviceOnboardedCheckTests {
    private static let no = "not-met onboarding.not-onboarded"
    private static let stopped = "not-met onboarding.sensor-stopped"
    private static let missing = "undetermined evidence.missing"
    private static let state: Told = .onboardingState <- 1
    private static let mac: [Told] = [
        .systemFamily <- "macos", .agentHealthy <- true, .agentLicensed <- true,
    ]
    private static let organization: Told =
        .onboardingOrganization <- "11111111-1111-1111-1111-111111111111"

    static let rows: [EvidenceRow] = [
        EvidenceRow("onboarded, and it runs", [state, .service("sense", "running")], "met"),
        EvidenceRow("stopped", [state, .service("sense", "stopped")], stopped),
        EvidenceRow("paused", [state, .service("sense", "paused")], stopped),
        EvidenceRow("stopping", [state, .service("sense", "stopping")], stopped),
        EvidenceRow(
            "starting", [state, .service("sense", "starting")], "undetermined evidence.inconclusive"),
        EvidenceRow("no such service", [state, .service("sense", .absent)], stopped),
        EvidenceRow("the service is not shown", [state], missing),
        EvidenceRow("another service", [state, .service("ccmexec", "running")], missing),
        EvidenceRow("state 0", [.onboardingState <- 0, .service("sense", "running")], no),
        EvidenceRow("state 2", [.onboardingState <- 2, .service("sense", "running")], no),
        EvidenceRow("no state", [.onboardingState <- .absent, .service("sense", "running")], no),
        EvidenceRow("the state is not shown", [.service("sense", "running")], missing),
        EvidenceRow(
            "two answers", [state, (.onboardingState <- 0).in("b.reg")],
            "undetermined evidence.contradictory"),
        EvidenceRow("macOS, onboarded", mac + [organization], "met"),
        EvidenceRow("macOS, no organisation", mac + [.onboardingOrganization <- .absent], no),
        EvidenceRow("macOS, an empty organisation", mac + [.onboardingOrganization <- ""], no),
        EvidenceRow("macOS, organisation not shown", mac, missing),
        EvidenceRow(
            "macOS, an organisation that is none", mac + [.onboardingOrganization <- "unavailable"],
            "undetermined evidence.inconclusive"),
        EvidenceRow(
            "Linux, not licensed",
            [.systemFamily <- "linux", .agentHealthy <- true, .agentLicensed <- false, organization], no),
        EvidenceRow(
            "Linux, not healthy",
            [.systemFamily <- "linux", .agentHealthy <- false, .agentLicensed <- true, organization], stopped),
        EvidenceRow(
            "Linux without mdatp", [.systemFamily <- "linux"],
            "undetermined evidence.missing evidence.missing evidence.missing"),
    ]

    @Test(arguments: rows)
    func `judges whether a device is onboarded`(row: EvidenceRow) {
        #expect(row.judgement(by: DeviceOnboardedCheck()).outline == row.outline)
    }
}
