import Model

/// What the lists of Defender for Endpoint and of Active Directory say of a device's system.
struct ListedSystem {
    private let device: DeviceView
    private let knowledge: PlatformKnowledge

    typealias Role = PlatformKnowledge.Role

    init(_ device: DeviceView, _ knowledge: PlatformKnowledge) {
        self.device = device
        self.knowledge = knowledge
    }

    // MARK: - Names

    private enum Named {
        case nothing
        case known(family: String, role: Role?, words: String, place: String)
        case strange(Reason)
        case unusable([Reason])
    }

    private var platform: DeviceView.Seen<String> { device.text(.machinePlatform) }

    private var platformName: Named {
        switch platform {
        case .absent, .untold: return .nothing
        case .unusable(let reasons): return .unusable(reasons)
        case .value(let value, let place):
            let shown = "\"\(value.printable(limit: 60))\""
            guard let known = knowledge.listed.platforms[value.lowercased()] else {
                let text = "osPlatform is \(shown) in \(place), which is not in the catalogue"
                return .strange(device.reason(.evidenceInconclusive, text))
            }
            return .known(family: known.family, role: known.role, words: "osPlatform \(shown)", place: place)
        }
    }

    private var directoryName: Named {
        switch device.text(.directorySystem) {
        case .absent, .untold: return .nothing
        case .unusable(let reasons): return .unusable(reasons)
        case .value(let value, let place):
            let shown = "\"\(value.printable(limit: 80))\""
            guard let known = knowledge.listed.name(of: value)?.name else {
                let text = "operatingSystem is \(shown) in \(place), which is not in the catalogue"
                return .strange(device.reason(.evidenceInconclusive, text))
            }
            return .known(
                family: known.family, role: known.role, words: "operatingSystem \(shown)", place: place)
        }
    }

    /// One value of both lists; what is not understood counts where nothing else tells.
    private func agreed<T: Equatable>(
        _ what: String, nothing: String, _ read: (String, Role?) -> T?, _ name: (T) -> String
    ) -> DeviceView.Seen<T> {
        var told: [(value: T, words: String, place: String)] = []
        var strange: [Reason] = []
        for named in [platformName, directoryName] {
            switch named {
            case .nothing: break
            case .strange(let reason): strange.append(reason)
            case .unusable(let reasons):
                guard reasons.allSatisfy({ $0.code == .evidenceOld }) else { return .unusable(reasons) }
            case .known(let family, let role, let words, let place):
                if let value = read(family, role) { told.append((value, words, place)) }
            }
        }
        guard let first = told.first else {
            if !strange.isEmpty { return .unusable(strange) }
            return .untold([device.reason(.evidenceMissing, nothing)])
        }
        if let other = told.first(where: { $0.value != first.value }) {
            let text =
                "\(first.words) in \(first.place) means \(what) \(name(first.value)), and \(other.words) in "
                + "\(other.place) \(name(other.value))"
            return .unusable([device.reason(.evidenceContradictory, text)])
        }
        return .value(first.value, place: first.place)
    }

    var family: DeviceView.Seen<String> {
        agreed("the family", nothing: "no list shows what system the device runs", { family, _ in family }) {
            $0
        }
    }

    var role: DeviceView.Seen<Role> {
        agreed(
            "a", nothing: "no list shows whether it is a client or a server", { _, role in role }
        ) { $0.rawValue }
    }

    // MARK: - Build

    /// A list that names a system of other builds than this one.
    func contradiction(of build: Int, _ place: String) -> Reason? {
        if case .value(let value, let list) = platform,
            let builds = knowledge.listed.platforms[value.lowercased()]?.builds, !builds.contains(build)
        {
            let text =
                "osPlatform is \(value.printable(limit: 60)) in \(list), and the build \(build) in \(place)"
            return device.reason(.evidenceContradictory, text)
        }
        if case .value(let value, let list) = device.text(.directorySystem),
            let builds = knowledge.listed.name(of: value)?.name.builds, !builds.contains(build)
        {
            let text =
                "operatingSystem is \(value.printable(limit: 80)) in \(list), and the build \(build) in \(place)"
            return device.reason(.evidenceContradictory, text)
        }
        return nil
    }

    /// The build by all lists; lists that differ make it unusable, and both are named.
    var build: DeviceView.Seen<Int> {
        let machine = device.number(.machineBuild)
        let directory = directoryBuild
        if case .unusable(let reasons) = machine, !machine.isSilent { return .unusable(reasons) }
        if case .unusable(let reasons) = directory, !directory.isSilent { return .unusable(reasons) }
        if case .value(let one, let place) = machine, case .value(let other, let otherPlace) = directory,
            one != other
        {
            let text = "the build is \(one) in \(place) and \(other) in \(otherPlace)"
            return .unusable([device.reason(.evidenceContradictory, text)])
        }
        return machine.or(directory)
    }

    /// From texts such as `10.0 (19045)`.
    private var directoryBuild: DeviceView.Seen<Int> {
        switch device.text(.directorySystemVersion) {
        case .absent(let place): return .absent(place: place)
        case .untold(let reasons): return .untold(reasons)
        case .unusable(let reasons): return .unusable(reasons)
        case .value(let text, let place):
            guard let build = Self.build(in: text) else {
                let words =
                    "operatingSystemVersion is \"\(text.printable(limit: 60))\" in \(place), which is not understood"
                return .unusable([device.reason(.evidenceInconclusive, words)])
            }
            return .value(build, place: place)
        }
    }

    static func build(in text: String) -> Int? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, DottedVersion(String(parts[0])) != nil, parts[1].hasPrefix("("),
            parts[1].hasSuffix(")")
        else { return nil }
        let digits = parts[1].dropFirst().dropLast()
        guard (4...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }

    // MARK: - Edition

    /// EditionID, by what Active Directory writes behind the system's name.
    var edition: DeviceView.Seen<String> {
        switch device.text(.directorySystem) {
        case .absent(let place): return .absent(place: place)
        case .untold(let reasons): return .untold(reasons)
        case .unusable(let reasons): return .unusable(reasons)
        case .value(let value, let place):
            guard let (name, rest) = knowledge.listed.name(of: value), let role = name.role,
                let id = knowledge.listed.editions[role]?[rest]
            else {
                let text =
                    "the edition in operatingSystem \"\(value.printable(limit: 80))\" in \(place) is not known"
                return .unusable([device.reason(.platformEditionNotSupported, text)])
            }
            return .value(id, place: place)
        }
    }

    /// osPlatform of a kind that is not in the catalogue, and may be one of a kind that is not supported.
    var strangePlatform: Reason? { if case .strange(let reason) = platformName { reason } else { nil } }

    /// Why it is a host for many sessions; nil where nothing says so.
    var multiSession: String? {
        guard case .value(let value, let place) = platform,
            knowledge.listed.platforms[value.lowercased()]?.isMultiSession == true
        else { return nil }
        return "osPlatform \(value.printable(limit: 60)) in \(place)"
    }

    // MARK: - Revision

    /// The revision of a build, from the version of the sensor that comes with it; nil where it cannot be derived.
    func revision(of build: Int) -> (revision: Int, words: String)? {
        guard case .value(let text, let place) = device.text(.machineAgentVersion),
            DottedVersion(text) != nil
        else { return nil }
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4, parts[0] == 10,
            knowledge.listed.sensorBases[parts[2]]?.contains(build) == true
        else { return nil }
        let shown = text.printable(limit: 60)
        return (parts[3], "\(build).\(parts[3]), derived from sensor \(shown) in \(place),")
    }
}
