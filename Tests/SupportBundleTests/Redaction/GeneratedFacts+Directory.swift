import FoundationEssentials
import Model

extension GeneratedFacts {
    private func root(_ domain: String) -> String {
        domain.split(separator: ".").map { "DC=\($0)" }.joined(separator: ",")
    }

    mutating func directory(_ place: Int) -> DirectoryFact {
        let domain = domains[place]
        let base = root(domain)
        var fact = DirectoryFact(
            domain: domain, observedAt: moment,
            unread: Unreadable(.ldapUnavailable, "dc1.\(domain) does not answer"))
        while containers.count <= place { containers.append([]) }
        while computers.count <= place { computers.append([]) }
        var units = ["CN=Computers,\(base)", "OU=Domain Controllers,\(base)"]
        for _ in 0..<number(1..<8) {
            units.append("OU=\(DistinguishedName.escape(word())),\(pick(units + [base]))")
        }
        containers[place] = units
        fact.attempts = [
            ControllerAttempt(
                server: "ldaps://dc1.\(domain):636", step: .search, failure: nil, milliseconds: 3)
        ]
        if chance(10) { return fact }
        fact.failure = nil
        var controller = ControllerFact(
            server: "ldaps://dc1.\(domain):636", security: .ldaps, signIn: chance(20) ? .anonymous : .simple)
        controller.dnsHostName = "DC1.\(domain)"
        controller.defaultNamingContext = chance(80) ? base : nil
        controller.configurationNamingContext = "CN=Configuration,\(root(domains[0]))"
        controller.rootDomainNamingContext = chance(80) ? root(domains[0]) : nil
        controller.domainLevel = 7
        controller.forestLevel = 7
        controller.controllerLevel = pick([7, 4, 2])
        fact.controller = controller
        fact.referrals =
            chance(50)
            ? ["ldap://child.\(domain)/DC=child,\(base)"] : ["ldap://\(domains[0])/\(root(domains[0]))"]
        fact.registrationPoints =
            chance(15) ? .absent : .present((0..<pick([1, 1, 1, 2])).map { _ in point(base) })
        fact.syncAccounts = chance(20) ? .absent : .present((0..<number(1..<3)).map { _ in account() })
        fact.managementSites =
            chance(70)
            ? .absent : .present([ManagementSite(siteCode: "P01", managementPoints: ["cm1.\(domain)"])])
        computers[place] = (0..<number(0..<40)).map { _ in computer(units) }
        fact.computers =
            chance(5) ? .unreadable(Unreadable(.ldapSizeLimit, "cut at \(base)")) : .present(computers[place])
        return fact
    }

    private mutating func point(_ base: String) -> RegistrationPoint {
        let name = chance(85) ? "62a0ff2e-97b9-4513-943f-0d221bd30080" : "Other"
        let others = [
            "azureADId:{\(tenantID)}", "azureADId: \(tenantID)", "azureADid:\(guid())",
            "azureADName:\(domains[0]).",
            "azureADName:con toso.com", "azureADName:contoso", "enterpriseDrsName:sts.\(domains[0])",
            "azureADId",
            "azureADNameX:\(domains[0])", "azureADName:*.\(domains[0])", "somebody's own: \(domains[0])",
            "azureADName:",
        ]
        var keywords = [
            "azureADId:\(tenantID)", "azureADName:\(pick([tenantName, domains[0], domains[0].uppercased()]))",
        ]
        if chance(30) { keywords.append(pick(others)) }
        if chance(20) { keywords[number(0..<2)] = pick(others) }
        let dn = "CN=\(name),CN=Device Registration Configuration,CN=Services,CN=Configuration,\(base)"
        return RegistrationPoint(dn: dn, keywords: keywords)
    }

    private mutating func account() -> SyncAccount {
        let target = pick([tenantName, tenantName, "\(label()).onmicrosoft.com", tenantName.uppercased()])
        let text = pick([
            "Account created by Microsoft Azure Active Directory Connect with installation identifier "
                + "0123456789abcdef0123456789abcdef running on computer SYNC01 configured to synchronize to tenant "
                + "\(target). This account must have directory replication permissions.",
            "Konto für \(target), Computer SYNC01", "nothing of a tenant",
            "\(target) and \(label()).onmicrosoft.com",
            "notreally-\(target)", "x.\(target),\(target)", "Mandant:\(target)/",
        ])
        return SyncAccount(
            name: "MSOL_0123456789ab", description: chance(90) ? text : nil, disabled: chance(10))
    }

