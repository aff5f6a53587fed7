import Model

/// The sensor, or the agent of Linux and macOS, is of the first version that can be managed, or later.
struct SensorVersionCheck: DeviceCheck {
    let id: CheckID = "platform.sensor-version"
    let judgesBySet = true

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let platform = DevicePlatform(device, evidence)
        let family = device.family(evidence)
        switch family {
        case .value("windows", _): return windows(platform, evidence)
        case .value(let family, _):
            guard let agent = platform.rules?.agents.first(where: { $0.family == family }) else {
                return .notApplicable
            }
            return judge(device, agent)
        case .unusable(let reasons): return .undetermined(reasons)
        case let seen:
            let key = #"reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" or mdatp health"#
            return .undetermined(device.doubts(about: seen, settledBy: key) ?? [device.noFamily])
        }
    }

    private func windows(_ platform: DevicePlatform, _ evidence: Evidence) -> DeviceJudgement {
        let device = platform.device
        return platform.onSupported { system in
            guard let sensor = system.sensor else { return .notApplicable }
            let seen = device.text(.sensorVersion)
            let listed = device.text(.machineAgentVersion)
            switch seen.or(listed) {
            case .value(let text, let place): return judge(device, text, place, sensor)
            case .unusable(let reasons): return .undetermined(reasons)
            case .absent, .untold:
                // The sensor that comes with the system is as new as the system's updates.
                if sensor.isInbox { return UpdateLevelCheck().judge(platform, system) }
                let key =
                    #"reg query "HKLM\SOFTWARE\Microsoft\Windows Advanced Threat Protection" /v InstallLocation"#
                let text =
                    "no evidence shows the version of the sensor, which must be \(sensor.minimum) or later"
                return .undetermined(
                    [device.reason(.evidenceMissing, "\(text); \(key) settles it")] + device.unread)
            }
        }
    }

    private func judge(
        _ device: DeviceView, _ text: String, _ place: String, _ sensor: PlatformKnowledge.Sensor
    ) -> DeviceJudgement {
        guard let version = DottedVersion(text) else {
            let words = "sensor version \"\(text.printable(limit: 60))\" in \(place) is not understood"
            return .undetermined([device.reason(.evidenceUnreadable, words)])
        }
        guard version < sensor.minimum else { return .met }
        let words = "sensor \(version) in \(place) is older than \(sensor.minimum) (\(sensor.update))"
        return .notMet(device.reason(.platformSensorOld, words))
    }

    private func judge(_ device: DeviceView, _ agent: PlatformKnowledge.SupportedAgent) -> DeviceJudgement {
        let seen = device.text(.agentVersion).or(device.text(.machineAgentVersion))
        switch seen {
        case .absent(let place):
            return .notMet(device.reason(.platformAgentMissing, "mdatp is not installed, by \(place)"))
        case .untold, .unusable:
            return .undetermined(device.doubts(about: seen, settledBy: "mdatp health") ?? [])
        case .value(let text, let place):
            guard let version = DottedVersion(text) else {
                let words = "mdatp version \"\(text.printable(limit: 60))\" in \(place) is not understood"
                return .undetermined([device.reason(.evidenceUnreadable, words)])
            }
            if version < agent.minimum {
                let words = "mdatp \(version) in \(place) is older than \(agent.minimum)"
                return .notMet(device.reason(.platformSensorOld, words))
            }
            guard agent.needsBoardVendor, version == agent.minimum else { return .met }
            return boardVendor(device, version)
        }
    }

    /// The first version that can be managed fails where the maker of the board is not shown.
    private func boardVendor(_ device: DeviceView, _ version: DottedVersion) -> DeviceJudgement {
        let seen = device.flag(.boardVendor)
        switch seen {
        case .value(true, _): return .met
        case .value(false, let place), .absent(let place):
            let words =
                "mdatp \(version) needs /sys/class/dmi/id/board_vendor, which is not there by \(place)"
            return .notMet(device.reason(.platformSensorOld, words))
        case .untold, .unusable:
            return .undetermined(
                device.doubts(about: seen, settledBy: "ls /sys/class/dmi/id/board_vendor") ?? [])
        }
    }
}
