import Model
import Testing

@testable import Checks

/// A device never looks better for showing less.
struct LessEvidenceTests {
    private enum Change: CaseIterable {
        case removed, old, damaged
    }

    private static let checks: [any DeviceCheck] = [
        PlatformSupportedCheck(), UpdateLevelCheck(), UnifiedAgentCheck(), SensorVersionCheck(),
    ]

    /// What is concluded from other evidence where one kind is not shown at all, as the catalogue says.
    private static let inferred: [CheckID: Set<DeviceAttribute>] = [
        // A language mode that is not shown is taken for the ordinary one.
        "platform.supported": [.languageMode],
        // A list of updates counts where no revision is shown.
        "platform.update-level": [.systemRevision],
        // A sensor that comes with Windows is as new as Windows where no version is shown.
        "platform.sensor-version": [.sensorVersion, .systemRevision],
    ]

    private static let full: [Told] = [.systemRevision <- 9999, .languageMode <- "FullLanguage"]
    private static let agent: [Told] = [.service("sense", "running"), .sensorVersion <- "10.8760.20348.1"]

    static let devices: [(name: String, claims: [Told])] = [
        ("PC", PlatformSample.pc(19045) + full), ("Windows 11", PlatformSample.pc(26100) + full),
        ("2022", PlatformSample.server(20348) + full + agent),
        ("2016", PlatformSample.server(14393) + full + agent),
        ("2012 R2", PlatformSample.server(9600) + full + agent),
        (
            "PC by its list",
            PlatformSample.pc(19044) + [.update("KB5023773"), .productName <- "Windows 10 Pro"]
        ),
        ("32-bit", PlatformSample.pc(19045).with(.architecture, "x86") + full),
        ("Home", PlatformSample.pc(19045, "Core") + full + [.productName <- "Windows 10 Home"]),
        ("LTSC", PlatformSample.pc(17763, "EnterpriseS") + full),
        ("Windows 10 1607", PlatformSample.pc(14393) + full + agent),
        ("old PC", PlatformSample.pc(19044) + [.systemRevision <- 1288, .languageMode <- "FullLanguage"]),
        ("PC to restart", PlatformSample.pc(19044) + [.systemRevision <- 1288, .update("KB5023773")]),
        (
            "constrained PC",
            PlatformSample.pc(19045) + [.systemRevision <- 9999, .languageMode <- "ConstrainedLanguage"]
        ),
        (
            "multi-session",
            PlatformSample.pc(19045, "ServerRdsh").with(.productType, 3) + full
                + [.productName <- "Windows 10 Enterprise multi-session"]
        ),
        ("controller", PlatformSample.server(20348).with(.productType, 2) + full + agent),
        ("Core 2016", PlatformSample.server(14393).with(.installationType, "Server Core") + full + agent),
        ("Core 2019", PlatformSample.server(17763).with(.installationType, "Server Core") + full),
        (
            "2016 with the older agent",
            PlatformSample.server(14393) + full
                + [.service("sense", .absent), .service("healthservice", "running")]
        ),
        (
            "2016 with an old sensor",
            PlatformSample.server(14393) + full
                + [.service("sense", "running"), .sensorVersion <- "10.8048.22439.1"]
        ),
        ("PC with an old sensor", PlatformSample.pc(19045) + full + [.sensorVersion <- "10.8039.19041.1"]),
        ("Linux", PlatformSample.linux("Ubuntu 22.04", "22.04") + [.agentVersion <- "101.24082.0004"]),
        ("old Linux", PlatformSample.linux("Ubuntu 14.04", "14.04") + [.agentVersion <- "101.1.1"]),
        (
            "Linux at the floor",
            PlatformSample.linux("Debian GNU/Linux 12", "12")
                + [.agentVersion <- "101.23052.0009", .boardVendor <- false]
        ),
        ("old macOS", [.systemFamily <- "macos", .systemVersion <- "10.15", .agentVersion <- .absent]),
    ]

