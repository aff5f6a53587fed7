import Foundation
import Model
import TestSupport

@testable import Collectors

/// An export of a synchronization server in a folder of its own, of which one file at a time is spoilt.
struct ExportFixture {
    let folder: TemporaryFolder

    var path: String { folder.url.path }

    static let forestFile = "Connectors/Connector_{0f0e7a52-2b5e-4a39-8a35-0d4f6b6f7c01}.xml"
    static let tenantFile = "Connectors/Connector_{7c1d5b0a-93d4-4f8e-b1f5-6a2f3c4d5e02}.xml"
    static let settingsFile = "GlobalSettings/MV.xml"
    static let ruleFile =
        "SynchronizationRules/SynchronizationRule_{3d6c1f70-5b1e-4d2f-9c8a-1b2c3d4e5f03}.xml"

    /// The sound export, but for some files; nil leaves a file out.
    init(_ changes: [String: Data?] = [:], below prefix: String = "") throws {
        folder = try TemporaryFolder()
        let sound = [
            Self.forestFile: Self.forest, Self.tenantFile: Self.tenant, Self.settingsFile: Self.settings(),
            Self.ruleFile: Self.rule,
        ].mapValues { Optional(Data($0.utf8)) }
        for (name, data) in sound.merging(changes, uniquingKeysWith: { $1 }) {
            try write(data, prefix + name)
        }
    }

    init(_ name: String, _ data: Data) throws { try self.init([name: data]) }

    init(_ name: String, _ text: String) throws { try self.init([name: Data(text.utf8)]) }

