/// Why a check is not met or undetermined: a closed vocabulary, explained one by one in `checks/reasons.yml`.
package enum ReasonCode: String, Codable, Sendable, CaseIterable {
    case dnsNoSuchName = "dns.no-such-name"
    case dnsNoAddress = "dns.no-address"
    case dnsServerFailure = "dns.server-failure"
    case dnsTimeout = "dns.timeout"
    case dnsSinkholed = "dns.sinkholed"

    case tcpRefused = "tcp.refused"
    case tcpTimeout = "tcp.timeout"
    case tcpUnreachable = "tcp.unreachable"
    case tcpReset = "tcp.reset"

    case proxyNameNotResolved = "proxy.name-not-resolved"
    case proxyUnreachable = "proxy.unreachable"
    case proxyTimeout = "proxy.timeout"
    case proxyAuthenticationRequired = "proxy.authentication-required"
    case proxyDenied = "proxy.denied"
    case proxyTargetUnreachable = "proxy.target-unreachable"
    case proxyProtocolError = "proxy.protocol-error"

    case tlsTimeout = "tls.timeout"
    case tlsReset = "tls.reset"
    case tlsNotTLS = "tls.not-tls"
    case tlsProtocolVersion = "tls.protocol-version"
    case tlsHandshakeFailed = "tls.handshake-failed"
    case tlsCertificateExpired = "tls.certificate-expired"
    case tlsCertificateNotYetValid = "tls.certificate-not-yet-valid"
    case tlsNameMismatch = "tls.name-mismatch"
    case tlsSelfSigned = "tls.self-signed"
    case tlsUntrustedIssuer = "tls.untrusted-issuer"
    case tlsIntercepted = "tls.intercepted"
    case tlsUnknownIssuer = "tls.unknown-issuer"
    case tlsClientCertificateRequired = "tls.client-certificate-required"

    case httpTimeout = "http.timeout"
    case httpReset = "http.reset"
    case httpTruncated = "http.truncated"
    case httpProtocolError = "http.protocol-error"
    case httpUnexpectedStatus = "http.unexpected-status"
    case httpRedirectedElsewhere = "http.redirected-elsewhere"
    case httpCaptivePortal = "http.captive-portal"
    case httpNotGenuine = "http.not-genuine"
    case httpTooLarge = "http.too-large"

    case clockSkewed = "clock.skewed"
    case deadlineExceeded = "deadline.exceeded"

    case runInterrupted = "run.interrupted"
    case evidenceMissing = "evidence.missing"
    case evidenceInconclusive = "evidence.inconclusive"
    case endpointNotDocumented = "endpoint.not-documented"
    case inputNotGiven = "input.not-given"

    case ldapNoControllerFound = "ldap.no-controller-found"
    case ldapUnavailable = "ldap.unavailable"
    case ldapTimeout = "ldap.timeout"
    case ldapBindRejected = "ldap.bind-rejected"
    case ldapStrongAuthenticationRequired = "ldap.strong-authentication-required"
    case ldapInsufficientAccess = "ldap.insufficient-access"
    case ldapNoSuchObject = "ldap.no-such-object"
    case ldapSizeLimit = "ldap.size-limit"
    case ldapReferral = "ldap.referral"
    case ldapProtocolError = "ldap.protocol-error"
    case ldapCleartextRefused = "ldap.cleartext-refused"

    case kerberosNoCredentials = "kerberos.no-credentials"
    case kerberosClockSkew = "kerberos.clock-skew"
    case kerberosUnknownService = "kerberos.unknown-service"
    case kerberosFailed = "kerberos.failed"

    case directoryLevelTooLow = "directory.level-too-low"
    case directoryNotActiveDirectory = "directory.not-active-directory"
    case directoryOtherDomain = "directory.other-domain"
    case directoryUnsupportedValue = "directory.unsupported-value"

    case registrationPointMissing = "registration-point.missing"
    case registrationPointDuplicate = "registration-point.duplicate"
    case registrationPointIncomplete = "registration-point.incomplete"
    case registrationPointEnterpriseDRS = "registration-point.enterprise-drs"

    case syncNoAccount = "sync.no-account"
    case syncConfigurationMissing = "sync.configuration-missing"
    case syncConfigurationUnreadable = "sync.configuration-unreadable"
    case syncConfigurationOld = "sync.configuration-old"
    case syncDomainNotCovered = "sync.domain-not-covered"
    case syncPartitionNotSelected = "sync.partition-not-selected"
    case syncContainerOutOfScope = "sync.container-out-of-scope"
    case syncGroupFilter = "sync.group-filter"
    case syncClassNotSelected = "sync.class-not-selected"
    case syncAttributeNotSelected = "sync.attribute-not-selected"
    case syncStaging = "sync.staging"
    case syncNotScheduled = "sync.not-scheduled"
    case syncRuleMissing = "sync.rule-missing"
    case syncRuleDisabled = "sync.rule-disabled"
    case syncRuleShadowed = "sync.rule-shadowed"
    case syncRuleFilters = "sync.rule-filters"
    case syncRuleNotUnderstood = "sync.rule-not-understood"

    case certificateMissing = "device-certificate.missing"
    case certificateForeign = "device-certificate.foreign"
    case certificateExpired = "device-certificate.expired"
    case certificateUndecodable = "device-certificate.undecodable"

    case federationUnknownDomain = "federation.unknown-domain"
    case federationMetadataUnreadable = "federation.metadata-unreadable"
    case federationEndpointMissing = "federation.endpoint-missing"

    case controlPlaneConfigurationManager = "control-plane.configuration-manager-present"

    case evidenceOld = "evidence.old"
    case evidenceContradictory = "evidence.contradictory"
    case evidenceTwoDevices = "evidence.two-devices"
    case evidenceUnreadable = "evidence.unreadable"
    case evidenceNotRecognised = "evidence.not-recognised"
    case evidenceRefused = "evidence.refused"

    case platformNotSupported = "platform.not-supported"
    case platformEditionNotSupported = "platform.edition-not-supported"
    case platformArchitectureNotSupported = "platform.architecture-not-supported"
    case platformServerCore = "platform.server-core"
    case platformMultiSession = "platform.multi-session"
    case platformDomainController = "platform.domain-controller"
    case platformLanguageMode = "platform.constrained-language"
    case platformBuildUnknown = "platform.build-unknown"
    case platformUpdateMissing = "platform.update-missing"
    case platformAgentMissing = "platform.agent-missing"
    case platformAgentLegacy = "platform.agent-legacy"
    case platformSensorOld = "platform.sensor-old"

    case registrationNotJoined = "registration.not-joined"
    case registrationFailed = "registration.failed"
    case registrationDeviceDisabled = "registration.device-disabled"
    case registrationCertificateExpired = "registration.certificate-expired"
    case registrationEnterpriseOnly = "registration.enterprise-only"

    case onboardingNotOnboarded = "onboarding.not-onboarded"
    case onboardingSensorStopped = "onboarding.sensor-stopped"
    case onboardingNotEnrolled = "onboarding.not-enrolled"
    case onboardingEnrollmentFailed = "onboarding.enrollment-failed"
    case onboardingStatusUnknown = "onboarding.status-unknown"
    case onboardingSourcesDisagree = "onboarding.sources-disagree"

    case tagMissing = "tag.missing"
    case tagNearMiss = "tag.near-miss"

    case controlPlaneIntune = "control-plane.managed-by-intune"
    case controlPlaneConfigurationManagerClient = "control-plane.managed-by-configuration-manager"
    case controlPlaneTwo = "control-plane.two-planes"
    case controlPlaneSourcesDisagree = "control-plane.sources-disagree"

    case policySettingDiffers = "policy.setting-differs"
    case policySettingNotShown = "policy.setting-not-shown"

    case tenantNotFound = "tenant.not-found"
    case tenantMismatch = "tenant.mismatch"
    case tenantSourcesDisagree = "tenant.sources-disagree"

    case graphSignInRejected = "graph.sign-in-rejected"
    case graphPermissionMissing = "graph.permission-missing"
    case graphThrottled = "graph.throttled"
    case graphUnavailable = "graph.unavailable"
    case graphTimeout = "graph.timeout"
    case graphMalformed = "graph.malformed"
    case graphIncomplete = "graph.incomplete"
    case defenderSignInRejected = "defender.sign-in-rejected"
    case defenderPermissionMissing = "defender.permission-missing"
    case defenderThrottled = "defender.throttled"
    case defenderUnavailable = "defender.unavailable"
    case defenderTimeout = "defender.timeout"
    case defenderMalformed = "defender.malformed"
    case defenderIncomplete = "defender.incomplete"

    case licensingPlanMissing = "licensing.plan-missing"
    case licensingPlanNotUsable = "licensing.plan-not-usable"
    case licensingPlanPending = "licensing.plan-pending"
    case licensingServersOnly = "licensing.servers-only"
    case licensingUnitsExceeded = "licensing.units-exceeded"

    case tenantAttachDisabled = "tenant.attach-disabled"
    case tenantConnectorMissing = "tenant.connector-missing"
    case tenantConnectorUnresponsive = "tenant.connector-unresponsive"
    case tenantAuthorityOther = "tenant.authority-other"
    case tenantSyncDisabled = "tenant.sync-disabled"
    case tenantSyncOld = "tenant.sync-old"
    case tenantScopeOff = "tenant.scope-off"
    case tenantScopeUnknown = "tenant.scope-unknown"
    case tenantExportUnreadable = "tenant.export-unreadable"

    case registrationObjectMissing = "registration.object-missing"
    case registrationPending = "registration.pending"
    case registrationDuplicate = "registration.duplicate"
    case onboardingRecordMissing = "onboarding.record-missing"
    case onboardingRecordExcluded = "onboarding.record-excluded"
    case onboardingSensorInactive = "onboarding.sensor-inactive"
    case deviceAmbiguous = "device.ambiguous"

    case policyConflicting = "policy.conflicting-assignments"
    case policyNotAssigned = "policy.not-assigned"
    case policyAssignedToUsers = "policy.assigned-to-users"
    case policyAssignmentFilter = "policy.assignment-filter"

    case waiverUnknown = "waiver.unknown"
    case waiverExpired = "waiver.expired"
    case waiverUnused = "waiver.unused"
    case waiverEnding = "waiver.ending"
}

extension ReasonCode {
    /// Whether it is about a waiver, which no waiver may waive.
    package var isOfWaivers: Bool {
        switch self {
        case .waiverUnknown, .waiverExpired, .waiverUnused, .waiverEnding: true
        default: false
        }
    }

    /// Whether it says that another control plane manages a device.
    package var meansManagedElsewhere: Bool {
        switch self {
        case .controlPlaneIntune, .controlPlaneConfigurationManagerClient: true
        default: false
        }
    }
}
