import FoundationEssentials
import Model

/// A forest of two domains as the command would have read it: one that is synchronised in part, and one of which no export
/// speaks.
enum ExampleDirectory {
    static let corp = "DC=corp,DC=contoso,DC=com"
    static let emea = "DC=emea,DC=corp,DC=contoso,DC=com"
    private static let day = 86400.0
    private static let moment = ExampleRun.moment

    /// Adds the forest to the facts of a run.
    static func add(to facts: inout FactSet) {
        facts.directories = [corpFact, emeaFact]
        facts.syncConfigurations = [export]
        facts.directoryExpectation = DirectoryExpectation(judgedAt: moment)
    }

    // MARK: - Domains

    static var corpFact: DirectoryFact {
        var fact = directory("corp.contoso.com", corp, computers: corpComputers)
        fact.syncAccounts = .present([
            SyncAccount(
                name: "MSOL_0123456789ab",
                description: "Account created by Microsoft Azure Active Directory Connect with installation "
                    + "identifier 0123456789abcdef0123456789abcdef running on computer SYNC01 configured to "
                    + "synchronize to tenant contoso.onmicrosoft.com. This account must have directory "
                    + "replication permissions in the local Active Directory.",
                disabled: false)
        ])
        fact.managementSites = .present([
            ManagementSite(siteCode: "CO1", managementPoints: ["cm01.corp.contoso.com"])
        ])
        fact.referrals = ["ldaps://emea.corp.contoso.com/\(emea)"]
        fact.attempts.insert(
            ControllerAttempt(
                server: "ldaps://dc2.corp.contoso.com:636", step: .tcp,
                failure: Unreadable(.tcpTimeout, "no answer to the connection attempt within 5.0 s"),
                milliseconds: 5000.4), at: 0)
        return fact
    }

    static var emeaFact: DirectoryFact {
        var fact = directory("emea.corp.contoso.com", emea, computers: emeaComputers)
        fact.managementSites = .unreadable(
            Unreadable(.ldapInsufficientAccess, "the search below CN=System Management was refused"))
        return fact
    }

    private static func directory(_ domain: String, _ root: String, computers: [ComputerFact])
        -> DirectoryFact
    {
        var fact = DirectoryFact(
            domain: domain, observedAt: moment, unread: Unreadable(.evidenceMissing, "not read"))
        let server = "ldaps://dc1.\(domain):636"
        fact.failure = nil
        fact.attempts = [
            ControllerAttempt(server: server, step: .search, failure: nil, milliseconds: 84.5)
        ]
        var controller = ControllerFact(server: server, security: .ldaps, signIn: .gssapi)
        controller.address = "192.168.10.11"
        controller.dnsHostName = "dc1.\(domain)"
        controller.defaultNamingContext = root
        controller.configurationNamingContext = "CN=Configuration,\(corp)"
        controller.rootDomainNamingContext = corp
        controller.domainLevel = 7
        controller.forestLevel = 7
        controller.controllerLevel = 7
        fact.controller = controller
        // The domains of a forest share its configuration.
        fact.registrationPoints = .present([
            RegistrationPoint(
                dn: "CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=Device Registration Configuration,"
                    + "CN=Services,CN=Configuration,\(corp)",
                keywords: ["azureADName:contoso.com", "azureADId:\(ExampleRun.tenantID)"])
        ])
        fact.syncAccounts = .absent
        fact.managementSites = .absent
        fact.computers = .present(computers)
        return fact
    }

    // MARK: - Computers

    private static var corpComputers: [ComputerFact] {
        [
            computer(1, "PC-001", "OU=Workstations,\(corp)"),
            computer(2, "PC-002", "OU=Workstations,\(corp)"),
            computer(3, "PC-003", "OU=Workstations,\(corp)") { $0.certificates = .init() },
            computer(4, "KIOSK-1", "OU=Kiosks,OU=Lobby\\, Building 7,OU=Workstations,\(corp)"),
            computer(5, "KIOSK-2", "OU=Kiosks,OU=Lobby\\, Building 7,OU=Workstations,\(corp)"),
            computer(
                6, "LAB-001", "OU=Messplätze,OU=Entwicklung und Erprobung,OU=Standort Köln,OU=Lab,\(corp)"),
            computer(
                7, "LAB-002", "OU=Messplätze,OU=Entwicklung und Erprobung,OU=Standort Köln,OU=Lab,\(corp)"
            ) {
                $0.accountControl = 0x1002
            },
            computer(8, "SRV-2012", "OU=Servers,\(corp)") {
                $0.operatingSystem = "Windows Server 2012 R2 Standard"
                $0.operatingSystemVersion = "6.3 (9600)"
            },
            computer(9, "OLD-PC", "OU=Workstations,\(corp)") {
                $0.lastLogon = moment.addingTimeInterval(-400 * day)
            },
            computer(10, "DC1", "OU=Domain Controllers,\(corp)") {
                $0.primaryGroup = 516
                $0.accountControl = 0x82000
            },
        ]
    }

