import Foundation
import Model
import SampleFacts
import Testing

@testable import Collectors

/// Tables that portals and PowerShell write.
struct SavedAnswersTableTests {
    private let defender = #"""
        Device ID,Device Name,Domain,First Seen,Last device update,OS Platform,OS Version,OS Build,Tags,Health Status,Onboarding Status,Managed By
        1e5bc9d7e413ddd7902c2932e418702b84d0cc07,pc-1.contoso.com,contoso.com,2024-01-01T00:00:00.000Z,2026-11-20T08:15:30.000Z,Windows11,22H2,22631.4317,MDE-Management,Active,Onboarded,MDE
        2e5bc9d7e413ddd7902c2932e418702b84d0cc07,"pc-2",Workgroup,,never,Windows10,,19045,"Finance, ""B""",Impaired communications,Can be onboarded,Unknown

        """#

    @Test func `reads the device inventory of the Defender portal`() async throws {
        let list = try #require(try await read(defender).sources.machines)
        let (first, second) = (list.rows[0], list.rows[1])
        #expect(list.texts.text(first.id) == "1e5bc9d7e413ddd7902c2932e418702b84d0cc07")
        #expect(list.texts.text(first.name) == "pc-1.contoso.com" && list.texts.text(second.name) == "pc-2")
        #expect(first.lastSeen == 1_795_162_530 && second.lastSeen == .unreadable)
        #expect(first.build == 22631 && second.build == 19045)
        #expect(
            first.hasTags && list.symbols[first.tags] == "MDE-Management" && second.hasTags
                && second.tags == 0)
        #expect(
            list.symbols[first.onboarding] == "onboarded"
                && list.symbols[second.onboarding] == "canbeonboarded")
        #expect(list.symbols[second.health] == "impairedcommunication")
        #expect(
            list.symbols[first.managedBy] == "microsoftdefenderforendpoint"
                && list.symbols[second.managedBy] == "unknown")
    }

    @Test(arguments: [
        ("MDE-Management", true, "MDE-Management"), ("", true, ""), ("Finance", true, ""),
        ("mde-management", true, "mde-management"),
        // One tag with a comma in it, or two tags: nothing tells.
        ("\"Finance,MDE-Management\"", false, ""), ("Finance;MDE-Management", false, ""),
        ("Finance;Building", true, ""),
    ])
    func `takes no part of a cell for a tag`(cell: String, hasTags: Bool, tags: String) async throws {
        let list = try #require(
            try await read("Device ID,Device name,Onboarding status,Tags\na,b,Onboarded,\(cell)\n").sources
                .machines)
        #expect(list.rows[0].hasTags == hasTags && list.symbols[list.rows[0].tags] == tags)
    }

    @Test(arguments: [
        "Intune,mdm", "Co-managed,configurationmanagerclientmdm", "MDE,mssense", "Something,something",
    ])
    func `reads the devices of the Intune admin center`(pair: String) async throws {
        let (shown, meant) = (pair.split(separator: ",")[0], pair.split(separator: ",")[1])
        let reading = try await read(
            """
            \u{feff}Device ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Managed by,Ownership,Device state,OS
            705c034c-034c-705c-4c03-5c704c035c70,PC-1,2024-01-01,2026-11-20T08:15:30Z,4C299165-6e8f-4b45-a5ba-c5d250a707ff,10.0.22631.1,\(shown),Corporate,Managed,Windows
            """)
        let list = try #require(reading.sources.managedDevices)
        #expect(list.texts.text(list.rows[0].name) == "PC-1" && list.symbols[list.rows[0].agent] == meant)
        #expect(list.rows[0].entraID == GUID("4c299165-6e8f-4b45-a5ba-c5d250a707ff"))
        #expect(
            list.rows[0].lastSync == 1_795_162_530 && list.symbols[list.rows[0].managementState] == "managed")
    }

    @Test func `reads the devices of the Entra admin center`() async throws {
        let reading = try await read(
            """
            displayName;accountEnabled;operatingSystem;operatingSystemVersion;joinType (trustType);registeredOwners;registrationTime;approximateLastSignInDateTime;deviceId;isManaged;objectId;profileType
            PC-1;True;Windows;10.0.22631.1;Microsoft Entra hybrid joined;"a
            b";2024-05-01T10:00:00Z;2026-11-20T08:15:30Z;4c299165-6e8f-4b45-a5ba-c5d250a707ff;False;6c1b4d5a-0000-4000-8000-000000000001;RegisteredDevice
            PC-2;False;Windows;;Azure AD joined;;Pending;;;;;\r