    private mutating func computer(_ units: [String]) -> ComputerFact {
        let name = computerName()
        let unit = pick(units)
        let dn = pick([
            "CN=\(name),\(unit)", "CN=\(name),\(unit)", "CN=\(name),\(unit)",
            "cn=\(name.lowercased()), \(unit)",
            "CN=\(DistinguishedName.escape(word())),\(unit)", "no name at all", "CN=\(name),\(unit),",
            "CN=#0402,\(unit)",
            "CN=\(name)\\0ADEL:\(guid()),CN=Deleted Objects,\(unit)",
        ])
        var fact = ComputerFact(dn: dn, name: name, objectGUID: chance(95) ? guid() : nil)
        fact.operatingSystem = pick([
            "Windows 10 Enterprise", "Windows Server 2012 R2 Standard", "Windows Server 2022 Standard",
            "Samba", nil,
        ])
        fact.operatingSystemVersion = pick(["10.0 (19045)", "6.3 (9600)", "10.0 (20348)", nil])
        fact.accountControl = pick([4096, 4098, 532480])
        fact.primaryGroup = pick([515, 515, 516])
        fact.lastLogon = chance(90) ? moment.addingTimeInterval(-86400 * Double(number(0..<200))) : nil
        fact.certificates.values = number(0..<3)
        if chance(50) {
            fact.certificates.deviceNotAfter = moment.addingTimeInterval(86400 * Double(number(-10..<300)))
        }
        return fact
    }

    // MARK: - Synchronization

    mutating func configuration() -> SyncConfigurationFact {
        var fact = SyncConfigurationFact(
            path: "exports/\(pick(["a", "A", "SYNC01", "b"]))-\(number(0..<99))", kind: .serverExport)
        fact.exportedAt = chance(90) ? moment.addingTimeInterval(-86400 * Double(number(0..<40))) : nil
        fact.server = pick(["SYNC01", "sync01.\(domains[0])", "sync2", nil])
        if chance(10) { fact.gaps = [pick([.connectors, .rules])] }
        if chance(10) {
            fact.faults = [Unreadable(.syncConfigurationUnreadable, "a file of \(domains[0]) cannot be read")]
        }
        fact.tenants = chance(20) ? [] : [pick([tenantName, "\(label()).onmicrosoft.com"]).lowercased()]
        let connectors = domains.map { _ in guid().description }
        let tenantConnector = guid().description
        fact.tenantConnectors = chance(70) ? [tenantConnector] : nil
        fact.staging = pick([false, false, true, nil])
        fact.scheduled = pick([true, true, false, nil])
        fact.interval = 1800
        for (place, domain) in domains.enumerated() where chance(85) {
            var forest = SyncForest(
                connector: connectors[place], name: pick([domain, domain.uppercased()]),
                partitions: [partition(place, domain)])
            forest.attributes =
                chance(80)
                ? [
                    "objectGUID", "objectSid", "userCertificate", "userAccountControl", "operatingSystem",
                    "operatingSystemVersion", "cn", "contosoAttribute",
                ] : ["cn"]
            forest.filterGroup = chance(15) ? "CN=Sync,\(root(domain))" : nil
            forest.account = "\(domain.uppercased())\\MSOL_0123456789ab"
            fact.forests.append(forest)
        }
        fact.rules = chance(80) ? rules(connectors.first ?? "", tenantConnector) : nil
        return fact
    }

    private mutating func partition(_ place: Int, _ domain: String) -> SyncPartition {
        let base = root(domain)
        let units =
            place < containers.count && !containers[place].isEmpty
            ? containers[place] : ["OU=Clients,\(base)"]
        var partition = SyncPartition(
            dn: pick([base, base, base.lowercased()]), selected: chance(90),
            objectClasses: pick([["computer", "user"], ["Computer"], ["user"], nil]),
            inclusions: [pick([base, pick(units), pick(units).uppercased()])],
            exclusions: chance(50) ? [pick(units)] : [])
        partition.imported = pick([true, nil, false])
        if chance(5) { partition.exclusions.append("OU=elsewhere,DC=other") }
        return partition
    }

