import Model

/// What one registry value tells, and in which form.
struct RegistryRule: Equatable {
    enum Form: Equatable {
        /// A text; empty tells nothing.
        case text
        /// A text, and nothing about it may be changed.
        case exactText
        case lowerText
        case guid
        /// A GUID, or what stands there instead.
        case guidOrText
        case number
        /// Decimal digits in a text.
        case digits
        case moment
        case computerName
        case productType
        case architecture
        case lockdownPolicy
        case serviceStart(String)
        case enrollmentMode
        case versionedFolder
        case onboardedInformation
    }

    let attribute: DeviceAttribute
    let form: Form
    /// Told only where nothing in this file tells the attribute itself.
    var isFallback = false

    init(_ attribute: DeviceAttribute, _ form: Form, isFallback: Bool = false) {
        self.attribute = attribute
        self.form = form
        self.isFallback = isFallback
    }
}

/// What the key says that a value stands in.
enum RegistryKeyRule {
    /// By the lower-case names of its values.
    case values([String: RegistryRule])
    /// A key of an enrolment, with its name.
    case enrollment(String)
    case installedProduct
    /// Tells which control set the system runs with.
    case controlSets

    /// The rule of a key; nil where nothing is read from it.
    static func of(_ path: RegistryPath) -> RegistryKeyRule? {
        if let values = table[path.text] { return .values(values) }
        if let name = enrollments.child(path) { return .enrollment(String(name)) }
        if uninstall.child(path) != nil { return .installedProduct }
        if path.text == "system\\select" { return .controlSets }
        if joinInformation.child(path) != nil {
            return .values(["tenantid": RegistryRule(.entraTenantID, .guid)])
        }
        return nil
    }

    static let enrollments = RegistryPath(known: "software\\microsoft\\enrollments")
    static let configurationManager = RegistryPath(known: "software\\microsoft\\ccm")
    private static let uninstall = RegistryPath(
        known: "software\\microsoft\\windows\\currentversion\\uninstall")
    private static let joinInformation = RegistryPath(
        known: "system\\currentcontrolset\\control\\clouddomainjoin\\joininfo")

    /// What a key of an enrolment tells, by the lower-case names of its values.
    static let enrollmentValues: [String: RegistryRule] = [
        "providerid": RegistryRule(.enrollmentProvider, .text),
        "enrollmenttype": RegistryRule(.enrollmentType, .number),
        "enrollmentstate": RegistryRule(.enrollmentState, .number),
        "discoveryservicefullurl": RegistryRule(.enrollmentDiscovery, .text),
    ]

    /// The beginnings of the names of products that matter.
    static let products = ["Microsoft Defender for", "Microsoft Monitoring Agent"]

    private static let table: [String: [String: RegistryRule]] = {
        let control = "system\\currentcontrolset\\control\\"
        let services = "system\\currentcontrolset\\services\\"
        let microsoft = "software\\microsoft\\"
        let sensor = "windows advanced threat protection"
        var table: [String: [String: RegistryRule]] = [
            microsoft + "windows nt\\currentversion": [
                "currentbuildnumber": RegistryRule(.systemBuild, .digits),
                "currentbuild": RegistryRule(.systemBuild, .digits),
                "ubr": RegistryRule(.systemRevision, .number),
                "editionid": RegistryRule(.systemEdition, .text),
                "installationtype": RegistryRule(.installationType, .text),
                "productname": RegistryRule(.productName, .text),
            ],
            control + "productoptions": ["producttype": RegistryRule(.productType, .productType)],
            control + "session manager\\environment": [
                "processor_architecture": RegistryRule(.architecture, .architecture),
                "__pslockdownpolicy": RegistryRule(.languageMode, .lockdownPolicy),
            ],
            control + "computername\\activecomputername": [
                "computername": RegistryRule(.computerName, .computerName)
            ],
            // It is the next name after a renaming, until the device restarts.
            control + "computername\\computername": [
                "computername": RegistryRule(.computerName, .computerName, isFallback: true)
            ],
            services + "tcpip\\parameters": [
                "domain": RegistryRule(.domainName, .lowerText),
                "hostname": RegistryRule(.computerName, .computerName),
            ],
            microsoft + "sensecm": [
                "enrollmentstatus": RegistryRule(.enrollmentStatus, .number),
                "tenantid": RegistryRule(.enrollmentTenantID, .guid),
                "deviceid": RegistryRule(.enrollmentDeviceID, .guid),
                "lastcheckinsuccess": RegistryRule(.lastCheckIn, .moment),
            ],
            microsoft + sensor: [
                "sensecmconfiguration": RegistryRule(.enrollmentMode, .enrollmentMode),
                "installlocation": RegistryRule(.sensorVersion, .versionedFolder),
                "onboardedinfo": RegistryRule(
                    .onboardingOrganization, .onboardedInformation, isFallback: true),
            ],
            microsoft + sensor + "\\status": [
                "onboardingstate": RegistryRule(.onboardingState, .number),
                "orgid": RegistryRule(.onboardingOrganization, .guid),
            ],
            "software\\policies\\microsoft\\" + sensor + "\\devicetagging": [
                "group": RegistryRule(.registryTag, .exactText)
            ],
            microsoft + "windows\\currentversion\\cdj\\aad": [
                "tenantid": RegistryRule(.connectionPointTenantID, .guidOrText),
                "tenantname": RegistryRule(.connectionPointTenantName, .text),
            ],
            microsoft + "enrollments": [
                "externallymanaged": RegistryRule(.externallyManaged, .number),
                "mmpcenrollmentflag": RegistryRule(.declaredConfigurationFlag, .number),
            ],
            microsoft + "ccm": ["comanagementflags": RegistryRule(.coManagementFlags, .number)],
            microsoft + "sms\\mobile client": [
                "productversion": RegistryRule(.configurationManagerVersion, .text)
            ],
            microsoft + "windows defender": [
                "manageddefenderproducttype": RegistryRule(.managedProductType, .number)
            ],
        ]
        for service in ["sense", "ccmexec", "healthservice", "windefend"] {
            table[services + service] = ["start": RegistryRule(.serviceStart, .serviceStart(service))]
        }
        return table
    }()
}
