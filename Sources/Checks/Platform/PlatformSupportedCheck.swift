import Model

/// The device runs a system, in an edition and an installation, that the requirement set supports.
struct PlatformSupportedCheck: DeviceCheck {
    let id: CheckID = "platform.supported"
    let judgesBySet = true

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        let platform = DevicePlatform(device, evidence)
        let family = device.family(evidence)
        switch family {
        case .value("windows", _): return WindowsJudge(platform).judgement
        case .value(let family, let place): return other(platform, family, place)
        case .unusable(let reasons): return .undetermined(reasons)
        case let seen:
            let key = #"reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" or mdatp health"#
            return .undetermined(device.doubts(about: seen, settledBy: key) ?? [device.noFamily])
        }
    }

    /// Linux and macOS, by the name and version that they give themselves.
    private func other(_ platform: DevicePlatform, _ family: String, _ place: String) -> DeviceJudgement {
        let device = platform.device
        guard let rules = platform.rules else {
            return .undetermined([
                device.reason(
                    .evidenceInconclusive,
                    "nothing is known of the systems of requirement set \(platform.set)")
            ])
        }
        guard rules.agents.contains(where: { $0.family == family }) else {
            let text =
                "\(family.printable(limit: 40)) in \(place) is on no list of requirement set \(platform.set)"
            return .notMet(device.reason(.platformNotSupported, text), group: family)
        }
        let known = platform.knowledge.distributions.filter { $0.family == family }
        let name = device.text(.productName)
        let entry: PlatformKnowledge.Distribution?
        if let any = known.first(where: \.name.isEmpty) {
            entry = any
        } else {
            if let doubts = device.doubts(about: name, settledBy: "a copy of /etc/os-release") {
                return .undetermined(doubts)
            }
            entry = name.value.flatMap { text in known.first { $0.covers(text) } }
        }
        guard let entry else {
            let text = "\(name.value?.printable(limit: 60) ?? family) is not on the list of distributions"
            return .undetermined([device.reason(.platformNotSupported, text)], group: family)
        }
        let version = device.text(.systemVersion)
        if let doubts = device.doubts(about: version, settledBy: "a copy of /etc/os-release") {
            return .undetermined(doubts)
        }
        guard case .value(let text, let versionPlace) = version, let number = DottedVersion(text) else {
            return .undetermined([
                device.reason(.evidenceInconclusive, "the version of the system is not understood")
            ])
        }
        guard number < entry.from else { return .met }
        // Some distributions tell but the first number of their version.
        guard !entry.from.description.hasPrefix("\(text).") else {
            let words =
                "version \(text) in \(versionPlace) does not tell whether it is \(entry.from) or later"
            return .undetermined([device.reason(.evidenceInconclusive, words)])
        }
        let title = entry.name.isEmpty ? family : entry.name
        return .notMet(
            device.reason(
                .platformNotSupported,
                "\(title) \(number) in \(versionPlace) is older than \(entry.from), the oldest on the list"),
            group: "\(title) \(number)")
    }
}

/// Looks at all that can rule a Windows device out.
private struct WindowsJudge {
    private let platform: DevicePlatform
    private var device: DeviceView { platform.device }
    private var knowledge: PlatformKnowledge { platform.knowledge }
    private var faults: [Reason] = []
    private var doubts: [Reason] = []

    init(_ platform: DevicePlatform) {
        self.platform = platform
        look()
    }

    var judgement: DeviceJudgement {
        guard faults.isEmpty else { return DeviceJudgement(mark: .notMet, reasons: faults + doubts) }
        return doubts.isEmpty ? .met : .undetermined(doubts)
    }

    private mutating func look() {
        // It looks like a server to some sources, so it is told before clients and servers are.
        if let sign = multiSession {
            faults.append(device.reason(.platformMultiSession, sign))
            return
        }
        doubts += multiSessionDoubts
        if platform.isListed, let reason = platform.listed.strangePlatform { doubts.append(reason) }
        switch platform.standing {
        case .undetermined(let reasons):
            doubts += reasons
            architecture([])
        case .unknown(let reason): doubts.append(reason)
        case .notListed(let system, let place):
            let others = knowledge.rules.filter { $0.value.system(system.build, system.role) != nil }.keys
            let hint =
                others.isEmpty ? "" : "; requirement set \(others.sorted().joined(separator: ", ")) lists it"
            let text =
                "\(system.name) (build \(system.build) in \(place)) is on no list of requirement set "
                + platform.set + hint
            faults.append(device.reason(.platformNotSupported, text))
        case .supported(let system): look(at: system)
        }
    }

    private mutating func look(at system: PlatformKnowledge.Supported) {
        if let doubt = system.doubt {
            doubts.append(device.reason(.evidenceInconclusive, "\(system.name): \(doubt)"))
        }
        architecture(system.architectures)
        edition()
        installation()
        if system.role == .server {
            core(system)
            controller()
        }
        controllerElsewhere()
        languageMode()
    }

    private var multiSession: String? {
        if case .value(let edition?, let place) = platform.edition, edition.standing == .multiSession {
            return "edition \(edition.name) in \(place)"
        }
        if let sign = platform.listed.multiSession { return sign }
        for case .value(let name, let place) in [device.text(.productName), device.text(.directorySystem)] {
            let lower = name.lowercased()
            guard let part = knowledge.multiSessionNames.first(where: { lower.holds($0.lowercased()) })
            else { continue }
            return "the system's name in \(place) holds \"\(part)\""
        }
        return nil
    }

