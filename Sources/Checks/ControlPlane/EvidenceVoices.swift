import Model

/// Whom the evidence of a Windows device names as its managers.
struct EvidenceVoices {
    let status: EnrollmentState
    let enrollments: Enrollments
    let client: ConfigurationManagerClient
    let product: ManagedProduct
    /// Those that name a plane.
    let voices: [PlaneVoice]

    init(_ device: DeviceView, _ knowledge: DeviceKnowledge) {
        status = EnrollmentState(device, knowledge.enrollment)
        enrollments = Enrollments(device, knowledge.controlPlane)
        client = ConfigurationManagerClient(device, knowledge.controlPlane)
        product = ManagedProduct(device, knowledge.controlPlane, status)
        var voices: [PlaneVoice] = []
        if let voice = Self.voice(of: status) { voices.append(voice) }
        if let first = enrollments.intune.first { voices.append(PlaneVoice(planes: [.intune], words: first)) }
        if case .planes(let planes, let words) = product {
            voices.append(PlaneVoice(planes: planes, words: words))
        }
        self.voices = voices
    }

    private static func voice(of state: EnrollmentState) -> PlaneVoice? {
        guard case .known(let status, let agreed?, let place) = state else { return nil }
        let planes: Set<ControlPlaneKnowledge.Plane>
        switch agreed {
        case .enrolled, .harmless: planes = [.defender]
        case .intune: planes = [.intune]
        case .configurationManager: planes = [.configurationManager]
        case .both: planes = [.defender, .configurationManager]
        case .neverEnrolled, .unenrolled, .failed, .unknown: return nil
        }
        return PlaneVoice(planes: planes, words: status.title(place))
    }

    /// What managed_by of mdatp says, on Linux and macOS.
    static func voice(ofAgent device: DeviceView, _ knowledge: ControlPlaneKnowledge) -> PlaneVoice? {
        guard case .value(let value, let place) = device.text(.agentManagedBy),
            knowledge.agents.defender.contains(value.lowercased())
        else { return nil }
        return PlaneVoice(planes: [.defender], words: "managed_by is \(value) in \(place)")
    }
}