    private static var emeaComputers: [ComputerFact] {
        [
            computer(11, "E-PC-001", "CN=Computers,\(emea)"),
            computer(12, "E-PC-002", "CN=Computers,\(emea)") { $0.objectGUID = nil },
            computer(13, "E-DC1", "OU=Domain Controllers,\(emea)") {
                $0.primaryGroup = 516
                $0.accountControl = nil
            },
        ]
    }

    /// A Windows 10 that has signed in a day ago and published its certificate.
    static func computer(
        _ number: Int, _ name: String, _ container: String, _ change: (inout ComputerFact) -> Void = { _ in }
    ) -> ComputerFact {
        var bytes = [UInt8](repeating: 0, count: 16)
        bytes[0] = UInt8(truncatingIfNeeded: number)
        bytes[1] = UInt8(truncatingIfNeeded: number >> 8)
        bytes[2] = UInt8(truncatingIfNeeded: number >> 16)
        var fact = ComputerFact(
            dn: "CN=\(name),\(container)", name: name, objectGUID: GUID(directoryBytes: bytes))
        fact.operatingSystem = "Windows 10 Enterprise"
        fact.operatingSystemVersion = "10.0 (19045)"
        fact.accountControl = 0x1000
        fact.primaryGroup = 515
        fact.lastLogon = moment.addingTimeInterval(-day)
        fact.certificates.values = 1
        fact.certificates.deviceNotBefore = moment.addingTimeInterval(-100 * day)
        fact.certificates.deviceNotAfter = moment.addingTimeInterval(3500 * day)
        change(&fact)
        return fact
    }

    // MARK: - The export

    private static let connector = "a6a94d8c-4c1e-4c52-a3d2-0d1c6f4b9e01"

    /// Of the active server, a week old: workstations and servers, without the lobby.
    static var export: SyncConfigurationFact {
        var fact = SyncConfigurationFact(path: "exports/SYNC01", kind: .serverExport)
        fact.exportedAt = moment.addingTimeInterval(-7 * day)
        fact.server = "SYNC01"
        fact.staging = false
        fact.scheduled = true
        fact.interval = 1800
        fact.tenants = ["contoso.onmicrosoft.com"]
        var forest = SyncForest(
            connector: connector, name: "corp.contoso.com",
            partitions: [
                SyncPartition(
                    dn: corp, selected: true, objectClasses: ["computer", "device", "user"],
                    inclusions: ["OU=Workstations,\(corp)", "OU=Servers,\(corp)"],
                    exclusions: [corp, "OU=Lobby\\, Building 7,OU=Workstations,\(corp)"])
            ])
        forest.attributes = ["cn", "objectGUID", "objectSid", "userAccountControl", "userCertificate"]
        forest.account = "CORP\\MSOL_0123456789ab"
        fact.forests = [forest]
        fact.rules = rules
        return fact
    }

    /// As they are shipped.
    private static var rules: [SyncRule] {
        [
            SyncRule(
                name: "In from AD - Computer Join", immutableTag: "Microsoft.InfromADComputerJoin.002",
                direction: .inbound, disabled: false, connector: connector, sourceClass: "computer",
                targetClass: "device", linkType: "Provision", precedence: 159, scope: [],
                flows: [
                    flow(
                        "accountEnabled", "userAccountControl",
                        "IIF(BitAnd([userAccountControl],2)=0,True,False)"),
                    flow("deviceId", "objectGUID"),
                    flow("sourceAnchor", "objectGUID", "ConvertToBase64([objectGUID])"),
                    SyncRule.Flow(
                        target: "deviceTrustType", sources: [], expression: nil, constant: "ServerAd"),
                    SyncRule.Flow(target: "cloudCreated", sources: [], expression: nil, constant: "False"),
                    flow("displayName", "cn"), flow("objectSid", "objectSid"),
                    flow("userCertificate", "userCertificate"),
                    flow(
                        "cloudFiltered", "userCertificate",
                        "IIF(IsNullOrEmpty([userCertificate]),True,NULL)"),
                    .init(target: "deviceTrustType", sources: [], expression: nil, constant: "ServerAd"),
                ]),
            SyncRule(
                name: "Out to AAD - Device Join SOAInAD", immutableTag: "Microsoft.OuttoAADJoinSOAInAD.002",
                direction: .outbound, disabled: false, connector: "22222222-2222-2222-2222-222222222222",
                sourceClass: "device", targetClass: "device", linkType: "Provision", precedence: 160,
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
                ]),
        ]
    }

    private static func flow(_ target: String, _ source: String, _ expression: String? = nil) -> SyncRule.Flow
    {
        SyncRule.Flow(target: target, sources: [source], expression: expression, constant: nil)
    }
}
