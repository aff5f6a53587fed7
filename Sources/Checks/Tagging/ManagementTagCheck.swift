import Model

/// The device carries the tag of security settings management, to the letter.
struct ManagementTagCheck: DeviceCheck {
    let id: CheckID = "tagging.management-tag-present"

    private static let elsewhere =
        "a tag from the portal, the API or a rule never reaches the device; the portal, or an export of machines, shows it"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let tag = evidence.references.devices.registration.managementTag
        guard !tag.isEmpty else {
            let text = "the catalogue does not say which tag is needed"
            return .undetermined([device.reason(.evidenceMissing, text)])
        }
        let own: DeviceJudgement =
            switch device.runsAgent(evidence) {
            case .value(true, _): agent(device, tag)
            case .value, .absent: windows(device, tag)
            case .untold(let reasons), .unusable(let reasons): .undetermined(reasons)
            }
        return together(device, own, ListedTag(device, tag), tag)
    }

    /// What Defender for Endpoint lists is what counts; what the device holds reaches it within a day.
    private func together(
        _ device: DeviceView, _ own: DeviceJudgement, _ listed: ListedTag, _ tag: String
    ) -> DeviceJudgement {
        switch listed {
        case .notAsked: return own
        case .present: return .met
        case .unsure(let reasons):
            // A list that was not read tells nothing; one that says two things tells that something is amiss.
            let isContradicted = reasons.contains { $0.code == .evidenceContradictory }
            guard own.mark == .met else {
                return .undetermined(own.isSilent ? reasons : own.reasons + reasons)
            }
            return isContradicted ? .undetermined(reasons) : own
        case .nearMiss(let reason), .missing(let reason):
            guard own.mark == .met else {
                let isNearMiss = own.reasons.first?.code == .tagNearMiss && reason.code != .tagNearMiss
                guard isNearMiss, let first = own.reasons.first else { return .notMet(reason) }
                return .notMet(first, reason)
            }
            let text =
                "the device itself holds \(tag), and \(reason.message); it can take a day until a tag is listed"
            return .undetermined([device.reason(reason.code, text)])
        }
    }

    private func windows(_ device: DeviceView, _ tag: String) -> DeviceJudgement {
        let seen = device.text(.registryTag)
        switch seen {
        case .value(let found, let place) where !found.isEmpty:
            return found == tag ? .met : other(device, [(found, place)], tag)
        case .value(_, let place), .absent(let place):
            let text = "the registry holds no tag in \(place); \(Self.elsewhere)"
            return .undetermined([device.reason(.tagMissing, text)])
        case .untold, .unusable:
            let key =
                #"an export of HKLM\SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection\DeviceTagging"#
            return .undetermined(device.doubts(about: seen, settledBy: key) ?? [])
        }
    }

    private func agent(_ device: DeviceView, _ tag: String) -> DeviceJudgement {
        var tags: [(String, String)] = []
        for found in device.instances(of: .sensorTag) {
            switch device.flag(.sensorTag, of: found) {
            case .value(true, let place): tags.append((found, place))
            case .unusable(let reasons): return .undetermined(reasons)
            default: continue
            }
        }
        if tags.contains(where: { $0.0 == tag }) { return .met }
        guard tags.isEmpty else { return other(device, tags, tag) }
        let all = device.flag(.sensorTag)
        if let doubts = device.doubts(about: all, settledBy: "mdatp health") { return .undetermined(doubts) }
        return .undetermined([device.reason(.tagMissing, "mdatp shows no tag; \(Self.elsewhere)")])
    }

    /// The tags that are there are others; the right one may still be in the portal.
    private func other(_ device: DeviceView, _ found: [(tag: String, place: String)], _ tag: String)
        -> DeviceJudgement
    {
        for (text, place) in found {
            guard let how = NearMiss(text, of: tag) else { continue }
            let message =
                "\"\(text.printable(limit: 80))\" in \(place) is not \(tag): \(how.words); it has no effect, "
                + "and \(Self.elsewhere)"
            return .undetermined([device.reason(.tagNearMiss, message)])
        }
        let names = found.prefix(3).map { "\"\($0.tag.printable(limit: 60))\" in \($0.place)" }
        let text = "the tag is \(names.joined(separator: " and ")), and not \(tag); \(Self.elsewhere)"
        return .undetermined([device.reason(.tagMissing, text)])
    }
}
