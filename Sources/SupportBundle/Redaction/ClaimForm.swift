import Model

/// What the text of a claim, or of its instance, is.
enum ClaimForm {
    /// What Windows, a service or a product said, mostly in words of a closed list, in whose place anything may stand.
    case words
    /// A word of this tool's own, which stands for what a list says.
    case own
    /// A text in which checks look for phrases, such as the name of a system.
    case judged
    /// A version, which may look like an address.
    case version
    case computer, domain, tenant, id, address, tag
    /// The key of an enrolment.
    case enrolment
    /// A value of a setting; a list has commas.
    case setting
}

extension DeviceAttribute {
    /// The forms of the value and of the instance.
    var form: (value: ClaimForm, instance: ClaimForm) {
        switch self {
        case .computerName: (.computer, .words)
        case .domainName: (.domain, .words)
        case .entraDeviceID, .entraTenantID, .connectionPointTenantID, .onboardingOrganization,
            .enrollmentTenantID, .enrollmentDeviceID:
            (.id, .words)
        case .workplaceTenantID: (.id, .id)
        case .entraTenantName, .connectionPointTenantName: (.tenant, .words)
        case .registryTag: (.tag, .words)
        case .sensorTag, .machineTag: (.words, .tag)
        case .enrollmentProvider, .enrollmentType, .enrollmentState: (.words, .enrolment)
        case .enrollmentDiscovery: (.address, .enrolment)
        case .agentConnectivity: (.words, .address)
        case .preference: (.setting, .words)
        case .systemVersion, .sensorVersion, .antivirusVersion, .configurationManagerVersion, .agentVersion,
            .directorySystemVersion, .machineAgentVersion:
            (.version, .words)
        case .installedProduct: (.version, .judged)
        case .productName, .directorySystem, .deviceAuthentication, .keySignTest, .joinTest: (.judged, .words)
        case .directoryAccount, .entraObject, .entraRegistration, .entraSeen, .machineRecord, .machineSeen:
            (.own, .words)
        case .systemFamily, .systemBuild, .systemRevision, .systemEdition, .installationType, .productType,
            .architecture, .installedUpdate, .languageMode, .serviceState, .serviceStart,
            .antivirusMode, .antivirusEnabled, .tamperProtected, .entraJoined, .enterpriseJoined,
            .domainJoined,
            .workplaceJoined, .deviceCertificateEnd,
            .joinErrorPhase, .joinClientError, .joinServerError, .joinServerMessage, .joinUserContext,
            .onboardingState, .enrollmentStatus, .lastCheckIn, .enrollmentMode, .analyzerResult,
            .externallyManaged, .declaredConfigurationFlag, .coManagementFlags, .configurationManagerKey,
            .managedProductType, .agentHealthy, .agentLicensed, .agentManagedBy, .boardVendor,
            .entraEnabled, .entraTrust, .entraSynced,
            .entraManagement, .entraTwins, .managementAgent, .machineOnboarding,
            .machineHealth,
            .machineManagedBy, .machineManagedByStatus, .machinePlatform, .machineBuild,
            .machineProcessor, .machineExclusion, .machineTwins, .entraIdentity,
            .managementAgentStale, .machineArchitecture, .machineDuplicate:
            (.words, .words)
        }
    }
}
