import Foundation

/// What a tenant's services and Active Directory list of a few devices, in the form in which their answers are saved.
struct SavedFleet {
    typealias Record = [String: Any]

    static let tenant = "11111111-2222-4333-8444-555555555555"

    var computers: [Record]? = []
    var entra: [Record]? = []
    var managed: [Record]? = []
    var machines: [Record]? = []
    /// The id of the tenant that the answers are of; nil where none tells.
    var organization: String? = tenant
    /// Further files, by name.
    var more: [String: Data] = [:]
    /// How many days ago files were saved, by name; the others were just now.
    var ages: [String: Double] = [:]

    /// An id that ends in a number.
    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "aaaaaaaa-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// The day, in UTC.
    static var today: String { String(days(ago: 0).prefix(10)) }

    private static func days(ago days: Double) -> String {
        Date(timeIntervalSinceNow: -days * 86_400).ISO8601Format()
    }

    /// A Windows 10 computer that is in good order in every list, and managed by Defender for Endpoint.
    ///
    /// `change` changes the records of the directory, of Entra ID and of Defender for Endpoint.
    mutating func add(
        _ number: Int, _ change: (inout Record?, inout Record?, inout Record?) -> Void = { _, _, _ in }
    ) {
        var computer: Record? = [
            "DistinguishedName": "CN=PC\(number),OU=Lab,DC=corp,DC=example", "ObjectGUID": Self.id(number),
            "SamAccountName": "PC\(number)$", "OperatingSystem": "Windows 10 Enterprise",
            "OperatingSystemVersion": "10.0 (19045)", "Enabled": true, "LastLogonDate": Self.days(ago: 3),
            "PrimaryGroupID": 515,
        ]
        var object: Record? = [
            "id": Self.id(1000 + number), "deviceId": Self.id(number), "displayName": "PC\(number)",
            "trustType": "ServerAd", "profileType": "RegisteredDevice", "accountEnabled": true,
            "registrationDateTime": Self.days(ago: 90), "onPremisesSyncEnabled": true,
            "operatingSystem": "Windows", "approximateLastSignInDateTime": Self.days(ago: 2),
            "managementType": "MicrosoftSense", "alternativeSecurityIds": [["type": 2, "key": "WA=="]],
        ]
        var machine: Record? = [
            "id": String(repeating: "0", count: 36) + String(4000 + number),
            "computerDnsName": "pc\(number).corp.example", "aadDeviceId": Self.id(number),
            "osPlatform": "Windows10", "osProcessor": "x64", "osBuild": 19045,
            "agentVersion": "10.8470.19041.2788", "onboardingStatus": "Onboarded",
            "healthStatus": "Active", "lastSeen": Self.days(ago: 1), "machineTags": ["MDE-Management"],
            "managedBy": "MicrosoftDefenderForEndpoint", "managedByStatus": "Success",
        ]
        change(&computer, &object, &machine)
        if let computer { computers?.append(computer) }
        if let object { entra?.append(object) }
        if let machine { machines?.append(machine) }
    }

    /// Writes the lists that there are into a folder.
    func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let graph = "https://graph.microsoft.com/v1.0/$metadata#"
        func save(_ records: [Record]?, _ context: String, _ name: String) throws {
            guard let records else { return }
            let page: Record = ["@odata.context": context, "value": records]
            try JSONSerialization.data(withJSONObject: page).write(to: folder.appending(path: name))
        }
        try save(entra, graph + "devices", "devices.json")
        try save(managed, graph + "deviceManagement/managedDevices", "managed.json")
        try save(machines, "https://api.security.microsoft.com/api/$metadata#Machines", "machines.json")
        try save(
            organization.map { [["id": $0, "displayName": "Corp", "onPremisesSyncEnabled": true]] },
            graph + "organization", "organization.json")
        if let computers {
            try JSONSerialization.data(withJSONObject: computers).write(
                to: folder.appending(path: "computers.json"))
        }
        for (name, data) in more { try data.write(to: folder.appending(path: name)) }
        for (name, days) in ages {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -days * 86_400)],
                ofItemAtPath: folder.appending(path: name).path)
        }
    }
}
