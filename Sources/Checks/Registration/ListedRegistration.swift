import Model

/// What Entra ID lists of a device's registration.
struct ListedRegistration {
    private let device: DeviceView
    private let knowledge: RegistrationKnowledge

    init(_ device: DeviceView, _ evidence: Evidence) {
        self.device = device
        knowledge = evidence.references.devices.registration
    }

    /// What is known of the object itself.
    enum Object {
        /// Entra ID was not asked for its devices.
        case notAsked
        case missing(place: String)
        /// `isByName`: nothing but the name ties it to the device.
        case found(isByName: Bool, place: String)
        case unsure([Reason])
    }

    var object: Object {
        guard device.isAsked(.entraDevice) else { return .notAsked }
        switch device.text(.entraObject) {
        case .value("id", let place): return .found(isByName: false, place: place)
        case .value("name", let place): return .found(isByName: true, place: place)
        case .value(let how, let place):
            let text =
                "the object in \(place) was found by \"\(how.printable(limit: 40))\", which is not understood"
            return .unsure([device.reason(.evidenceInconclusive, text)])
        case .absent(let place): return .missing(place: place)
        case .untold(let reasons), .unusable(let reasons): return .unsure(reasons)
        }
    }

    /// Why an object that was found by its name alone may be another device's.
    var objection: Reason? {
        guard case .found(true, let place) = object else { return nil }
        if case .value(let id, let own) = device.text(.entraDeviceID) {
            let text =
                "\(place) has an object of the device's name, and none of the id \(id.printable(limit: 60)) "
                + "in \(own)"
            return device.reason(.registrationObjectMissing, text)
        }
        if let count = device.number(.entraTwins).value, count > 0 {
            let text =
                "\(place) has \(count + 1) objects of the device's name, and none is tied to it by an id"
            return device.reason(.registrationDuplicate, text)
        }
        // Of a computer that Active Directory has, the id in Entra ID is its objectGUID.
        if trust?.meaning == .hybridJoined, let account = device.text(.directoryAccount).value {
            let text =
                "\(place) has a hybrid-joined object of the device's name, and its id is not that of the computer in "
                + "Active Directory (\(account.printable(limit: 40)))"
            return device.reason(.registrationObjectMissing, text)
        }
        return nil
    }

    /// trustType, as it is and what it means; nil where it is not told.
    var trust: (value: String, meaning: RegistrationKnowledge.Trust?, place: String)? {
        guard case .value(let value, let place) = device.text(.entraTrust) else { return nil }
        return (value, knowledge.trustTypes[value.lowercased()], place)
    }

    /// A registration that is not as it should be, or whose state is not known; nil where it is complete.
    var incomplete: DeviceJudgement? {
        let seen = device.text(.entraRegistration)
        switch seen {
        case .value("complete", _): return nil
        case .value("pending", let place):
            let text = "the registration is pending in \(place): the device itself has not completed it"
            return .notMet(device.reason(.registrationPending, text))
        case .value(let state, let place):
            let text =
                "the registration is \"\(state.printable(limit: 40))\" in \(place), which is not understood"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        case .absent(let place):
            return .undetermined([
                device.reason(
                    .evidenceInconclusive, "\(place) does not say whether the registration is complete")
            ])
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    /// An object that is disabled, or not known not to be; nil where it is enabled.
    var disabled: DeviceJudgement? {
        let seen = device.flag(.entraEnabled)
        switch seen {
        case .value(true, _): return nil
        case .value(false, let place):
            let text = "the device's object is disabled in \(place)"
            return .notMet(device.reason(.registrationDeviceDisabled, text))
        case .absent(let place):
            return .undetermined([
                device.reason(.evidenceInconclusive, "\(place) does not say whether the object is enabled")
            ])
        case .untold(let reasons), .unusable(let reasons): return .undetermined(reasons)
        }
    }

    /// Whether Entra ID trusts the device by a join; nil where it was not asked.
    ///
    /// Without a join a device is not met where it `needsJoin`, and not applicable otherwise.
    func trusted(needsJoin: Bool) -> DeviceJudgement? {
        func notJoined(_ text: String) -> DeviceJudgement {
            needsJoin ? .notMet(device.reason(.registrationNotJoined, text)) : .notApplicable
        }
        switch object {
        case .notAsked: return nil
        case .unsure(let reasons): return .undetermined(reasons)
        case .missing(let place): return notJoined("\(place) has no object of the device")
        case .found: break
        }
        if let objection { return .undetermined([objection]) }
        if let disabled, disabled.mark == .notMet { return disabled }
        guard let trust else { return .undetermined(device.text(.entraTrust).doubts ?? []) }
        let shown = "trustType is \(trust.value.printable(limit: 40)) in \(trust.place)"
        switch trust.meaning {
        case .registered: return notJoined("\(shown): the user's work account, and no join of the device")
        case nil:
            let text = "\(shown), which is not in the catalogue"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        case .joined, .hybridJoined: break
        }
        if let incomplete {
            guard incomplete.mark == .notMet, !needsJoin else { return incomplete }
            return .undetermined(incomplete.reasons)
        }
        return disabled ?? .met
    }
}
