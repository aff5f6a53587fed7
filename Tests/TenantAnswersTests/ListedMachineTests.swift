import Model
import Testing

@testable import TenantAnswers

struct ListedMachineTests {
    @Test func `reads what Defender for Endpoint tells of a machine`() throws {
        let list = try reader().machines(
            page(
                """
                {"id": "1e5bc9d7e413ddd7902c2932e418702b84d0cc07", "mergedIntoMachineId": null, "isPotentialDuplication": false,
                 "isExcluded": false, "exclusionReason": null, "computerDnsName": "mymachine1.contoso.com",
                 "lastSeen": "2021-01-25T07:27:36.052313Z", "osPlatform": "Windows10", "osBuild": 19042,
                 "agentVersion": "10.8040.19041.4046", "onboardingStatus": "Onboarded", "healthStatus": "Active",
                 "managedBy": "MicrosoftDefenderForEndpoint", "managedByStatus": "Success",
                 "aadDeviceId": "fd2e4d29-7072-4195-aaa5-1af139b78028", "machineTags": ["Tag1", "MDE-Management"],
                 "ipAddresses": [{"ipAddress": "10.166.113.47", "id": "x"}], "vmMetadata": null}
                """)
        ).listing
        let machine = try #require(list.rows.first)
        #expect(list.texts.text(machine.id) == "1e5bc9d7e413ddd7902c2932e418702b84d0cc07")
        #expect(list.texts.text(machine.name) == "mymachine1.contoso.com")
        #expect(machine.mergedInto.isEmpty && machine.isDuplicate == .no && machine.exclusion == 0)
        #expect(machine.entraID == GUID("fd2e4d29-7072-4195-aaa5-1af139b78028"))
        #expect(machine.lastSeen == 1_611_559_656 && machine.build == 19042)
        #expect(list.symbols[machine.platform] == "Windows10")
        #expect(list.symbols[machine.agentVersion] == "10.8040.19041.4046")
        #expect(list.symbols[machine.onboarding] == "onboarded")
        #expect(list.symbols[machine.health] == "active")
        #expect(list.symbols[machine.managedBy] == "microsoftdefenderforendpoint")
        #expect(list.symbols[machine.managedByStatus] == "success")
        #expect(machine.hasTags && list.symbols[machine.tags] == "MDE-Management")
    }

    @Test(arguments: [
        (#"["Tag1", "Tag2"]"#, ""), (#"["MDE-Management"]"#, "MDE-Management"),
        (#"["mde-management"]"#, "mde-management"),
        (#"["MDE_Management", "x", "MDE-Management"]"#, "MDE_Management\nMDE-Management"), ("[]", ""),
        (#"["foo\nMDE-Management"]"#, "foo MDE-Management"), (#"["MDE-Management\n"]"#, "MDE-Management "),
        (#"[null, 7, ["MDE-Management"], {"a": "MDE-Management"}]"#, ""),
    ])
    func `keeps the management tag and what is nearly it`(tags: String, kept: String) throws {
        let list = try reader().machines(page(#"{"id": "a", "machineTags": \#(tags)}"#)).listing
        #expect(list.rows[0].hasTags)
        #expect(list.symbols[list.rows[0].tags] == kept)
    }

    @Test(arguments: [
        #""id": "a""#, #""machineTags": null"#, #""machineTags": "MDE-Management""#, #""machineTags": {}"#,
    ])
    func `knows nothing of tags that are not listed`(members: String) throws {
        let list = try reader().machines(page(#"{"computerDnsName": "b", \#(members)}"#)).listing
        #expect(!list.rows[0].hasTags && list.rows[0].tags == 0)
    }

    @Test(arguments: [
        (#""isExcluded": true"#, "excluded"), (#""isExcluded": true, "exclusionReason": """#, "excluded"),
        (#""isExcluded": true, "exclusionReason": "DuplicateDevice""#, "duplicatedevice"),
        (#""isExcluded": false"#, ""),
        (#""isExcluded": "true""#, ""),
    ])
    func `tells why a machine is excluded`(members: String, reason: String) throws {
        let list = try reader().machines(page(#"{"id": "a", \#(members)}"#)).listing
        #expect(list.symbols[list.rows[0].exclusion] == reason)
    }

    @Test(arguments: [
        ("22631", 22631), ("22631.0", 22631), ("null", 0), ("-5", 0), ("4294967296", 0), ("1e300", 0),
        (#""22631""#, 0),
        ("18446744073709551615", 0), ("0.5", 0),
    ])
    func `takes numbers that no build has for none`(number: String, build: Int32) throws {
        let list = try reader().machines(page(#"{"id": "a", "osBuild": \#(number)}"#)).listing
        #expect(list.rows[0].build == build)
    }

    @Test func `keeps duplicates and merged records as they are`() throws {
        let list = try reader().machines(
            page(
                #"{"id": "a", "mergedIntoMachineId": "b", "isPotentialDuplication": true, "aadDeviceId": "da6374f5_136f"}"#
            )
        ).listing
        #expect(list.texts.text(list.rows[0].mergedInto) == "b")
        #expect(list.rows[0].isDuplicate == .yes && list.rows[0].entraID == nil)
    }
}
