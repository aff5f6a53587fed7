import Model

/// What the enrolments of a device in mobile device management say.
struct Enrollments {
    /// Those of Intune that are under way, each as a clause.
    private(set) var intune: [String] = []
    /// What may be one and cannot be told.
    private(set) var doubts: [Reason] = []
    /// Whether no evidence tells of enrolments, or none but what is too old.
    private(set) var isSilent = false

    private static let attributes: [DeviceAttribute] = [
        .enrollmentProvider, .enrollmentType, .enrollmentState, .enrollmentDiscovery,
    ]

    init(_ device: DeviceView, _ knowledge: ControlPlaneKnowledge) {
        var keys: [String] = []
        for attribute in Self.attributes {
            for key in device.instances(of: attribute) where !keys.contains(key) { keys.append(key) }
        }
        for key in keys.sorted() { judge(key, device, knowledge) }
        // What follows in a file that is cut may be an enrolment too.
        doubts += device.damage(toFilesOf: Self.attributes)
        isSilent =
            intune.isEmpty && doubts.allSatisfy { $0.code == .evidenceOld }
            && device.text(.enrollmentProvider).isSilent
            && (keys.isEmpty || !doubts.isEmpty)
        guard intune.isEmpty else { return }
        // A list that is not shown to its end may go on with one of Intune.
        let rest = device.text(.enrollmentProvider)
        let what = #"an export of HKLM\SOFTWARE\Microsoft\Enrollments with all below it"#
        doubts += device.doubts(about: rest, settledBy: what) ?? []
        if case .value(let name, let place) = rest {
            let text = "\(place) names the provider \"\(name.printable(limit: 60))\" of no enrolment"
            doubts.append(device.reason(.evidenceInconclusive, text))
        }
    }

    private mutating func judge(_ key: String, _ device: DeviceView, _ knowledge: ControlPlaneKnowledge) {
        let provider = device.text(.enrollmentProvider, of: key)
        let type = device.number(.enrollmentType, of: key)
        let state = device.number(.enrollmentState, of: key)
        let discovery = device.text(.enrollmentDiscovery, of: key)
        let unsure = [provider.unusable, type.unusable, state.unusable, discovery.unusable].flatMap(\.self)
        guard unsure.isEmpty else {
            doubts += unsure
            return
        }
        let numbers = [type.value, state.value].compactMap(\.self)
        let idle = numbers.count { $0 == knowledge.notStarted }
        if idle == 2 { return }
        let host = discovery.value.flatMap(Self.host(of:))
        let title = "enrolment \(key.printable(limit: 60))"
        guard case .value(let name, let place) = provider, !name.isEmpty else {
            if state.value.map({ $0 != knowledge.notStarted }) ?? false {
                let text = "\(title) is under way, and names no provider"
                doubts.append(device.reason(.evidenceInconclusive, text))
                return
            }
            if idle > 0 { return }
            // Windows keeps many keys there that are no enrolments.
            let byHost = knowledge.providers.first { $0.owns(host) }
            let byType = type.value.flatMap { type in
                knowledge.providers.first { $0.types.contains(type) }
            }
            if byHost?.role == .intune || byType?.role == .intune {
                let text = "\(title) names no provider, and looks like one of Intune"
                doubts.append(device.reason(.evidenceInconclusive, text))
            }
            return
        }
        let seen =
            "\(title) of \"\(name.printable(limit: 60))\" in \(place)"
            + (type.value.map { ", type \($0)" } ?? "")
            + (host.map { ", at \($0.printable(limit: 80))" } ?? "")
        guard let known = knowledge.providers.first(where: { $0.id.lowercased() == name.lowercased() }) else {
            let text = "\(seen): the provider is not in the catalogue, and may manage the device"
            doubts.append(device.reason(.evidenceInconclusive, text))
            return
        }
        let fitsType = type.value.map(known.types.contains) ?? true
        let fitsHost = host.map { known.hosts.isEmpty || known.owns($0) } ?? true
        let isOfIntune = knowledge.providers.contains { $0.role == .intune && $0.owns(host) }
        guard known.role != .internal || isOfIntune else { return }
        if idle > 0, known.role == .intune || isOfIntune {
            let text = "\(seen): by its type and its state it is both started and not started"
            doubts.append(device.reason(.evidenceInconclusive, text))
            return
        }
        if idle > 0 { return }
        guard fitsType, fitsHost else {
            let text = "\(seen): provider, type and service do not go together"
            doubts.append(device.reason(.evidenceInconclusive, text))
            return
        }
        if known.role == .intune { intune.append(seen) }
    }

    /// The host of a URL, lower case.
    private static func host(of url: String) -> String? {
        guard let start = url.firstRange(of: "://") else { return nil }
        let host = url[start.upperBound...].prefix { !"/:?#".contains($0) }
        return host.isEmpty ? nil : host.lowercased()
    }
}

extension ControlPlaneKnowledge.Provider {
    /// Whether a host is the provider's, or below it.
    fileprivate func owns(_ host: String?) -> Bool {
        guard let host else { return false }
        return hosts.contains { host == $0 || host.hasSuffix("." + $0) }
    }
}

extension DeviceView.Seen {
    /// Why what is told cannot be relied on.
    var unusable: [Reason] {
        if case .unusable(let reasons) = self { reasons } else { [] }
    }
}
