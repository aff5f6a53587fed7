import Model

/// `GlobalSettings/MV.xml`: the server, when it was exported, staging mode and schedule.
final class GlobalSettingsPart: ExportPart {
    let gap = SyncConfigurationFact.Gap.globalSettings
    private var settings = GlobalSettings()
    private var parameter = ""
    /// A parameter that is there twice, with different values.
    private var contradiction: String?

    static let staging = "microsoft.synchronize.stagingmode"
    static let suspended = "microsoft.synchronize.schedulersuspended"
    static let schedule = "microsoft.synchronize.synchronizationschedule"
    static let interval = "microsoft.synchronize.timeinterval"
    static let groupFiltering = "microsoft.optionalfeature.groupfiltering"
    private static let wanted: Set = [staging, suspended, schedule, interval, groupFiltering]

    init(_ attributes: [String: String]) {
        for (name, value) in attributes {
            switch name.lowercased() {
            case "server": settings.server = value.isEmpty ? nil : value.printable(limit: 255)
            case "export-date": settings.exportDate = value
            default: break
            }
        }
    }

    func opened(_ path: String, _ attributes: [String: String]) -> XMLInterest {
        switch path {
        case "mv-data", "mv-data/parameter-values", "parameter-values": return .enter
        case "mv-data/parameter-values/parameter", "parameter-values/parameter":
            parameter = attributes.first { $0.key.lowercased() == "name" }?.value.lowercased() ?? ""
            return Self.wanted.contains(parameter) ? .text : .skip
        default: return .skip
        }
    }

    func closed(_ path: String, _ text: String) {
        guard path.hasSuffix("parameter-values/parameter") else { return }
        if let other = settings.parameters.updateValue(text, forKey: parameter), other != text {
            contradiction = parameter
        }
    }

    func content() throws(XMLFault) -> ExportContent {
        if let contradiction { throw XMLFault("gives \(contradiction) twice, with different values") }
        return .settings(settings)
    }
}

extension GlobalSettings {
    func bool(_ name: String) -> Bool? { parameters[name]?.exportedBool }

    /// Whether cycles run: not suspended, and not switched off; nil where either is not told.
    var isScheduled: Bool? {
        let isOn = bool(GlobalSettingsPart.schedule)
        let isSuspended = bool(GlobalSettingsPart.suspended)
        if isOn == false || isSuspended == true { return false }
        return isOn != nil && isSuspended != nil ? true : nil
    }

    /// Whether it tells an interval, be it understood or not.
    var hasInterval: Bool { parameters[GlobalSettingsPart.interval] != nil }

    /// Seconds from a time span such as `00:30:00` or `1.02:03:04`; nil for none, and for what is none.
    var interval: Double? {
        guard
            let match = parameters[GlobalSettingsPart.interval]?.wholeMatch(
                of: /(?:([0-9]{1,8})\.)?([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?/),
            let hours = Double(match.output.2), let minutes = Double(match.output.3),
            let seconds = Double(match.output.4), hours < 24, minutes < 60, seconds < 60
        else { return nil }
        let days = match.output.1.flatMap { Double($0) } ?? 0
        let interval = days * 86400 + hours * 3600 + minutes * 60 + seconds
        return interval > 0 ? interval : nil
    }
}