            """)
        let list = try #require(reading.sources.entraDevices)
        let (first, second) = (list.rows[0], list.rows[1])
        #expect(list.symbols[first.trustType] == "serverad" && list.symbols[second.trustType] == "azuread")
        #expect(
            first.isEnabled == .yes && second.isEnabled == .no && first.isRegistered == .yes
                && second.isRegistered == .untold)
        #expect(first.objectID == GUID("6c1b4d5a-0000-4000-8000-000000000001") && second.deviceID == nil)
        #expect(first.isSynced == .untold && first.hasKeys == .untold && first.lastSignIn == 1_795_162_530)
    }

    @Test(arguments: ["", "#TYPE Microsoft.ActiveDirectory.Management.ADComputer\r\n", "sep=,\r\n"])
    func `reads what Get-ADComputer exports`(start: String) async throws {
        let reading = try await read(
            start
                + "\"DistinguishedName\",\"Enabled\",\"lastLogonTimestamp\",\"ObjectGUID\",\"SamAccountName\",\"userCertificate\",\"PrimaryGroupID\"\r\n"
                + "\"CN=PC-1,OU=A,DC=x\",\"True\",\"133444736000000000\",\"4c299165-6e8f-4b45-a5ba-c5d250a707ff\",\"PC-1$\",\"Microsoft.ActiveDirectory.Management.ADPropertyValueCollection\",\"516\"\r\n"
        )
        let list = try #require(reading.sources.computers)
        #expect(list.incomplete == nil && list.rows.count == 1)
        #expect(
            list.texts.text(list.rows[0].dn) == "CN=PC-1,OU=A,DC=x"
                && list.texts.text(list.rows[0].name) == "PC-1")
        #expect(list.rows[0].isDisabled == .no && list.rows[0].lastLogon == 1_700_000_000)
        #expect(list.rows[0].hasCertificate == .untold && list.rows[0].isDomainController)
    }

    @Test func `a portal's table is never whole`() async throws {
        let reading = try await read(defender)
        let why = try #require(reading.sources.machines?.incomplete)
        #expect(why.code == .defenderIncomplete)
        #expect(
            why.detail
                == "saved/table.csv is a table (device inventory of the Defender portal), and no such table tells whether it is whole"
        )
        #expect(reading.fact.faults == [])
    }

    @Test func `what an interface answered counts more than a table`() async throws {
        let reading = try await SavedAnswersFolder([
            "table.csv": defender, "m.json": SavedSample.machines("other"),
        ]).read()
        #expect(reading.machineNames == ["other"] && reading.sources.machines?.incomplete == nil)
    }

    @Test func `understands a table in UTF-16`() async throws {
        let folder = try SavedAnswersFolder()
        try folder.write(
            Data([0xff, 0xfe]) + (defender.data(using: .utf16LittleEndian) ?? Data()), "table.csv")
        #expect(try await folder.read().machineNames == ["pc-1.contoso.com", "pc-2"])
    }

    @Test(arguments: [
        (
            "Device ID,Device name,Onboarding status\na,\"b",
            "is cut short: the quoted value that begins in line 2 does not end"
        ),
        (
            "Device ID,Device name,Onboarding status\na,b\n",
            "is cut short or damaged: the record that ends in line 2 has 2 values, and the header 3"
        ),
        (
            "Device ID,Device name,Onboarding status\na,\"b\"x,c\n",
            "has a quoted value that goes on after its end, in line 2"
        ),
        ("DistinguishedName,ObjectGUID\nCN=a,b", "is cut short: its last line has no end"),
    ])
    func `says what is wrong with a table`(text: String, reason: String) async throws {
        let reading = try await read(text)
        #expect(reading.faultText == "tenant.export-unreadable saved/table.csv \(reason)")
        let listing = reading.fact.lists.first
        #expect(listing?.incomplete?.detail == "saved/table.csv \(reason)" && reading.fact.lists.count == 1)
    }

    @Test(arguments: ["a,b,c\n1,2,3\n", "Device name\nPC-1\n", "\"\"\"", ",,,,\n", "\"Device ID"])
    func `does not know any other table`(text: String) async throws {
        let reading = try await read(text)
        #expect(
            reading.faultText
                == "tenant.export-unreadable saved/table.csv is no answer that is known: neither JSON nor a table of devices"
        )
        #expect(reading.sources.isEmpty)
    }

    @Test func `has a column for every field, and a field for every column`() {
        #expect(
            RealCatalogue.exports.map(\.list) == [
                .machines, .managedDevices, .entraDevices, .directoryComputers,
            ])
        #expect(RealCatalogue.exports.allSatisfy { $0.fields.allSatisfy { !$0.columns.isEmpty } })
    }

    private func read(_ text: String) async throws -> TenantReading {
        try await SavedAnswersFolder(["table.csv": text]).read()
    }
}
