import Model

/// Rules made by hand, as they are shipped unless told otherwise.
enum SyncRuleSample {
    static let certificateOnly = "IIF(IsNullOrEmpty([userCertificate]),True,NULL)"
    /// Filters every system before Windows 10, as newer built-in rules may.
    static let newSystemsOnly =
        #"IIF(IsNullOrEmpty([userCertificate]) || ((InStr(UCase([operatingSystem]),"WINDOWS") > 0) && (Left([operatingSystemVersion],2) = "6.")),True,NULL)"#

    static func join(
        filter: String? = certificateOnly, _ change: (inout SyncRule) -> Void = { _ in }
    ) -> SyncRule {
        var rule = inbound(
            "In from AD - Computer Join", 159,
            [
                flow(
                    "accountEnabled", "userAccountControl", "IIF(BitAnd([userAccountControl],2)=0,True,False)"
                ),
                flow("deviceId", "objectGUID"),
                flow("sourceAnchor", "objectGUID", "ConvertToBase64([objectGUID])"),
                constant("deviceTrustType", "ServerAd"), constant("cloudCreated", "False"),
                flow("displayName", "cn"), flow("objectSid", "objectSid"),
                flow("userCertificate", "userCertificate"),
                flow("cloudFiltered", "userCertificate", filter),
            ])
        rule.immutableTag = "Microsoft.InfromADComputerJoin.002"
        rule.linkType = "Provision"
        change(&rule)
        return rule
    }

    static func export(_ change: (inout SyncRule) -> Void = { _ in }) -> SyncRule {
        var rule = SyncRule(
            name: "Out to AAD - Device Join SOAInAD", immutableTag: "Microsoft.OuttoAADJoinSOAInAD.002",
            direction: .outbound, disabled: false, connector: SyncSample.tenantConnector,
            sourceClass: "device",
            targetClass: "device", linkType: "Provision", precedence: 160,
            scope: [
                [
                    .init(attribute: "cloudCreated", comparison: "EQUAL", value: "false"),
                    .init(attribute: "userCertificate", comparison: "ISNOTNULL", value: ""),
                    .init(attribute: "cloudFiltered", comparison: "NOTEQUAL", value: "true"),
                ]
            ],
            flows: [
                flow("dn", "sourceAnchor", #""CN={" & ConvertToUTF8Hex([sourceAnchor]) & "}""#),
                flow("deviceId", "deviceId"), flow("accountEnabled", "accountEnabled"),
                flow("deviceTrustType", "deviceTrustType"),
                flow("onPremiseSecurityIdentifier", "objectSid"),
                flow("userCertificate", "userCertificate"),
            ])
        change(&rule)
        return rule
    }

    /// A rule of somebody's own, from computer to device.
    static func inbound(
        _ name: String, _ precedence: Int, _ flows: [SyncRule.Flow], scope: [[SyncRule.Condition]] = [],
        _ change: (inout SyncRule) -> Void = { _ in }
    ) -> SyncRule {
        var rule = SyncRule(
            name: name, immutableTag: nil, direction: .inbound, disabled: false,
            connector: SyncSample.connector,
            sourceClass: "computer", targetClass: "device", linkType: "Join", precedence: precedence,
            scope: scope,
            flows: flows)
        change(&rule)
        return rule
    }

    static func flow(_ target: String, _ source: String, _ expression: String? = nil) -> SyncRule.Flow {
        SyncRule.Flow(target: target, sources: [source], expression: expression, constant: nil)
    }

    static func constant(_ target: String, _ value: String) -> SyncRule.Flow {
        SyncRule.Flow(target: target, sources: [], expression: nil, constant: value)
    }
}
