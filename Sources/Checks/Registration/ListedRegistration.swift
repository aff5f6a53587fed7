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

    /// Why the object that was found may be another device's, or the device's own is gone.
    var objection: Reason? {
        if let foreign { return foreign }
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

    /// A source that gives the device an id that is not its object's, or that no object has.
    var foreign: Reason? {
        let list = device.name(of: .entraDevice)
        for source in device.instances(of: .entraIdentity) {
            let seen = device.flag(.entraIdentity, of: source)
            switch seen {
            case .value(true, _), .absent, .untold: continue
            case .unusable(let reasons):
                if seen.isSilent { continue }
                return reasons.first
            case .value(false, let place):
                guard source == "evidence" else {
                    let text =
                        "the id that \(source.printable(limit: 40)) gives to the device is not that of its object "
                        + "in \(place), or no object there has it"
                    return device.reason(.registrationObjectMissing, text)
                }
                guard let own = ownID else { continue }
                let text =
                    "the device's own id is \(own.id.printable(limit: 60)) in \(own.place), and \(list) has no "
                    + "such object, or has tied the device to another"
                return device.reason(.registrationObjectMissing, text)
            }
        }
        return nil
    }

    /// The device's id by its own evidence, unless that is too old to tell.
    private var ownID: (id: String, place: String)? {
        for attribute in [DeviceAttribute.entraDeviceID, .enrollmentDeviceID] {
            if case .value(let id, let place) = device.text(attribute) { return (id, place) }
        }
        return nil
    }

    /// An object that is not as its list says such objects are, or that is not in use; nil where all fits.
    var misfit: DeviceJudgement? {
        let seen = device.text(.entraSeen)
        switch seen {
        case .value("recent", _), .absent, .untold: break
        case .value(let value, let place):
            let text =
                value == "stale"
                ? "by \(place), nobody signed in with the device's object for longer than tenant.stale-after allows"
                : "when the object was used is \"\(value.printable(limit: 40))\" in \(place)"
            return .undetermined([device.reason(.evidenceInconclusive, text)])
        case .unusable(let reasons): return .undetermined(reasons)
        }
        switch device.flag(.entraSynced) {
        case .value(false, let place) where trust?.meaning == .hybridJoined:
            let text =
                "the object is of trust type \(trust?.value.printable(limit: 40) ?? "?") in \(place), which comes "
                + "from synchronization; yet onPremisesSyncEnabled is false there"
            return .undetermined([device.reason(.evidenceContradictory, text)])
        case .unusable(let reasons): return .undetermined(reasons)
        case .value, .absent, .untold: return nil
        }
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
        case .missing(let place):
            if let foreign { return .undetermined([foreign]) }
            return notJoined("\(place) has no object of the device")
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
        return disabled ?? misfit ?? .met
    }
}
