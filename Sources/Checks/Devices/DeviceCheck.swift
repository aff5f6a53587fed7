import Model

/// A check that judges each device by its evidence.
protocol DeviceCheck: Check {
    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement
}

/// What a check thinks of one device.
struct DeviceJudgement: Equatable {
    var mark: FleetOutcome.Mark
    /// The first one is the main one; empty where the mark is `met` or `notApplicable`.
    var reasons: [Reason]
    /// What devices with the same trouble are grouped by; the system by default.
    var group: String?

    static let met = DeviceJudgement(mark: .met, reasons: [])
    static let notApplicable = DeviceJudgement(mark: .notApplicable, reasons: [])

    /// Of a device that was not looked at any more.
    static func interrupted(_ device: DeviceView) -> DeviceJudgement {
        .undetermined([device.reason(.runInterrupted, "interrupted before this was judged")])
    }

    static func notMet(_ reasons: Reason..., group: String? = nil) -> DeviceJudgement {
        DeviceJudgement(mark: .notMet, reasons: reasons, group: group)
    }

    static func undetermined(_ reasons: [Reason], group: String? = nil) -> DeviceJudgement {
        DeviceJudgement(mark: .undetermined, reasons: reasons, group: group)
    }
}

extension DeviceCheck {
    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts.devices
        guard let expectation = evidence.facts.deviceExpectation else { return [] }
        guard !facts.isEmpty else {
            // Lists of devices were given, and there is none to judge: that says nothing good of any.
            guard let reason = evidence.facts.noDeviceJudged else { return [] }
            let verdict = Verdict.undetermined([reason], blockedBy: [TenantFact.readingCheck])
            return [Finding(Subject(.devices, evidence.facts.deviceSubject), verdict)]
        }
        let all = evidence.views(expectation)
        let views = all.views
        var judgements = judged(views, evidence)
        let count = judgements.count
        judgements += views.dropFirst(count).map(DeviceJudgement.interrupted)
        let outcome = DeviceOutcome(all, judgements)
        return [
            Finding(
                Subject(.devices, evidence.facts.deviceSubject), outcome.verdict, fleet: outcome.fleet,
                judged: count < views.count ? count : nil)
        ]
    }

    /// Of the devices in their order, up to where the run was interrupted.
    private func judged(_ views: [DeviceView], _ evidence: Evidence) -> [DeviceJudgement] {
        let end = evidence.cut.map { $0.devices(of: id, by: evidence.requirementSet) ?? views.count }
        var judgements: [DeviceJudgement] = []
        judgements.reserveCapacity(views.count)
        for view in views {
            guard !(end.map { judgements.count >= $0 } ?? Task.isCancelled) else { break }
            judgements.append(judge(view, evidence))
        }
        return judgements
    }
}

extension DeviceView {
    /// The system in a few words, as far as the evidence tells, such as `Windows 10.0.19045 (Client)`.
    var system: String {
        if let build = number(.systemBuild).value {
            let kind = text(.installationType).value.map { " (\($0.printable(limit: 30)))" } ?? ""
            return "Windows build \(build)\(kind)"
        }
        switch family.value {
        case "linux": return "Linux"
        case "macos": return "macOS"
        case "windows": return "Windows of unknown build"
        default: return fact.systemName
        }
    }
}