    private mutating func rules(_ connector: String, _ tenant: String) -> [SyncRule] {
        func flow(_ target: String, _ source: String, _ expression: String? = nil) -> SyncRule.Flow {
            .init(target: target, sources: [source], expression: expression, constant: nil)
        }
        let filters = [
            "IIF(IsNullOrEmpty([userCertificate]),True,NULL)", #"IIF(Left([cn],3)="SRV",True,NULL)"#,
            #"IIF(InStr([dn],"OU=Berlin") > 0 && [operatingSystem] = "Windows 10 Enterprise",True,NULL)"#,
            #"IIF(InStr(UCase([operatingSystem]),"SERVER") > 0,True,NULL)"#, "IIF(",
            #"IIF([cn]="a,True,NULL)"#,
            #"IIF([domainFQDN]="corp.contoso.com" || Left([operatingSystemVersion],3) = "6.3",True,False)"#,
            "%Domain.Netbios%",
        ]
        var join = SyncRule(
            name: pick(["In from AD - Computer Join", "In from AD - Computer Join Berlin", "Anna's clone"]),
            immutableTag: chance(60) ? "Microsoft.InfromADComputerJoin.002" : nil, direction: .inbound,
            disabled: chance(10),
            connector: connector, sourceClass: "computer", targetClass: "device", linkType: "Provision",
            precedence: 159,
            scope: [],
            flows: [
                flow(
                    "accountEnabled", "userAccountControl", "IIF(BitAnd([userAccountControl],2)=0,True,False)"
                ),
                flow("deviceId", "objectGUID"),
                flow("sourceAnchor", "objectGUID", "ConvertToBase64([objectGUID])"),
                .init(
                    target: "deviceTrustType", sources: [], expression: nil,
                    constant: pick(["ServerAd", "Contoso"])),
                .init(target: "cloudCreated", sources: [], expression: nil, constant: "False"),
                flow("displayName", "cn"), flow("objectSid", "objectSid"),
                flow("userCertificate", "userCertificate"),
                flow("cloudFiltered", "userCertificate", pick(filters)),
            ])
        if chance(30) {
            join.scope = [
                [
                    .init(
                        attribute: pick(["cn", "dn", "operatingSystem", "userAccountControl"]),
                        comparison: pick(["STARTSWITH", "EQUAL", "NOTCONTAINS", "ISNOTNULL"]),
                        value: pick([
                            "SRV", "Windows 10 Enterprise", "4096", "OU=Berlin,DC=contoso,DC=com", "",
                        ]))
                ]
            ]
        }
        let scope: [SyncRule.Condition] = [
            .init(attribute: "cloudCreated", comparison: "EQUAL", value: "false"),
            .init(attribute: "userCertificate", comparison: "ISNOTNULL", value: ""),
            .init(attribute: "cloudFiltered", comparison: "NOTEQUAL", value: "true"),
        ]
        let own = SyncRule.Condition(attribute: "displayName", comparison: "STARTSWITH", value: "PC-")
        let out = SyncRule(
            name: pick(["Out to AAD - Device Join SOAInAD", "Out to contoso - Device Join SOAInAD"]),
            immutableTag: chance(50) ? "Microsoft.OuttoAADJoinSOAInAD.002" : nil, direction: .outbound,
            disabled: false,
            connector: tenant, sourceClass: "device", targetClass: "device", linkType: "Provision",
            precedence: 160,
            scope: [chance(80) ? scope : scope + [own]],
            flows: [
                flow("dn", "sourceAnchor", #""CN={" & ConvertToUTF8Hex([sourceAnchor]) & "}""#),
                flow("deviceId", "deviceId"), flow("accountEnabled", "accountEnabled"),
                flow("deviceTrustType", "deviceTrustType"), flow("onPremiseSecurityIdentifier", "objectSid"),
                flow("userCertificate", "userCertificate"),
            ])
        return [join, out]
    }

    mutating func federation(_ domain: String) -> FederationFact {
        let url = "https://sts.\(domain)/FederationMetadata/2007-06/FederationMetadata.xml"
        let realm = FederationFact.Realm(
            account: pick([.federated, .federated, .managed]), federationProtocol: "WSTrust", metadataURL: url
        )
        let endpoints = (0..<number(0..<3)).map { _ in
            FederationFact.Endpoint(
                kind: pick(["windowstransport", "usernamemixed"]),
                address: "https://sts.\(domain)/adfs/services/trust/13/windowstransport",
                status: pick([200, 404, 401, 302]))
        }
        return FederationFact(
            domain: domain, observedAt: moment, realm: .present(realm),
            metadata: chance(80)
                ? .present(.init(endpoints: endpoints, otherAddresses: ["https://idp.\(domain)/x"])) : .absent
        )
    }
}
