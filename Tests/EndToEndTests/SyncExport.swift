import Foundation
import TestSupport

/// An export of a synchronization server, made today, that has the whole of the lab's domain in scope.
struct SyncExport: Sendable {
    var inclusions = ["DC=corp,DC=contoso,DC=test"]
    var exclusions: [String] = []
    var selected = "1"
    var classes = ["computer", "user"]
    var staging = "False"
    /// One more condition on the rule that sends devices to the tenant.
    var exportScope = ""
    /// The connector of the rule that sends devices to the tenant.
    var sendsThrough = tenant
    /// Further files, by their place in the folder.
    var more: [String: String] = [:]

    private static let forest = "{11111111-2222-3333-4444-555555555501}"
    private static let tenant = "{11111111-2222-3333-4444-555555555502}"
    private static let partition = "{11111111-2222-3333-4444-555555555503}"

    func write(to folder: TemporaryFolder) throws -> String {
        let files =
            [
                "Connectors/Connector_\(Self.forest).xml": forest,
                "Connectors/Connector_\(Self.tenant).xml": Self.tenantConnector,
                "GlobalSettings/MV.xml": settings,
                "SynchronizationRules/SynchronizationRule_1.xml": Self.join,
                "SynchronizationRules/SynchronizationRule_2.xml": send,
            ].merging(more) { $1 }
        let root = folder.url.appending(path: "export")
        for (name, text) in files {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return root.path
    }

    private static func list(_ name: String, _ texts: [String]) -> String {
        texts.map { "<\(name)>\($0)</\(name)>" }.joined()
    }

    private var forest: String {
        let attributes = ["userCertificate", "objectGUID", "objectSid", "userAccountControl", "cn"]
        return """
            <ma-data><id>\(Self.forest)</id><name>corp.contoso.test</name><category>AD</category>
            <attribute-inclusion>\(Self.list("attribute", attributes))</attribute-inclusion>
            <ma-partition-data><partition><id>\(Self.partition)</id><name>DC=corp,DC=contoso,DC=test</name>
            <selected>\(selected)</selected><filter>
            <object-classes>\(Self.list("object-class", classes))</object-classes><containers>
            <exclusions>\(Self.list("exclusion", exclusions))</exclusions>
            <inclusions>\(Self.list("inclusion", inclusions))</inclusions></containers></filter></partition></ma-partition-data>
            <ma-run-data><run-configuration><name>All</name><configuration><step><step-type type="full-import">
            <import-subtype>to-cs</import-subtype></step-type><partition>\(Self.partition)</partition></step></configuration>
            </run-configuration></ma-run-data></ma-data>
            """
    }

    private static let tenantConnector = """
        <ma-data><id>\(tenant)</id><name>contoso.onmicrosoft.com - AAD</name><category>Extensible2</category>
        <subtype>Windows Azure Active Directory (Microsoft)</subtype></ma-data>
        """

    private var settings: String {
        let today = Date().ISO8601Format().prefix(10)
        return """
            <saved-mv-configuration server='SYNC01' export-date='\(today) 00:00:00.000'><mv-data><parameter-values>
            <parameter name="Microsoft.Synchronize.StagingMode">\(staging)</parameter>
            <parameter name="Microsoft.Synchronize.SchedulerSuspended">False</parameter>
            <parameter name="Microsoft.Synchronize.SynchronizationSchedule">True</parameter>
            <parameter name="Microsoft.Synchronize.TimeInterval">00:30:00</parameter>
            </parameter-values></mv-data></saved-mv-configuration>
            """
    }

    private static func rule(
        _ name: String, _ tag: String, _ direction: String, _ connector: String, from: String,
        precedence: Int,
        flows: String, scope: String
    ) -> String {
        """
        <synchronizationRule><id>{11111111-2222-3333-4444-5555555556\(precedence % 100)}</id><name>\(name)</name>
        <immutable-tag>\(tag)</immutable-tag><direction>\(direction)</direction><disabled>False</disabled>
        <connector>\(connector)</connector><sourceObjectType>\(from)</sourceObjectType>
        <targetObjectType>device</targetObjectType><linkType>Provision</linkType><precedence>\(precedence)</precedence>
        <attribute-mappings>\(flows)</attribute-mappings><synchronizationCriteria>\(scope)</synchronizationCriteria>
        </synchronizationRule>
        """
    }

    private static func flow(_ target: String, _ source: String, _ expression: String? = nil) -> String {
        "<mapping><dest>\(target)</dest><src><attr>\(source)</attr></src>"
            + (expression.map { "<expression>\($0)</expression>" } ?? "") + "</mapping>"
    }

    private static func constant(_ target: String, _ value: String) -> String {
        "<mapping><dest>\(target)</dest><src>\(value)</src></mapping>"
    }

    private static let join = rule(
        "In from AD - Computer Join", "Microsoft.InfromADComputerJoin.002", "Inbound", forest,
        from: "computer",
        precedence: 159,
        flows: [
            flow("accountEnabled", "userAccountControl", "IIF(BitAnd([userAccountControl],2)=0,True,False)"),
            flow("deviceId", "objectGUID"),
            flow("sourceAnchor", "objectGUID", "ConvertToBase64([objectGUID])"),
            flow("objectSid", "objectSid"), constant("deviceTrustType", "ServerAd"),
            constant("cloudCreated", "False"), flow("userCertificate", "userCertificate"),
            flow("cloudFiltered", "userCertificate", "IIF(IsNullOrEmpty([userCertificate]),True,NULL)"),
        ].joined(), scope: "")

    private var send: String {
        func condition(_ attribute: String, _ comparison: String, _ value: String) -> String {
            "<scope><csAttribute>\(attribute)</csAttribute><csOperator>\(comparison)</csOperator><csValue>\(value)</csValue></scope>"
        }
        let scope =
            condition("cloudCreated", "EQUAL", "false") + condition("userCertificate", "ISNOTNULL", "")
            + condition("cloudFiltered", "NOTEQUAL", "true") + exportScope
        return Self.rule(
            "Out to AAD - Device Join SOAInAD", "Microsoft.OuttoAADJoinSOAInAD.002", "Outbound", sendsThrough,
            from: "device", precedence: 160,
            flows: [
                Self.flow(
                    "dn", "sourceAnchor", "\"CN={\" &amp; ConvertToUTF8Hex([sourceAnchor]) &amp; \"}\""),
                Self.flow("deviceId", "deviceId"), Self.flow("accountEnabled", "accountEnabled"),
                Self.flow("deviceTrustType", "deviceTrustType"),
                Self.flow("onPremiseSecurityIdentifier", "objectSid"),
                Self.flow("userCertificate", "userCertificate"),
            ].joined(), scope: "<conditions>\(scope)</conditions>")
    }
}
