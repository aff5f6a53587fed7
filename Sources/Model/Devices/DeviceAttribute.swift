/// What evidence can tell of a device: a closed vocabulary, each with the one form in which readers give its value.
///
/// *text* is printable and as the source has it unless stated otherwise; *number* is a whole one; *flag* is true or
/// false; *moment* is UTC. An attribute marked with *per …* is told once for each instance.
package enum DeviceAttribute: String, Codable, Sendable, CaseIterable {
    // MARK: Identity

    /// text: the first label of the device's name, lower case.
    case computerName = "computer-name"
    /// text: the DNS or NetBIOS domain, lower case.
    case domainName = "domain-name"

    // MARK: Platform

    /// text: `windows`, `linux` or `macos`.
    case systemFamily = "os.family"
    /// number: CurrentBuildNumber, such as 19045.
    case systemBuild = "os.build"
    /// number: the update build revision.
    case systemRevision = "os.revision"
    /// text: EditionID, such as `Professional` or `ServerStandard`.
    case systemEdition = "os.edition"
    /// text: `Client`, `Server`, `Server Core` and others, as InstallationType has them.
    case installationType = "os.installation-type"
    /// number: 1 client, 2 domain controller, 3 server.
    case productType = "os.product-type"
    /// text: the name for people, such as `Microsoft Windows Server 2019 Standard`.
    case productName = "os.product-name"
    /// text: `x86`, `x64` or `arm64`.
    case architecture = "os.architecture"
    /// text: a version as Linux and macOS have it, such as `22.04`.
    case systemVersion = "os.version"
    /// flag, per update (`KB` and digits): true where it is installed.
    case installedUpdate = "os.update"
    /// text: `FullLanguage`, `ConstrainedLanguage` and others.
    case languageMode = "powershell.language-mode"

    // MARK: Services and sensor

    /// text, per service (lower-case short name such as `sense` or `ccmexec`): `running`, `stopped`, `paused`,
    /// `starting` or `stopping`.
    case serviceState = "service.state"
    /// text, per service: `automatic`, `manual`, `disabled`, `boot` or `system`.
    case serviceStart = "service.start"
    /// text: version of the sensor, such as `10.8295.22621.1019`.
    case sensorVersion = "sensor.version"
    /// text: AMProductVersion.
    case antivirusVersion = "antivirus.version"
    /// text: AMRunningMode, such as `Normal` or `Passive Mode`.
    case antivirusMode = "antivirus.mode"
    /// flag: AntivirusEnabled.
    case antivirusEnabled = "antivirus.enabled"
    /// flag: IsTamperProtected.
    case tamperProtected = "antivirus.tamper-protected"
    /// text, per product (as DisplayName has it): version of an installed product.
    case installedProduct = "product.version"

    // MARK: Registration

    /// flag: AzureAdJoined of dsregcmd.
    case entraJoined = "join.entra"
    /// flag: EnterpriseJoined.
    case enterpriseJoined = "join.enterprise"
    /// flag: DomainJoined.
    case domainJoined = "join.domain"
    /// flag: WorkplaceJoined, which is the user's and not the device's.
    case workplaceJoined = "join.workplace"
    /// text: DeviceId of the device's own section, a lower-case GUID.
    case entraDeviceID = "join.device-id"
    /// text: TenantId of the device's own section, a lower-case GUID.
    case entraTenantID = "join.tenant-id"
    case entraTenantName = "join.tenant-name"
    /// text: DeviceAuthStatus, such as `SUCCESS`.
    case deviceAuthentication = "join.authentication"
    /// moment: the end of DeviceCertificateValidity.
    case deviceCertificateEnd = "join.certificate-end"
    /// text: `PASSED` and others, as KeySignTest has them.
    case keySignTest = "join.key-sign-test"
    /// text, per test (`ad-connectivity`, `ad-configuration`, `drs-discovery`, `drs-connectivity`, `token-acquisition`):
    /// `PASS`, `SKIPPED` or `FAIL` with what stands behind it.
    case joinTest = "join.test"
    /// text: `pre-check`, `discover`, `auth` or `join`, lower case.
    case joinErrorPhase = "join.error-phase"
    /// text: Client ErrorCode, `0x` and eight lower-case hexadecimal digits.
    case joinClientError = "join.client-error"
    /// text: Server ErrorCode.
    case joinServerError = "join.server-error"
    case joinServerMessage = "join.server-message"
    /// text: `SYSTEM`, `UN-ELEVATED User` and others: who ran dsregcmd.
    case joinUserContext = "join.user-context"
    /// text, per registry key of a work account: tenant of a work account, a lower-case GUID.
    case workplaceTenantID = "workplace.tenant-id"
    /// text: TenantId below CDJ\AAD, the client's own service connection point; a lower-case GUID where it is one.
    case connectionPointTenantID = "connection-point.tenant-id"
    case connectionPointTenantName = "connection-point.tenant-name"

    // MARK: Onboarding

    /// number: OnboardingState.
    case onboardingState = "onboarding.state"
    /// text: OrgId of the onboarding, a lower-case GUID.
    case onboardingOrganization = "onboarding.organization"
    /// number: EnrollmentStatus below SenseCM.
    case enrollmentStatus = "enrollment.status"
    /// text: TenantId below SenseCM, a lower-case GUID.
    case enrollmentTenantID = "enrollment.tenant-id"
    /// text: DeviceId below SenseCM, a lower-case GUID.
    case enrollmentDeviceID = "enrollment.device-id"
    /// moment: LastCheckinSuccess.
    case lastCheckIn = "enrollment.last-check-in"
    /// number: SenseCmModeSwitch of SenseCmConfiguration.
    case enrollmentMode = "enrollment.mode"
    /// text, per report id of the MDE Client Analyzer: severity, a colon and the text of a result.
    case analyzerResult = "analyzer.result"

    // MARK: Tagging

    /// text, exactly as it is: value Group below DeviceTagging.
    case registryTag = "tag.registry"
    /// flag, per tag exactly as it is: a tag that mdatp shows.
    case sensorTag = "tag.sensor"

    // MARK: Control plane

    /// text, per enrolment (registry key, lower case): ProviderID.
    case enrollmentProvider = "mdm.provider"
    /// number, per enrolment: EnrollmentType.
    case enrollmentType = "mdm.type"
    /// number, per enrolment: EnrollmentState.
    case enrollmentState = "mdm.state"
    /// text, per enrolment: DiscoveryServiceFullURL.
    case enrollmentDiscovery = "mdm.discovery"
    /// number: ExternallyManaged below Enrollments.
    case externallyManaged = "mdm.externally-managed"
    /// number: MmpcEnrollmentFlag.
    case declaredConfigurationFlag = "mdm.declared-configuration-flag"
    /// number: CoManagementFlags below CCM.
    case coManagementFlags = "configuration-manager.co-management-flags"
    /// text: version of the Configuration Manager client.
    case configurationManagerVersion = "configuration-manager.version"
    /// flag: whether the key of the Configuration Manager client is there.
    case configurationManagerKey = "configuration-manager.key"
    /// number: ManagedDefenderProductType.
    case managedProductType = "defender.managed-product-type"

    // MARK: Linux and macOS

    /// text: app_version of mdatp.
    case agentVersion = "agent.version"
    /// flag: healthy of mdatp.
    case agentHealthy = "agent.healthy"
    /// flag: licensed of mdatp.
    case agentLicensed = "agent.licensed"
    /// text: managed_by of mdatp.
    case agentManagedBy = "agent.managed-by"
    /// flag, per URL: whether mdatp's connectivity test reached it.
    case agentConnectivity = "agent.connectivity"
    /// flag: whether /sys/class/dmi/id/board_vendor is there.
    case boardVendor = "agent.board-vendor"

    // MARK: Policy

    /// text, per setting: an effective value as Get-MpPreference shows it; of a list, parts joined by commas.
    case preference = "preference"

    // MARK: Active Directory, as it lists the device

    /// text: `enabled`, `disabled`, `stale` or `domain-controller`; absent where the whole list has no such computer.
    case directoryAccount = "directory.account"
    /// text: operatingSystem, such as `Windows 10 Enterprise`.
    case directorySystem = "directory.operating-system"
    /// text: operatingSystemVersion, such as `10.0 (19045)`.
    case directorySystemVersion = "directory.operating-system-version"

    // MARK: Entra ID, as it lists the device

    /// text: how the object was found, `id` or `name`; absent where the whole list has no such device.
    case entraObject = "entra.object"
    /// flag: accountEnabled.
    case entraEnabled = "entra.enabled"
    /// text, lower case: `azuread`, `serverad`, `workplace`.
    case entraTrust = "entra.trust-type"
    /// text: `complete` or `pending`.
    case entraRegistration = "entra.registration"
    /// flag: onPremisesSyncEnabled.
    case entraSynced = "entra.synced"
    /// text, lower case: managementType, such as `microsoftsense` or `mdm`.
    case entraManagement = "entra.management-type"
    /// text: `recent` or `stale`, by approximateLastSignInDateTime.
    case entraSeen = "entra.seen"
    /// flag, per source (as its list is called, or `evidence`): false where the id that it gives to the device is not
    /// that of the object.
    case entraIdentity = "entra.identity"
    /// number: further objects in use of the same name, or of the same id; 0 where the whole list has none.
    case entraTwins = "entra.other-objects"

    // MARK: Intune, as it lists the device

    /// text, lower case, per record (`1`, `2`…): managementAgent; absent, without a record, where the whole list has no
    /// such device.
    case managementAgent = "intune.management-agent"
    /// text, lower case, per record (`1`, `2`…): managementAgent of a record that was not synchronized for long, where
    /// no record in use has the same.
    case managementAgentStale = "intune.stale-management-agent"

    // MARK: Defender for Endpoint, as it lists the device

    /// text: how the record was found, `id` or `name`; absent where the whole list has no such machine.
    case machineRecord = "machine.record"
    /// text, lower case: onboardingStatus.
    case machineOnboarding = "machine.onboarding-status"
    /// text, lower case: healthStatus.
    case machineHealth = "machine.health"
    /// text: `recent` or `stale`, by lastSeen.
    case machineSeen = "machine.seen"
    /// text, lower case: managedBy.
    case machineManagedBy = "machine.managed-by"
    /// text, lower case: managedByStatus.
    case machineManagedByStatus = "machine.managed-by-status"
    /// flag, per tag exactly as it is: a tag that is, or is nearly, the management tag; absent, without a tag, where the
    /// machine's tags are shown and none of them is.
    case machineTag = "machine.tag"
    /// text: osPlatform, such as `WindowsServer2019`.
    case machinePlatform = "machine.os-platform"
    /// number: osBuild.
    case machineBuild = "machine.os-build"
    /// text, lower case: osProcessor, such as `x64`.
    case machineProcessor = "machine.os-processor"
    /// text, lower case: osArchitecture, such as `64-bit`.
    case machineArchitecture = "machine.os-architecture"
    /// flag: isPotentialDuplication.
    case machineDuplicate = "machine.potential-duplicate"
    /// text: agentVersion.
    case machineAgentVersion = "machine.agent-version"
    /// text, lower case: why the machine is excluded.
    case machineExclusion = "machine.exclusion"
    /// number: further records in use of the same device; 0 where the whole list has none.
    case machineTwins = "machine.other-records"
}
