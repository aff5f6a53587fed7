import FoundationEssentials
import Model
import SampleFacts

/// Ids of plans of the catalogue.
enum RealPlans {
    static let plans = (try? RealCatalogue.loadTenant()).map { $0.licences.plans.map(\.id) }
}

extension GeneratedFacts {
    mutating func addDevices(to facts: inout FactSet) {
        var expectation = DeviceExpectation(judgedAt: moment)
        if chance(40) {
            expectation.settings = [
                "DisableRealtimeMonitoring": "False", "ExclusionPath": #"C:\Contoso\App, C:\b"#,
            ]
        }
        facts.deviceExpectation = expectation
        let isFleet = chance(40)
        facts.devices = (0..<number(1..<6)).map { device($0, isFleet: isFleet) }
        guard isFleet else { return }
        var fleet = Fleet()
        for computer in computers.joined() + (0..<number(0..<20)).map({ _ in stranger() }) {
            var row = Fleet.Row()
            row.name = fleet.texts.add(computer.name.utf8)
            row.dn = fleet.texts.add(computer.dn.utf8)
            row.objectGUID = computer.objectGUID
            row.entraID = chance(80) ? computer.objectGUID : guid()
            let digits = Array("0123456789abcdef")
            if chance(60) {
                row.machine = fleet.texts.add((0..<40).map { _ in pick(digits).asciiValue ?? 0 })
            }
            row.fact = UInt32(number(0..<facts.devices.count))
            fleet.rows.append(row)
        }
        for place in facts.devices.indices {
            let count = fleet.rows.count { Int($0.fact) == place }
            facts.devices[place].members?.count = count
            if count == 0 { facts.devices[place].members = nil }
        }
        fleet.leftOut = ["stale": 3]
        facts.fleet = fleet
    }

    private mutating func stranger() -> ComputerFact {
        ComputerFact(
            dn: chance(50) ? "" : "CN=\(computerName()),OU=\(number(0..<3)),DC=else", name: computerName(),
            objectGUID: guid())
    }

    private mutating func device(_ place: Int, isFleet: Bool) -> DeviceFact {
        let name = computerName()
        let full = "\(name.lowercased()).\(domains[0])"
        let paths = [
            "devices/\(name)", "/home/anna/\(name).zip", "devices/\(full)", "Devices/\(name.lowercased())",
        ]
        var fact = DeviceFact(
            path: isFleet ? "fleet//\(place)" : pick(paths) + (chance(20) ? "" : "-\(place)"), name: name)
        let kinds: [EvidenceFile.Kind] =
            isFleet
            ? [.directoryComputer, .entraDevice, .managedDevice, .machine]
            : [
                .joinStatus, .registryExport, .systemInformation, .services, .antivirusPreferences,
                .collection,
            ]
        for kind in kinds {
            var file = EvidenceFile(
                name: isFleet ? "the list of \(kind.rawValue)" : "\(name)\\\(kind.rawValue).txt", kind: kind)
            file.observedAt = chance(95) ? moment.addingTimeInterval(-3600 * Double(number(0..<200))) : nil
            if chance(5) { file.fault = Unreadable(.evidenceUnreadable, "line 3 of \(full) cannot be read") }
            fact.files.append(file)
        }
        if isFleet { fact.members = .init(count: number(1..<9), examples: [name, computerName()]) }
        for attribute in DeviceAttribute.allCases where chance(isFleet ? 70 : 85) {
            for _ in 0..<pick([1, 1, 1, 2]) { fact.claims.append(claim(attribute, name, files: kinds.count)) }
        }
        return fact
    }

    private mutating func claim(_ attribute: DeviceAttribute, _ name: String, files: Int) -> Claim {
        var made = Claim(attribute, .absent, file: UInt16(number(0..<files)), line: UInt32(number(1..<99)))
        let (instance, value) = content(attribute, name)
        made.instance = instance
        made.value = chance(4) ? .absent : chance(2) ? .unusable("not of \(name)") : value
        return made
    }