    /// Of a name that cannot be relied on, and that means such a host in one place at least.
    private var multiSessionDoubts: [Reason] {
        guard case .unusable(let reasons) = device.text(.productName) else { return [] }
        let isSign = device.claims(about: .productName).contains { claim in
            guard case .text(let name) = claim.value else { return false }
            let lower = name.lowercased()
            return knowledge.multiSessionNames.contains { lower.holds($0.lowercased()) }
        }
        return isSign ? reasons : []
    }

    private mutating func architecture(_ allowed: Set<String>) {
        switch platform.architecture {
        case .value("x86", let place):
            faults.append(device.reason(.platformArchitectureNotSupported, "32-bit Windows in \(place)"))
        case .value(let name, let place) where !allowed.isEmpty && !allowed.contains(name):
            let text = "architecture \(name.printable(limit: 30)) in \(place)"
            faults.append(device.reason(.platformArchitectureNotSupported, text))
        case .value: break
        case let seen where !allowed.isEmpty:
            doubts += device.doubts(about: seen, settledBy: "systeminfo") ?? [missing("the architecture")]
        case .unusable(let reasons): doubts += reasons
        default: break
        }
    }

    private mutating func edition() {
        let key = #"reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" /v EditionID"#
        guard case .value(let edition, let place) = platform.edition else {
            doubts +=
                device.doubts(about: platform.edition, settledBy: key) ?? [missing("the edition of Windows")]
            return
        }
        let name = edition?.name ?? platform.editionID.value ?? "?"
        switch edition?.standing {
        case .supported, .multiSession: break
        case .notSupported:
            faults.append(
                device.reason(.platformEditionNotSupported, "edition \(name) in \(place) is not supported"))
        case .notNamed:
            let text = "the requirements do not say whether edition \(name) in \(place) is supported"
            doubts.append(device.reason(.platformEditionNotSupported, text))
        case nil:
            let text = "edition \"\(name.printable(limit: 60))\" in \(place) is not known"
            doubts.append(device.reason(.platformEditionNotSupported, text))
        }
    }

    private mutating func installation() {
        guard case .value(let name, let place) = device.text(.installationType),
            knowledge.roles.installationTypes[name.lowercased()] == nil
        else { return }
        let text = "installation type \"\(name.printable(limit: 60))\" in \(place) is not known"
        doubts.append(device.reason(.evidenceInconclusive, text))
    }

    private mutating func core(_ system: PlatformKnowledge.Supported) {
        let type = device.text(.installationType)
        guard case .value(let name, let place) = type else {
            guard system.serverCore != .supported else { return }
            let key = #"reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" /v InstallationType"#
            doubts += device.doubts(about: type, settledBy: key) ?? [missing("the installation type")]
            return
        }
        guard name.lowercased() == knowledge.roles.serverCore else { return }
        switch system.serverCore {
        case .supported: break
        case .notSupported:
            faults.append(
                device.reason(.platformServerCore, "Server Core in \(place) is not supported: \(system.name)")
            )
        case .withFeature:
            let text =
                "Server Core in \(place) is supported with the App Compatibility feature alone, which no evidence shows"
            doubts.append(device.reason(.platformServerCore, text))
        case .notNamed:
            let text = "the requirements do not say whether Server Core is supported, and \(place) shows it"
            doubts.append(device.reason(.platformServerCore, text))
        }
    }

    private mutating func controller() {
        let type = device.number(.productType)
        if type.isSilent, let account = device.text(.directoryAccount).value {
            if account == "domain-controller" { controller("Active Directory") }
            return
        }
        guard case .value(let number, let place) = type else {
            let key = #"reg query "HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions""#
            doubts +=
                device.doubts(about: type, settledBy: key) ?? [missing("whether it is a domain controller")]
            return
        }
        guard number == knowledge.roles.domainController else {
            guard knowledge.roles.productTypes[number] == nil else { return }
            let text = "product type \(number) in \(place) is not known"
            return doubts.append(device.reason(.evidenceInconclusive, text))
        }
        controller(place)
    }

    /// Of a computer that the directory takes for a domain controller, and the device itself does not.
    private mutating func controllerElsewhere() {
        guard case .value(let number, let place) = device.number(.productType),
            number != knowledge.roles.domainController,
            case .value("domain-controller", let list) = device.text(.directoryAccount)
        else { return }
        let text = "product type \(number) in \(place) is no domain controller; yet \(list) has it as one"
        doubts.append(device.reason(.evidenceContradictory, text))
    }

    private mutating func controller(_ place: String) {
        switch platform.rules?.domainControllers {
        case .supported: break
        case .optIn:
            let text =
                "a domain controller, by \(place): supported where that was turned on in the enforcement scope, which no evidence shows"
            doubts.append(device.reason(.platformDomainController, text))
        case .notSupported, nil:
            faults.append(device.reason(.platformDomainController, "a domain controller, by \(place)"))
        }
    }

    private mutating func languageMode() {
        guard let rules = platform.rules, !rules.refusedLanguageModes.isEmpty else { return }
        switch device.text(.languageMode) {
        case .value(let mode, let place) where rules.refusedLanguageModes.contains(mode.lowercased()):
            faults.append(
                device.reason(
                    .platformLanguageMode, "PowerShell runs in \(mode.printable(limit: 40)) by \(place)"))
        case .value(let mode, let place) where !rules.ordinaryLanguageModes.contains(mode.lowercased()):
            let text = "language mode \"\(mode.printable(limit: 40))\" of PowerShell in \(place) is not known"
            doubts.append(device.reason(.evidenceInconclusive, text))
        case .unusable(let reasons): doubts += reasons
        default: break
        }
    }

    private func missing(_ what: String) -> Reason {
        device.reason(.evidenceMissing, "the evidence does not hold \(what)")
    }
}