    private static func judgements(_ claims: [Told], _ set: String) -> [CheckID: DeviceJudgement] {
        let fact = DeviceSample.fact(claims, ages: ["old.txt": 30 * DeviceSample.day])
        let view = DeviceView(fact, DeviceExpectation(judgedAt: DeviceSample.now))
        let evidence = DeviceSample.evidence([fact], set: set)
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.id, $0.judge(view, evidence)) })
    }

    private static func marks(_ claims: [Told], _ set: String) -> [CheckID: FleetOutcome.Mark] {
        judgements(claims, set).mapValues(\.mark)
    }

    private static func changed(_ claims: [Told], at: Int, _ change: Change) -> [Told] {
        var claims = claims
        switch change {
        case .removed: claims.remove(at: at)
        case .old: claims[at].file = "old.txt"
        case .damaged: claims[at].value = .unusable("?")
        }
        return claims
    }

    @Test(arguments: devices.indices, ["classic", "current"])
    func `a claim that is missing, old or damaged makes nothing better, and nothing wrong`(
        at: Int, set: String
    ) {
        let device = Self.devices[at]
        let before = Self.judgements(device.claims, set)
        for index in device.claims.indices {
            let attribute = device.claims[index].attribute
            for change in Change.allCases {
                let after = Self.marks(Self.changed(device.claims, at: index, change), set)
                for (id, judgement) in before {
                    let isInferred = change == .removed && Self.inferred[id]?.contains(attribute) == true
                    let mark = after[id] ?? .met
                    #expect(
                        Self.mayBecome(judgement, isInferred).contains(mark),
                        "\(device.name), \(set), \(attribute) \(change): \(id) from \(judgement.mark) to \(mark)"
                    )
                }
            }
        }
    }

    /// What a check may say of a device that shows less than before.
    private static func mayBecome(_ before: DeviceJudgement, _ isInferred: Bool) -> Set<FleetOutcome.Mark> {
        let inferred: Set<FleetOutcome.Mark> = isInferred ? [.met] : []
        switch before.mark {
        case .met: return [.met, .undetermined]
        case .notMet: return inferred.union([.notMet, .undetermined])
        case .notApplicable: return [.notApplicable, .undetermined]
        case .undetermined:
            // Without one side of it, nothing contradicts the other.
            let isContradiction = before.reasons.contains { $0.code == .evidenceContradictory }
            return isContradiction ? Set(FleetOutcome.Mark.allCases) : inferred.union([.undetermined])
        }
    }

    @Test(arguments: ["PC", "2022"], ["classic", "current"])
    func `whatever a system is judged by, a contradiction in it is not met`(name: String, set: String) {
        let claims = Self.devices.first { $0.name == name }?.claims ?? []
        let contrary: [(DeviceAttribute, Claim.Value)] = [
            (.systemFamily, "linux"), (.systemBuild, 22621), (.productType, 2),
            (.systemEdition, "Enterprise"), (.installationType, "Server Core"), (.architecture, "x86"),
            (.languageMode, "ConstrainedLanguage"),
        ]
        for (attribute, value) in contrary where attribute != .languageMode || set == "current" {
            for value in [value, .absent, .unusable("?")] {
                let marks = Self.marks(claims + [(attribute <- value).in("other.txt")], set)
                #expect(marks["platform.supported"] == .undetermined, "\(attribute) \(value)")
            }
        }
        for value in [1, .absent, .unusable("?")] as [Claim.Value] {
            let marks = Self.marks(claims + [(.systemRevision <- value).in("other.txt")], set)
            #expect(marks["platform.update-level"] == .undetermined, "\(value)")
        }
    }

    @Test(arguments: [
        ("PC", "classic"), ("PC", "current"), ("Windows 11", "current"), ("2022", "classic"),
        ("2022", "current"), ("2016", "current"),
    ])
    func `devices in good order meet what applies to them`(name: String, set: String) {
        let claims = Self.devices.first { $0.name == name }?.claims ?? []
        #expect(Self.marks(claims, set).values.allSatisfy { $0 == .met || $0 == .notApplicable })
    }

    @Test(arguments: ["classic", "current"])
    func `without evidence nothing is met`(set: String) {
        for (name, claims) in Self.devices {
            let two: [Told] = [.computerName <- "pc1", (.computerName <- "pc2").in("b.txt")]
            let all = [claims.map { $0.in("old.txt") }, claims + two]
            for claims in all {
                #expect(Self.marks(claims, set).values.allSatisfy { $0 == .undetermined }, "\(name)")
            }
        }
    }
}
