import Model

/// Something of which it matters that it is not in the registry.
struct RegistryAbsence: Equatable {
    enum Part: Equatable {
        /// The key itself.
        case key
        /// A value in it, by its lower-case name.
        case value(String)
        /// Any enrolment below it.
        case enrollments
    }

    let path: RegistryPath
    let part: Part
    /// What is claimed absent, without an instance.
    let attribute: DeviceAttribute

    /// That of a missing key is claimed `absent`, as everything is, and never false.
    static let all: [RegistryAbsence] = {
        let microsoft = "software\\microsoft\\"
        let sensor = "windows advanced threat protection"
        let manager = RegistryKeyRule.configurationManager
        return [
            RegistryAbsence(
                microsoft + sensor + "\\status", .value("onboardingstate"), .onboardingState),
            RegistryAbsence(microsoft + "sensecm", .value("enrollmentstatus"), .enrollmentStatus),
            RegistryAbsence(
                "software\\policies\\microsoft\\" + sensor + "\\devicetagging", .value("group"), .registryTag),
            RegistryAbsence(
                microsoft + "windows\\currentversion\\cdj\\aad", .value("tenantid"),
                .connectionPointTenantID),
            RegistryAbsence(manager.text, .key, .configurationManagerKey),
            RegistryAbsence(manager.text, .value("comanagementflags"), .coManagementFlags),
            RegistryAbsence(RegistryKeyRule.enrollments.text, .enrollments, .enrollmentProvider),
        ]
    }()

    private init(_ path: String, _ part: Part, _ attribute: DeviceAttribute) {
        self.path = RegistryPath(known: path)
        self.part = part
        self.attribute = attribute
    }
}

/// What a file shows of something that it does not hold.
enum RegistryShowing: Equatable {
    /// It shows that it is not there, at a line.
    case absent(line: Int)
    /// It was asked for and not given, with what was said instead.
    case denied(String, line: Int)
    case nothing
}