    private mutating func content(_ attribute: DeviceAttribute, _ name: String) -> (String?, Claim.Value) {
        let enrolment = pick([
            "{11111111-0000-4000-8000-00000000000\(number(0..<4))}", "22222222-0000-4000-8000-000000000001",
            "b", "a",
        ])
        switch attribute {
        case .computerName:
            let lower = name.lowercased()
            return (
                nil,
                .text(chance(90) ? lower : pick([String(lower.prefix(15)), computerName().lowercased()]))
            )
        case .domainName: return (nil, .text(pick([domains[0], domains[0], "corp"])))
        case .systemFamily: return (nil, .text(pick(["windows", "windows", "windows", "linux", "macos"])))
        case .systemBuild, .machineBuild: return (nil, .number(pick([19045, 20348, 17763, 22631, 9600])))
        case .systemRevision: return (nil, .number(number(1..<4000)))
        case .systemEdition: return (nil, .text(pick(["Professional", "ServerStandard", "Enterprise"])))
        case .installationType: return (nil, .text(pick(["Client", "Server", "Server Core"])))
        case .productName:
            return (nil, .text(pick(["Windows 10 Pro", "Microsoft Windows Server 2019 Standard"])))
        case .architecture, .machineProcessor: return (nil, .text(pick(["x64", "arm64", "x86"])))
        case .installedUpdate: return ("KB50\(number(10..<40))", .flag(true))
        case .serviceState:
            return (pick(["sense", "ccmexec", "mssense"]), .text(pick(["running", "stopped"])))
        case .serviceStart: return (pick(["sense", "ccmexec"]), .text(pick(["automatic", "disabled"])))
        case .sensorVersion, .machineAgentVersion, .agentVersion, .antivirusVersion:
            return (
                nil, .text(pick(["10.8295.22621.1019", "10.8560.17763.5000", "101.23082.0006", "4.18.2.1"]))
            )
        case .installedProduct:
            return (pick(["Contoso VPN", "Microsoft Defender for Endpoint"]), .text("10.0.0.1"))
        case .entraTenantID, .enrollmentTenantID, .connectionPointTenantID, .onboardingOrganization:
            return (
                nil, .text(pick([tenantID, tenantID, tenantID, guid().description, tenantID.uppercased()]))
            )
        case .entraTenantName: return (nil, .text(pick(["Contoso", "contoso"])))
        case .connectionPointTenantName:
            return (nil, .text(pick([tenantName, domains[0], domains[0].uppercased(), ""])))
        case .entraDeviceID, .enrollmentDeviceID: return (nil, .text(guid().description))
        case .workplaceTenantID: return (guid().description, .text(guid().description))
        case .deviceAuthentication:
            return (
                nil,
                .text(
                    pick([
                        "SUCCESS", "FAILED. Device is either disabled or deleted",
                        "FAILED. Error: 0x80070520",
                    ]))
            )
        case .joinTest:
            return (
                pick(["ad-connectivity", "drs-discovery"]),
                .text(pick(["PASS", "FAIL [0x801c001d] at dc1.\(domains[0])"]))
            )
        case .joinServerMessage: return (nil, .text("The device \(guid()) of \(name) is not found"))
        case .registryTag:
            return (
                nil,
                .text(
                    pick(["MDE-Management", "MDE-management", "Contoso", "", "Contoso MDE-Management Berlin"])
                )
            )
        case .sensorTag, .machineTag:
            return (pick([nil, "MDE-Management", "MDE Management", "Berlin", "MDE-Managment"]), .flag(true))
        case .enrollmentProvider:
            return (
                chance(90) ? enrolment : nil,
                .text(pick(["MS DM Server", "AirWatch", "WMI_Bridge_SCCM_Server", ""]))
            )
        case .enrollmentType, .enrollmentState: return (enrolment, .number(pick([0, 1, 6, 26])))
        case .enrollmentDiscovery:
            return (
                enrolment,
                .text(
                    pick([
                        "https://enrollment.manage.microsoft.com/x", "https://mdm.\(domains[0])/y?z=\(name)",
                        "checkin.dm.microsoft.com",
                    ]))
            )
        case .agentConnectivity:
            return (
                pick(["https://x.cp.wd.microsoft.com/ping", "https://\(domains[0])/ping"]), .flag(chance(80))
            )
        case .preference:
            return pick([
                ("DisableRealtimeMonitoring", .text(pick(["False", "false", "True"]))),
                (
                    "ExclusionPath",
                    .text(pick([#"c:\b,C:\Contoso\App"#, #"C:\Contoso\App,  C:\b "#, "C:\\other", "01, 2"]))
                ),
            ])
        case .directoryAccount:
            return (nil, .text(pick(["enabled", "disabled", "stale", "domain-controller"])))
        case .directorySystem:
            return (nil, .text(pick(["Windows 10 Enterprise", "Windows Server 2019 Standard"])))
        case .directorySystemVersion: return (nil, .text("10.0 (19045)"))
        case .entraTrust: return (nil, .text(pick(["serverad", "azuread", "workplace"])))
        case .entraRegistration: return (nil, .text(pick(["complete", "pending"])))
        case .entraManagement: return (nil, .text(pick(["microsoftsense", "mdm"])))
        case .managementAgent:
            return (
                pick(["1", "2", nil]), .text(pick(["mdm", "microsoftsense", "configurationmanagerclient"]))
            )
        case .entraObject, .machineRecord: return (nil, .text(pick(["id", "name"])))
        case .machineOnboarding: return (nil, .text(pick(["onboarded", "canbeonboarded"])))
        case .machineHealth: return (nil, .text(pick(["active", "inactive"])))
        case .machineSeen: return (nil, .text(pick(["recent", "stale"])))
        case .machineManagedBy: return (nil, .text(pick(["microsoftdefenderforendpoint", "intune", "mde"])))
        case .machineManagedByStatus: return (nil, .text(pick(["success", "error"])))
        case .machinePlatform: return (nil, .text(pick(["Windows10", "WindowsServer2019"])))
        case .deviceCertificateEnd, .lastCheckIn:
            return (nil, .moment(moment.addingTimeInterval(Double(number(-9..<9)) * 86400)))
        case .productType, .onboardingState, .enrollmentStatus, .enrollmentMode, .externallyManaged,
            .declaredConfigurationFlag,
            .coManagementFlags, .managedProductType, .entraTwins, .machineTwins:
            return (nil, .number(number(0..<4)))
        case .antivirusEnabled, .tamperProtected, .entraJoined, .enterpriseJoined, .domainJoined,
            .workplaceJoined,
            .configurationManagerKey, .agentHealthy, .agentLicensed, .boardVendor, .entraEnabled,
            .entraSynced:
            return (nil, .flag(chance(70)))
        default: return (nil, .text(pick(["Normal", "FullLanguage", "22.04", "MDE"])))
        }
    }
}
