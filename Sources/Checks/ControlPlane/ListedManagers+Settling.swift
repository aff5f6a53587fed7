import Model

/// What lists settle where the evidence is silent.
extension ListedManagers {
    /// Whether Intune's list was read to its end, and every record of it is understood.
    var showsIntune: Bool {
        switch intune {
        case .missing: true
        case .named(let voice): voice.doubts.isEmpty && intuneGap == nil
        case .notAsked, .nobody, .unsure: false
        }
    }

    /// Whether Defender for Endpoint says who manages the device, where its enrolment status is not shown.
    func settles(status: EnrollmentState) -> Bool {
        switch status {
        case .untold: defender.voice != nil
        case .unusable(let reasons):
            reasons.allSatisfy { $0.code == .evidenceOld } && defender.voice != nil
        case .known, .strange, .none: false
        }
    }

    /// Whether lists tell of a client of Configuration Manager, where the evidence is silent of one for these reasons.
    func settles(clientWith reasons: [Reason]) -> Bool {
        guard reasons.allSatisfy({ $0.code == .evidenceMissing || $0.code == .evidenceOld }) else {
            return false
        }
        return excludesConfigurationManager || voice(for: .configurationManager) != nil
    }

    /// Whether another plane manages the device by Defender for Endpoint, and Intune lists no client of Configuration
    /// Manager.
    ///
    /// A client that is attached to no tenant is in no list. Defender for Endpoint names Configuration Manager where it
    /// manages the security settings alone.
    var excludesConfigurationManager: Bool {
        guard isIntuneWithout(.configurationManager), let manager = defender.voice else { return false }
        switch manager.planes {
        case [.defender]: return hasSucceeded
        case [.intune]: return intune.voice != nil
        default: return false
        }
    }

    /// Where a list names Intune as the manager, and Intune's whole list has no such device.
    var missingFromIntune: String? {
        guard case .missing(let place) = intune,
            let voice = [defender, entra].compactMap(\.voice).first(where: { $0.planes.contains(.intune) })
        else { return nil }
        return "\(voice.said); yet \(place) has no such device"
    }
}
