import Model

extension DeviceView {
    /// Where it is said that there is no system, which cannot be.
    var noFamily: Reason {
        reason(.evidenceInconclusive, "the evidence does not show what system the device runs")
    }

    /// What it runs, by the evidence or else by lists: `windows`, `linux`, `macos` or another.
    func family(_ evidence: Evidence) -> Seen<String> {
        family.or(ListedSystem(self, evidence.references.devices.platforms).family)
    }
}

/// What a device runs, held against what is known of systems and what one requirement set supports.
///
/// A class, so that what is asked for again and again is found out once.
final class DevicePlatform {
    typealias Knowledge = PlatformKnowledge

    let device: DeviceView
    let knowledge: Knowledge
    /// Absent where nothing is known of the requirement set.
    let rules: Knowledge.Rules?
    let set: String
    let listed: ListedSystem
    /// Architectures by osProcessor of Defender for Endpoint, lower case.
    private let processors: [String: String]
    /// Architectures that osArchitecture of Defender for Endpoint may mean, by it, lower case.
    private let widths: [String: Set<String>]

    init(_ device: DeviceView, _ evidence: Evidence) {
        self.device = device
        knowledge = evidence.references.devices.platforms
        set = evidence.requirementSet
        rules = knowledge.rules[set]
        listed = ListedSystem(device, knowledge)
        processors = knowledge.listed.processors
        widths = knowledge.listed.architectures
    }

    /// By the evidence, or else by lists; evidence and a machine that was seen lately must not differ.
    private(set) lazy var build: DeviceView.Seen<Int> = {
        let seen = toldBuild
        guard case .value(let build, let place) = seen, !device.lists.isEmpty,
            let contradiction = listed.contradiction(of: build, place)
        else { return seen }
        return .unusable([contradiction])
    }()

    private var toldBuild: DeviceView.Seen<Int> {
        let seen = device.number(.systemBuild)
        guard case .value(let build, let place) = seen, device.isTold(.machineBuild),
            device.text(.machineSeen).value == "recent",
            case .value(let other, let otherPlace) = device.number(.machineBuild), other != build
        else { return seen.or(listed.build) }
        let text = "the build is \(build) in \(place) and \(other) in \(otherPlace)"
        return .unusable([device.reason(.evidenceContradictory, text)])
    }

    /// Whether the build is known from lists alone.
    var isListed: Bool { device.number(.systemBuild).isSilent && build.value != nil }

    /// Whether lists tell the revision of the build.
    var isDerivable: Bool { build.value.map { listed.revision(of: $0) != nil } ?? false }

    /// By the evidence, or else by Defender for Endpoint; what it lists of the system itself must not differ.
    var architecture: DeviceView.Seen<String> {
        let known = ownArchitecture
        let width = device.text(.machineArchitecture)
        guard case .value(let bits, let place) = width else {
            return width.isSilent || width.doubts == nil ? known : width
        }
        guard let fitting = widths[bits.lowercased()] else {
            let text =
                "osArchitecture is \"\(bits.printable(limit: 40))\" in \(place), which is not in the catalogue"
            return .unusable([device.reason(.evidenceInconclusive, text)])
        }
        guard case .value(let name, let own) = known else {
            // Of 64 bits there are several.
            if known.isSilent, fitting.count == 1, let only = fitting.first {
                return .value(only, place: place)
            }
            return known
        }
        if fitting.contains(name) { return known }
        let text =
            "the architecture is \(name.printable(limit: 30)) in \(own), and osArchitecture is "
            + "\(bits.printable(limit: 40)) in \(place)"
        return .unusable([device.reason(.evidenceContradictory, text)])
    }

    private var ownArchitecture: DeviceView.Seen<String> {
        let own = device.text(.architecture)
        guard own.isSilent, case .value(let processor, let place) = device.text(.machineProcessor) else {
            return own.or(device.text(.machineProcessor))
        }
        if let name = processors[processor.lowercased()] { return .value(name, place: place) }
        let text =
            "osProcessor is \"\(processor.printable(limit: 40))\" in \(place), which is not in the catalogue"
        return .unusable([device.reason(.evidenceInconclusive, text)])
    }

    var editionID: DeviceView.Seen<String> { device.text(.systemEdition).or(listed.edition) }

    /// The edition of the catalogue that the device's EditionID is one of.
    private(set) lazy var edition: DeviceView.Seen<Knowledge.Edition?> = editionID.map(edition(of:))

    private func edition(of id: String) -> Knowledge.Edition? {
        let id = id.lowercased()
        return knowledge.editions.first { $0.ids.contains(id) }
    }

