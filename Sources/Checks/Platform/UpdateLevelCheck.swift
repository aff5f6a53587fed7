import Model

/// Windows has the update from which on it can be managed, or a later one.
struct UpdateLevelCheck: DeviceCheck {
    let id: CheckID = "platform.update-level"
    let judgesBySet = true

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        .onWindows(device, evidence) {
            let platform = DevicePlatform(device, evidence)
            return platform.onSupported { judge(platform, $0) }
        }
    }

    /// A device that runs `system`, which is on the list.
    func judge(_ platform: DevicePlatform, _ system: PlatformKnowledge.Supported) -> DeviceJudgement {
        guard let floor = system.floor else { return system.needsUnifiedAgent ? .notApplicable : .met }
        return judge(platform, floor)
    }

    private func judge(_ platform: DevicePlatform, _ floor: PlatformKnowledge.Floor) -> DeviceJudgement {
        let device = platform.device
        guard case .value(let build, _) = platform.build else { return .undetermined([]) }
        lazy var wanted = "\(build).\(floor.revision) (\(floor.update) of \(floor.date))"
        // Of most devices the revision itself is told, and new enough.
        lazy var listed = listedRevision(platform, build)
        switch device.number(.systemRevision) {
        case .value(let revision, let place):
            guard revision < floor.revision else { return .met }
            var text = "\(build).\(revision) in \(place) is older than \(wanted)"
            if let listed = listed, listed.revision >= floor.revision {
                text += "; \(listed.update) is installed, so a restart may be due"
            }
            return .notMet(device.reason(.platformUpdateMissing, text), group: "\(build).\(revision)")
        case .unusable(let reasons) where !device.number(.systemRevision).isSilent || !platform.isDerivable:
            return .undetermined(reasons)
        case .absent, .untold, .unusable:
            let key = #"reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" /v UBR"#
            if let listed = listed {
                if listed.revision >= floor.revision { return .met }
                let text =
                    "no evidence shows the revision of build \(build), and \(listed.update) (\(build).\(listed.revision)) is the "
                    + "latest known update on the list, older than \(wanted); \(key) settles it"
                return .undetermined([device.reason(.evidenceInconclusive, text)])
            }
            if let derived = platform.listed.revision(of: build) {
                guard derived.revision < floor.revision else { return .met }
                let text = "\(derived.words) is older than \(wanted)"
                return .notMet(
                    device.reason(.platformUpdateMissing, text), group: "\(build).\(derived.revision)")
            }
            let text =
                "no evidence shows the revision of build \(build), which must be \(wanted); \(key) settles it"
            return .undetermined(
                [device.reason(.evidenceMissing, text)] + notDerived(platform, build) + oldUpdates(device)
                    + device.unread)
        }
    }

    /// What the version of the sensor would tell, where it could.
    private func notDerived(_ platform: DevicePlatform, _ build: Int) -> [Reason] {
        let device = platform.device
        switch device.text(.machineAgentVersion) {
        case .value(let text, let place):
            let words =
                "sensor \(text.printable(limit: 60)) in \(place) is not of a kind from which the revision of build "
                + "\(build) can be derived"
            return [device.reason(.evidenceInconclusive, words)]
        case .unusable(let reasons): return reasons
        case .absent, .untold: return []
        }
    }

    /// Why the list of updates shows nothing, where there is one that cannot be relied on.
    private func oldUpdates(_ device: DeviceView) -> [Reason] {
        for name in device.instances(of: .installedUpdate) {
            if case .unusable(let reasons) = device.flag(.installedUpdate, of: name) { return reasons }
        }
        return []
    }

    /// Of an update, as `KB5006738`.
    private static func number(of name: String) -> Int? {
        // Of plain texts, which are all there should be, bytes tell the same, and sooner.
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return Int(name.drop { !$0.isNumber }) }
        let digits = name.utf8.drop { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(Substring(digits))
    }

    /// The highest revision that the list of updates shows.
    private func listedRevision(_ platform: DevicePlatform, _ build: Int) -> (revision: Int, update: String)?
    {
        guard let updates = platform.knowledge.updates[build] else { return nil }
        var best: (revision: Int, update: String)?
        for name in platform.device.instances(of: .installedUpdate) {
            guard let number = Self.number(of: name), let revision = updates.revisions[number],
                platform.device.flag(.installedUpdate, of: name).value == true
            else { continue }
            if best.map({ $0.revision < revision }) ?? true { best = (revision, name) }
        }
        return best
    }
}
