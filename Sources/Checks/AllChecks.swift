package import Model

/// Every check there is, in the order in which reports show them.
package let allChecks: [any Check] = [
    ReachabilityCheck("endpoints.registration-reachable"),
    ReachabilityCheck("endpoints.sign-in-reachable"),
    ReachabilityCheck("endpoints.device-management-reachable"),
    WildcardAllowedCheck(
        "endpoints.device-management-wildcard-allowed", hosts: "endpoints.device-management-reachable"),
    ReachabilityCheck("endpoints.hybrid-join-reachable"),
    ReachabilityCheck("endpoints.defender-standard-reachable"),
    ReachabilityCheck("endpoints.defender-streamlined-reachable"),
    WildcardAllowedCheck(
        "endpoints.defender-streamlined-wildcard-allowed", hosts: "endpoints.defender-streamlined-reachable"),
    ReachabilityCheck("endpoints.additional-reachable"),
    ReachabilityCheck("endpoints.revocation-reachable"),
    GenuineResponsesCheck(),
    TLSNotInterceptedCheck(),
    TLSVersionCheck(),
    ProxyNeedsNoSignInCheck(),
    ClockInSyncCheck(),
    BothFamiliesAgreeCheck(),
    DomainResolvesToTenantCheck(),
    SyncTenantMatchesCheck(),
    ComputersInSyncScopeCheck(),
    ComputerClassInScopeCheck(),
    DeviceAttributesInScopeCheck(),
    SyncNotStagingCheck(),
    SyncScheduledCheck(),
    ComputerRuleEnabledCheck(),
    Server2012R2RuleCheck(),
]