    /// Whether it is a client or a server, from every source that tells; sources that disagree make it unusable.
    private(set) lazy var role: DeviceView.Seen<Knowledge.Role> = seenRole

    private var seenRole: DeviceView.Seen<Knowledge.Role> {
        var told: [(role: Knowledge.Role, what: String, place: String)] = []
        var doubts: [Reason] = []
        func add(_ seen: DeviceView.Seen<(Knowledge.Role, String)?>) {
            switch seen {
            case .value(let answer?, let place): told.append((answer.0, answer.1, place))
            // What is merely old is as if it were not there.
            case .unusable(let reasons) where !reasons.allSatisfy({ $0.code == .evidenceOld }):
                doubts += reasons
            default: break
            }
        }
        add(
            device.number(.productType).map { type in
                knowledge.roles.productTypes[type].map { ($0, "product type \(type)") }
            })
        add(
            device.text(.installationType).map { type in
                knowledge.roles.installationTypes[type.lowercased()].map { ($0, "installation type \(type)") }
            })
        add(
            device.text(.systemEdition).map(edition(of:)).map { edition in
                edition.map { ($0.role, "edition \($0.name)") }
            })
        guard doubts.isEmpty else { return .unusable(doubts) }
        // Tools spell the name differently, so that names that differ are no contradiction.
        add(
            device.text(.productName).map { name in
                knowledge.roles.names.first { name.holds($0.part) }.map { ($0.role, "name \(name)") }
            })
        guard let first = told.first else { return listedRole }
        if let other = told.first(where: { $0.role != first.role }) {
            let text =
                "\(first.what.printable(limit: 80)) in \(first.place) means a \(first.role.rawValue), and "
                + "\(other.what.printable(limit: 80)) in \(other.place) a \(other.role.rawValue)"
            return .unusable([device.reason(.evidenceContradictory, text)])
        }
        return .value(first.role, place: first.place)
    }

    /// By lists, or else by the build.
    private var listedRole: DeviceView.Seen<Knowledge.Role> {
        let seen = listed.role
        if case .unusable(let reasons) = seen, reasons.contains(where: { $0.code == .evidenceContradictory })
        {
            return seen
        }
        return seen.value == nil ? roleOfBuild : seen
    }

    /// The only role that there is of the build; untold where there are two, or where something cannot be relied on.
    private var roleOfBuild: DeviceView.Seen<Knowledge.Role> {
        for seen in [device.text(.installationType), device.text(.systemEdition), device.text(.productName)] {
            if case .unusable(let reasons) = seen { return .unusable(reasons) }
        }
        if case .unusable(let reasons) = device.number(.productType) { return .unusable(reasons) }
        if case .value(let number, let place) = build {
            let roles = knowledge.systems.filter { $0.build == number }.map(\.role)
            if roles.count == 1, let role = roles.first { return .value(role, place: place) }
        }
        return .untold([
            device.reason(
                .evidenceMissing,
                "no evidence shows whether it is a client or a server, such as ProductType, InstallationType or EditionID"
            )
        ])
    }

    /// What the device is to the requirement set.
    enum Standing {
        case supported(Knowledge.Supported)
        /// Known, and not on the list.
        case notListed(Knowledge.System, place: String)
        /// The build is not known in this role.
        case unknown(Reason)
        case undetermined([Reason])
    }

    /// Of a device that runs Windows.
    var standing: Standing {
        guard let rules else {
            return .undetermined([
                device.reason(
                    .evidenceInconclusive, "nothing is known of the systems of requirement set \(set)")
            ])
        }
        let key = #"reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion""#
        if let doubts = device.doubts(about: build, settledBy: key) { return .undetermined(doubts) }
        guard case .value(let number, let place) = build else {
            return .undetermined([device.reason(.evidenceMissing, "the evidence holds no build of Windows")])
        }
        guard case .value(let role, _) = role else { return .undetermined(role.doubts ?? []) }
        if let system = rules.system(number, role) { return .supported(system) }
        if let system = knowledge.system(number, role) { return .notListed(system, place: place) }
        let text = "build \(number) in \(place) is not known as a \(role.rawValue)"
        return .unknown(device.reason(.platformBuildUnknown, text))
    }
}

extension DevicePlatform {
    /// Judges a system that is on the list; which one it is, is the matter of `platform.supported`.
    func onSupported(_ judge: (Knowledge.Supported) -> DeviceJudgement) -> DeviceJudgement {
        switch standing {
        case .undetermined(let reasons): .undetermined(reasons)
        case .unknown(let reason): .undetermined([reason])
        case .notListed: .notApplicable
        case .supported(let system): judge(system)
        }
    }
}
