import Model
import Testing

@testable import TenantAnswers

struct ListedComputerTests {
    @Test(arguments: [
        #""LastLogonDate": "/Date(1700000000000)/""#,
        #""LastLogonDate": "2023-11-14T23:13:20.1234567+01:00""#,
        #""lastLogonTimestamp": 133444736000000000"#, #""lastLogonTimestamp": "133444736000000000""#,
        #""LastLogonDate": null, "lastLogonTimestamp": 133444736000000000"#,
    ])
    func `reads a computer in each way that PowerShell writes it`(logon: String) throws {
        let list = try reader().computers(
            bytes(
                """
                [{"DistinguishedName": "CN=PC-1,OU=Clients,DC=contoso,DC=com", "DNSHostName": "pc-1.contoso.com",
                  "Enabled": true, "Name": "PC-1", "ObjectClass": "computer",
                  "ObjectGUID": "4c299165-6e8f-4b45-a5ba-c5d250a707ff", "OperatingSystem": "Windows 11 Enterprise",
                  "OperatingSystemVersion": "10.0 (22631)", "PrimaryGroupID": 515, "SamAccountName": "PC-1$",
                  "userCertificate": [[48, 130]], \(logon)}]
                """)
        ).listing
        let computer = try #require(list.rows.first)
        #expect(computer.objectGUID == GUID("4c299165-6e8f-4b45-a5ba-c5d250a707ff"))
        #expect(list.texts.text(computer.dn) == "CN=PC-1,OU=Clients,DC=contoso,DC=com")
        #expect(list.texts.text(computer.name) == "PC-1")
        #expect(list.symbols[computer.system] == "Windows 11 Enterprise")
        #expect(list.symbols[computer.systemVersion] == "10.0 (22631)")
        #expect(computer.isDisabled == .no && !computer.isDomainController && computer.hasCertificate == .yes)
        #expect(computer.lastLogon == 1_700_000_000)
    }

    @Test(arguments: [
        (#""Enabled": false"#, Told.yes), (#""userAccountControl": 4098"#, .yes),
        (#""userAccountControl": 4096"#, .no),
        (#""Enabled": null"#, .untold), (#""Name": "X""#, .untold),
        (#""Enabled": null, "userAccountControl": 4098"#, .yes),
    ])
    func `tells whether the account is disabled`(members: String, expected: Told) throws {
        #expect(try computer(members).isDisabled == expected)
    }

    @Test(arguments: [
        (#""PrimaryGroupID": 516"#, true), (#""primaryGroupID": 521"#, true),
        (#""userAccountControl": 532480"#, true),
        (#""PrimaryGroupID": 515"#, false), (#""PrimaryGroupID": "516""#, false),
    ])
    func `knows domain controllers`(members: String, isOne: Bool) throws {
        #expect(try computer(members).isDomainController == isOne)
    }

    @Test(arguments: [
        (#""userCertificate": []"#, Told.no), (#""UserCertificate": null"#, .no),
        (#""userCertificate": ["MIIC"]"#, .yes),
        (#""userCertificate": {"value": [], "Count": 0}"#, .no), (#""userCertificate": {"Count": 2}"#, .yes),
        (#""userCertificate": {}"#, .untold), (#""userCertificate": 5"#, .untold), (#""Name": "X""#, .untold),
    ])
    func `tells whether there is a certificate`(members: String, expected: Told) throws {
        #expect(try computer(members).hasCertificate == expected)
    }

    @Test(arguments: [
        #""lastLogonTimestamp": 0"#, (#""lastLogonTimestamp": 9223372036854775807"#),
        (#""LastLogonDate": "yesterday""#),
        (#""LastLogonDate": {"DateTime": "x"}"#),
    ])
    func `knows no time where there is none`(members: String) throws {
        #expect(try computer(members).lastLogon == .unknown)
    }

    @Test func `calls a computer by its name where it has no account name`() throws {
        let list = try reader().computers(bytes(#"{"Name": "PC-7", "ObjectGUID": null}"#)).listing
        #expect(list.texts.text(list.rows[0].name) == "PC-7")
    }

    private func computer(_ members: String) throws -> ListedComputer {
        try reader().computers(bytes(#"[{"SamAccountName": "A$", \#(members)}]"#)).listing.rows[0]
    }
}