    func write(_ data: Data?, _ name: String) throws {
        guard let data else { return }
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func read() -> SyncConfigurationFact { SyncConfigurationCollector.read(path) }

    // MARK: - Files

    static let forest = forest(inclusions: ["OU=Werk,DC=fabrikam,DC=example"])

    static func forest(
        inclusions: [String], exclusions: [String] = ["DC=fabrikam,DC=example"], schema: String = "",
        id: String = "{0F0E7A52-2B5E-4A39-8A35-0D4F6B6F7C01}", selected: String = "1", group: String = "",
        runs: String = runs("full-import")
    ) -> String {
        """
        <ma-data>
         <id>\(id)</id>
         <name>fabrikam.example</name>
         <category>AD</category>
         <subtype></subtype>
         <schema>\(schema)<dsml:class xmlns:dsml="urn:x" id="computer"><name>not this one</name></dsml:class></schema>
         <private-configuration>
          <adma-configuration>
           <forest-name>fabrikam.example</forest-name>
           <forest-login-domain>FABRIKAM</forest-login-domain>
           <forest-login-user>MSOL_0a1b2c3d4e5f</forest-login-user>
           <parameter-values>
            <parameter name="forest-login-user" type="string">MSOL_0a1b2c3d4e5f</parameter>
            <parameter name="Connector.GroupFilteringGroupDn" use="global" dataType="String">\(group)</parameter>
           </parameter-values>
          </adma-configuration>
         </private-configuration>
         <attribute-inclusion>
          <attribute>objectGUID</attribute>
          <attribute>userCertificate</attribute>
         </attribute-inclusion>
         <ma-partition-data>
          <partition>
           <id>{dc4c27db-d13d-460a-9a82-c48aba1ee899}</id>
           <name>DC=fabrikam,DC=example</name>
           <selected>\(selected)</selected>
           <filter>
            <object-classes><object-class>computer</object-class><object-class>user</object-class></object-classes>
            <containers>
             <exclusions>\(exclusions.map { "<exclusion>\($0)</exclusion>" }.joined())</exclusions>
             <inclusions>\(inclusions.map { "<inclusion>\($0)</inclusion>" }.joined())</inclusions>
            </containers>
           </filter>
           <custom-data><adma-partition-data><dn>DC=fabrikam,DC=example</dn><name>x</name></adma-partition-data></custom-data>
          </partition>
         </ma-partition-data>
         \(runs)
        </ma-data>
        """
    }

    static func runs(_ type: String, partition: String = "{DC4C27DB-D13D-460A-9A82-C48ABA1EE899}") -> String {
        """
        <ma-run-data><run-configuration><name>R</name><configuration><step><step-type type="\(type)"><import-subtype/>
        </step-type><partition>\(partition)</partition></step></configuration></run-configuration></ma-run-data>
        """
    }

    static let tenant = """
        <ma-data>
         <id>{7C1D5B0A-93D4-4F8E-B1F5-6A2F3C4D5E02}</id>
         <name>fabrikam.onmicrosoft.com - AAD</name>
         <category>Extensible2</category>
         <subtype>Windows Azure Active Directory (Microsoft)</subtype>
         <private-configuration><MAConfig>
          <parameter-definitions><parameter><name>UserName</name></parameter></parameter-definitions>
          <parameter-values><parameter name="UserName">Sync_SRV_1@fabrikam.onmicrosoft.com</parameter></parameter-values>
         </MAConfig></private-configuration>
         <ma-partition-data><partition><name>default</name><selected>1</selected></partition></ma-partition-data>
        </ma-data>
        """

    static func settings(_ changes: [String: String?] = [:], date: String = "2026-11-20 08:15:30.123")
        -> String
    {
        let sound: [String: String?] = [
            "Microsoft.Synchronize.StagingMode": "False", "Microsoft.Synchronize.SchedulerSuspended": "False",
            "Microsoft.Synchronize.SynchronizationSchedule": "True",
            "Microsoft.Synchronize.TimeInterval": "00:30:00",
            "Microsoft.OptionalFeature.GroupFiltering": "False",
        ]
        let parameters = sound.merging(changes) { $1 }.sorted { $0.key < $1.key }.compactMap { name, value in
            value.map { "<parameter name=\"\(name)\" type=\"string\">\($0)</parameter>" }
        }
        return """
            <saved-mv-configuration server='SRV-SYNC7' export-date='\(date)'>
            <!--WARNING> this is <not> for editing </WARNING-->
            <mv-data><schema><a><parameter-values><parameter name="Microsoft.Synchronize.StagingMode">True</parameter>
            </parameter-values></a></schema>
            <parameter-values>\(parameters.joined(separator: "\n"))</parameter-values></mv-data>
            </saved-mv-configuration>
            """
    }

    static let rule = """
        <synchronizationRule>
         <id>{3d6c1f70-5b1e-4d2f-9c8a-1b2c3d4e5f03}</id>
         <name>In from AD - Computer Join</name>
         <immutable-tag>Microsoft.InfromADComputerJoin.002</immutable-tag>
         <direction>Inbound</direction>
         <disabled>False</disabled>
         <connector>{0f0e7a52-2b5e-4a39-8a35-0d4f6b6f7c01}</connector>
         <sourceObjectType>computer</sourceObjectType>
         <targetObjectType>device</targetObjectType>
         <linkType>Provision</linkType>
         <precedence>159</precedence>
         <attribute-mappings>
          <mapping><dest>deviceId</dest><src><attr>objectGUID</attr></src></mapping>
          <mapping><dest>deviceTrustType</dest><src>ServerAd</src></mapping>
          <mapping><dest>cloudFiltered</dest><src><attr>userCertificate</attr></src>
           <expression>IIF(
        \tIsNullOrEmpty([userCertificate]) &amp;&amp; True,
            True, NULL)</expression></mapping>
         </attribute-mappings>
         <relationshipCriteria><conditions><condition><csAttribute>objectGUID</csAttribute></condition></conditions></relationshipCriteria>
         <synchronizationCriteria>
          <conditions><scope><csAttribute>objectGUID</csAttribute><csOperator>ISNOTNULL</csOperator><csValue /></scope>
           <scope><csAttribute>cn</csAttribute><csOperator>EQUAL</csOperator><csValue>a</csValue></scope></conditions>
          <conditions><scope><csAttribute>sn</csAttribute><csOperator>ISNULL</csOperator><csValue /></scope></conditions>
         </synchronizationCriteria>
        </synchronizationRule>
        """

    /// As Windows writes wide text.
    static func wide(_ text: String, bigEndian: Bool = false, mark: Bool = true) -> Data {
        var data = Data()
        for unit in (mark ? "\u{feff}" + text : text).utf16 {
            data.append(
                contentsOf: bigEndian
                    ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)])
        }
        return data
    }
}
