import Model
import SampleFacts
import Testing

@testable import Checks

/// One row for each shape in which the registry shows control planes, and what the three checks make of it.
struct ControlPlaneCheckTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var claims: [Told]
        var enrollment: String
        var manager: String
        var single: String

        init(_ name: String, _ claims: [Told], _ enrollment: String, _ manager: String, _ single: String) {
            testDescription = name
            self.claims = claims
            self.enrollment = enrollment
            self.manager = manager
            self.single = single
        }
    }

    private static func enrolled(
        _ key: String, _ provider: Claim.Value, type: Claim.Value? = nil, state: Claim.Value? = nil,
        at discovery: Claim.Value? = nil
    ) -> [Told] {
        let all: [(DeviceAttribute, Claim.Value?)] = [
            (.enrollmentProvider, provider), (.enrollmentType, type), (.enrollmentState, state),
            (.enrollmentDiscovery, discovery),
        ]
        return all.compactMap { attribute, value in value.map { (attribute <- $0).of(key) } }
    }

    private static let gate: Claim.Value =
        "https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc"
    private static let dm: Claim.Value =
        "https://discovery.dm.microsoft.com/EnrollmentConfiguration?api-version=1.0"
    private static let intune = enrolled("a", "MS DM Server", type: 6, state: 1, at: gate)
    private static let declared = enrolled("b", "Microsoft Device Management", type: 26, state: 1, at: dm)
    private static let internals =
        enrolled("c", "WMI_Bridge_SCCM_Server", type: 12, state: 1)
        + enrolled("d", "Local Authority", type: 28, state: 1)
    private static let none: [Told] = [.enrollmentProvider <- .absent]
    private static let noClient: [Told] = [.service("ccmexec", .absent)]
    private static let client: [Told] = [
        .service("ccmexec", "running"), .configurationManagerVersion <- "5.00.9128.1000",
        .configurationManagerKey <- true,
    ]

    private static func status(_ code: Int) -> Told { .enrollmentStatus <- .number(code) }
    private static func flags(_ value: Int) -> Told { .coManagementFlags <- .number(value) }
    private static func product(_ value: Int) -> Told { .managedProductType <- .number(value) }

    private static let byIntune = "not-met control-plane.managed-by-intune"
    private static let byManager = "not-met control-plane.managed-by-configuration-manager"
    private static let two = "not-met control-plane.two-planes"
    private static let disagree = "not-met control-plane.sources-disagree"
    private static let open = "undetermined evidence.inconclusive"
    private static let missing = "undetermined evidence.missing"

    static let shapes: [Shape] = [
        Shape("nobody", none + noClient + [.enrollmentStatus <- .absent], "met", "met", "met"),
        Shape("never enrolled", none + noClient + [status(2)], "met", "met", "met"),
        Shape("Defender", none + noClient + [status(1)], "met", "met", "met"),
        Shape("Defender with declared configuration", declared + noClient + [status(1)], "met", "met", "met"),
        Shape("what Windows makes by itself", internals + noClient + [status(1)], "met", "met", "met"),
        Shape("Intune", intune + noClient + [status(3)], byIntune, "met", "met"),
        Shape("Intune, status 21", intune + noClient + [status(21)], byIntune, "met", "met"),
        Shape(
            "Intune, automatic", enrolled("a", "ms dm server", type: 13, at: gate) + noClient + [status(3)],
            byIntune, "met", "met"),
        Shape(
            "Intune and declared configuration", intune + declared + noClient + [status(3)], byIntune, "met",
            "met"),
        Shape(
            "Intune, by its provider alone", enrolled("a", "MS DM Server") + noClient + [status(3)], byIntune,
            "met", "met"),
        Shape(
            "Intune, type 0 alone", enrolled("a", "MS DM Server", type: 0) + noClient + [status(1)], open,
            "met",
            open),
        Shape(
            "Intune, not started", enrolled("a", "MS DM Server", type: 0, state: 0) + noClient + [status(1)],
            "met", "met", "met"),
        Shape(
            "Intune, type 0 and under way",
            enrolled("a", "MS DM Server", type: 0, state: 1, at: gate) + noClient + [status(1)], open, "met",
            open),
        Shape(
            "no provider, under way", enrolled("a", .absent, state: 1) + noClient + [status(1)], open, "met",
            open),
        Shape(
            "an internal provider at Intune's service",
            enrolled("a", "Local Authority", type: 6, at: gate) + noClient + [status(1)], open, "met", open),
        Shape(
            "Intune, state 0",
            enrolled("a", "MS DM Server", type: 6, state: 0, at: gate) + noClient + [status(1)], open, "met",
            open),
        Shape(
            "Intune's provider at another service",
            enrolled("a", "MS DM Server", type: 6, at: dm) + noClient + [status(1)], open, "met", open),
        Shape(
            "a host that ends alike",
            enrolled("a", "MS DM Server", type: 6, at: "https://evil-manage.microsoft.com.example/")
                + noClient + [status(1)], open, "met", open),
        Shape(
            "Intune's provider of another type",
            enrolled("a", "MS DM Server", type: 26) + noClient + [status(1)], open, "met", open),
        Shape(
            "declared configuration of Intune's type",
            enrolled("b", "Microsoft Device Management", type: 6) + noClient + [status(1)], open, "met", open),
        Shape(
            "another provider",
            enrolled("a", "Other MDM", type: 6, state: 1, at: "https://mdm.example/") + noClient + [
                status(1)
            ], open, "met", open),
        Shape(
            "no provider, Intune's service",
            enrolled("a", .absent, type: 6, at: gate) + noClient + [status(1)], open, "met", open),
        Shape(
            "no provider, type 0", enrolled("a", .absent, type: 0) + noClient + [status(1)], "met", "met",
            "met"),
        Shape(
            "a provider that cannot be read", enrolled("a", .unusable("hex")) + noClient + [status(1)],
            "undetermined evidence.unreadable", "met", "undetermined evidence.unreadable"),
        Shape(
            "managed by something else", none + noClient + [status(1), .externallyManaged <- 1], open, "met",
            "met"),
        Shape(
            "not managed by something else", none + noClient + [status(1), .externallyManaged <- 0], "met",
            "met", "met"),
        Shape(
            "declared configuration kept out",
            none + noClient + [status(1), .declaredConfigurationFlag <- 2], open, "met", "met"),
        Shape("enrolments are not shown", noClient + [status(1)], missing, "met", missing),
        Shape(
            "ExternallyManaged alone", noClient + [status(1), .externallyManaged <- .absent], missing, "met",
            missing),
        Shape("status is not shown", none + noClient, "met", "met", missing),
        Shape("the client is not shown", none + [status(1)], "met", missing, missing),
        Shape("Configuration Manager, status 4", none + client + [status(4)], "met", byManager, "met"),
        Shape("Configuration Manager, status 22", none + client + [status(22)], "met", byManager, "met"),
        Shape(
            "Configuration Manager, product type 7", none + client + [status(4), product(7)], "met",
            byManager, "met"),
        Shape("both, status 43", none + client + [status(43)], "met", two, two),
        Shape("a client, and Defender", none + client + [status(1)], "met", "met", "met"),
        Shape("a client, and a log provider's error", none + client + [status(39)], "met", "met", "met"),
        Shape("a client, never enrolled", none + client + [status(2)], "met", open, open),
        Shape("a client, no status", none + client + [.enrollmentStatus <- .absent], "met", open, open),
        Shape("a client, a failure", none + client + [status(13)], "met", open, open),
        Shape("a client, status not shown", none + client, "met", open + " evidence.missing", missing),
        Shape(
            "a client, a status nobody knows", none + client + [status(45)], "met",
            open + " onboarding.status-unknown", "undetermined onboarding.status-unknown"),
        Shape(
            "a client, sources that disagree", none + client + [status(19)], "met",
            open + " onboarding.sources-disagree", "undetermined onboarding.sources-disagree"),
        Shape("a key alone", none + [.configurationManagerKey <- true, status(2)], "met", open, open),
        Shape("no key", none + [.configurationManagerKey <- false, status(2)], "met", "met", "met"),
        Shape(
            "a key that a client left", none + noClient + [.configurationManagerKey <- true, status(1)],
            "met", "met", "met"),
        Shape(
            "status 4 without a client", none + noClient + [status(4)], "met",
            "undetermined control-plane.sources-disagree", "undetermined control-plane.sources-disagree"),
        Shape(
            "status 43 without a client", none + noClient + [status(43)], "met",
            "undetermined control-plane.sources-disagree", two),
        Shape("co-managed, flags 1", intune + client + [status(3), flags(1)], byIntune, open, open),
        Shape("co-managed, flags 33", intune + client + [status(3), flags(33)], byIntune, open, "met"),
        Shape("co-managed, flags 255", intune + client + [status(3), flags(255)], byIntune, open, "met"),
        Shape("co-managed, flags 8193", intune + client + [status(3), flags(8193)], byIntune, open, open),
        Shape("co-managed, flags 12543", intune + client + [status(3), flags(12543)], byIntune, open, "met"),
        Shape(
            "protection with Intune, co-management off", intune + client + [status(3), flags(32)], byIntune,
            open, open),
        Shape(
            "co-managed by product type", intune + client + [status(3), flags(255), product(7)], byIntune,
            byManager, two),
        Shape("Intune by product type", intune + noClient + [status(3), product(6)], byIntune, "met", "met"),
        Shape(
            "product type 7 with another status", none + noClient + [status(1), product(7)], "met", open, open
        ),
        Shape("product type 0", none + noClient + [status(1), product(0)], "met", "met", "met"),
        Shape(
            "Defender by status, Intune by enrolment", intune + noClient + [status(1)], byIntune, "met",
            disagree),
        Shape(
            "Defender by status, Intune by product type", none + noClient + [status(1), product(6)], "met",
            "met", disagree),
        Shape(
            "Configuration Manager by status, Intune by enrolment", intune + client + [status(4)], byIntune,
            byManager, disagree),
        Shape("nothing at all", [], missing, missing, missing + " evidence.missing evidence.missing"),
        Shape(
            "Linux, attached", [.systemFamily <- "linux", .agentManagedBy <- "MDE"], "met", "not-applicable",
            "met"),
        Shape(
            "macOS, a profile", [.systemFamily <- "macos", .agentManagedBy <- "MEM"], open, "not-applicable",
            open),
        Shape(
            "macOS, another word", [.systemFamily <- "macos", .agentManagedBy <- "x"], open, "not-applicable",
            open),
        Shape(
            "macOS, nobody", [.systemFamily <- "macos", .agentManagedBy <- .absent], open, "not-applicable",
            open),
        Shape("Linux, not shown", [.systemFamily <- "linux"], missing, "not-applicable", missing),
    ]

    @Test
    func `a provider of no enrolment is no proof of none`() {
        let claims: [Told] = [.enrollmentProvider <- "MS DM Server"]
        let row = EvidenceRow("", claims + Self.noClient + [Self.status(1)], "")
        #expect(row.judgement(by: NoEnrollmentCheck()).outline == Self.open)
        #expect(row.judgement(by: SinglePlaneCheck()).outline == Self.open)
    }

    private static func outline(_ shape: Shape, _ check: some DeviceCheck, _ set: String) -> String {
        // Where enrolments are shown, all of them are.
        let isShown = shape.claims.contains {
            [.enrollmentProvider, .enrollmentType, .enrollmentState, .enrollmentDiscovery].contains(
                $0.attribute)
        }
        let claims = shape.claims + (isShown ? none : [])
        return EvidenceRow("", claims, "").with { $0.set = set }.judgement(by: check).outline
    }

    @Test(arguments: shapes, ["classic", "current"])
    func `finds enrolments in Intune, and no others`(shape: Shape, set: String) {
        #expect(Self.outline(shape, NoEnrollmentCheck(), set) == shape.enrollment)
    }

    @Test(arguments: shapes, ["classic", "current"])
    func `judges what Configuration Manager may set`(shape: Shape, set: String) {
        #expect(Self.outline(shape, ConfigurationManagerIsolatedCheck(), set) == shape.manager)
    }

    @Test(arguments: shapes, ["classic", "current"])
    func `puts all sources together`(shape: Shape, set: String) {
        #expect(Self.outline(shape, SinglePlaneCheck(), set) == shape.single)
    }

    @Test
    func `a list of enrolments that is not shown to its end is no proof of none`() {
        let fact = DeviceSample.fact(Self.internals + Self.noClient + [Self.status(1)])
        let judgement = DeviceSample.judgement(of: fact, by: NoEnrollmentCheck())
        #expect(judgement.outline == "undetermined evidence.missing")
    }

    @Test
    func `a list of enrolments that is cut is no proof of none`() {
        var fact = DeviceSample.fact(Self.internals + Self.none + Self.noClient + [Self.status(1)])
        fact.files[0].fault = Unreadable(.evidenceUnreadable, "is cut short")
        for judgement in [
            DeviceSample.judgement(of: fact, by: NoEnrollmentCheck()),
            DeviceSample.judgement(of: fact, by: SinglePlaneCheck()),
        ] {
            #expect(judgement.outline == "undetermined evidence.unreadable")
            #expect(judgement.words == "evidence.txt: is cut short")
        }
    }

    @Test(arguments: [
        (0, "co-management flags 0"),
        (1, "co-management flags 1: co-management is on"),
        (33, "co-management flags 33: co-management is on, endpoint protection with Intune"),
        (8193, "co-management flags 8193: co-management is on, 8192 is not in the catalogue"),
    ])
    func `flags are told bit by bit`(flags: Int, words: String) {
        #expect(RealCatalogue.devices.controlPlane.coManagement.words(flags) == words)
    }

    @Test
    func `a disagreement names both sides`() {
        let claims = Self.intune + Self.noClient + [Self.status(1)]
        let words = EvidenceRow("", claims, "").judgement(by: SinglePlaneCheck()).words
        #expect(words.contains("enrolment status 1 (evidence.txt:6): Defender for Endpoint"))
        #expect(words.contains(": Intune"))
    }
}
