import Model
import Testing

@testable import TenantAnswers

struct EntraDeviceTests {
    private let full = """
        {"@odata.type": "#microsoft.graph.device", "id": "6c1b4d5a-0000-4000-8000-000000000001",
         "deviceId": "4C299165-6E8F-4B45-A5BA-C5D250A707FF", "displayName": "PC-1", "trustType": "ServerAd",
         "profileType": "RegisteredDevice", "managementType": null, "operatingSystem": "Windows",
         "operatingSystemVersion": "10.0.19045.3803", "accountEnabled": true, "onPremisesSyncEnabled": true,
         "registrationDateTime": "2024-05-01T10:00:00Z", "approximateLastSignInDateTime": "2026-11-20T08:15:30Z",
         "alternativeSecurityIds": [{"type": 2, "identityProvider": null, "key": "WAA1AA=="}], "unknown": {"a": [1]}}
        """

    @Test func `reads what Graph tells of a device`() throws {
        let list = try reader().entraDevices(page(full)).listing
        let device = try #require(list.rows.first)
        #expect(device.deviceID == GUID("4c299165-6e8f-4b45-a5ba-c5d250a707ff"))
        #expect(device.objectID == GUID("6c1b4d5a-0000-4000-8000-000000000001"))
        #expect(list.texts.text(device.name) == "PC-1")
        #expect(list.symbols[device.trustType] == "serverad")
        #expect(list.symbols[device.profileType] == "registereddevice")
        #expect(device.managementType == 0)
        #expect(list.symbols[device.system] == "Windows")
        #expect(list.symbols[device.systemVersion] == "10.0.19045.3803")
        #expect(device.isEnabled == .yes && device.isSynced == .yes && device.isRegistered == .yes)
        #expect(device.hasKeys == .yes)
        #expect(device.lastSignIn == 1_795_162_530)
    }

    @Test func `tells null, nothing and another type apart`() throws {
        let list = try reader().entraDevices(
            page(
                #"{"deviceId": null, "displayName": null, "accountEnabled": null, "onPremisesSyncEnabled": null, "registrationDateTime": null, "alternativeSecurityIds": null}"#,
                #"{"displayName": "PC-2"}"#,
                #"{"deviceId": 7, "displayName": ["x"], "accountEnabled": "true", "onPremisesSyncEnabled": 1, "registrationDateTime": false, "alternativeSecurityIds": "", "trustType": {}, "approximateLastSignInDateTime": 5}"#,
                #"{"deviceId": "d", "alternativeSecurityIds": [], "registrationDateTime": "soon", "accountEnabled": false}"#
            )
        ).listing
        let (null, missing, other, odd) = (list.rows[0], list.rows[1], list.rows[2], list.rows[3])
        #expect(null.isSynced == .no && null.isRegistered == .no && null.hasKeys == .no)
        #expect(null.isEnabled == .untold && null.deviceID == nil && null.name.isEmpty)
        #expect(missing.isSynced == .untold && missing.isRegistered == .untold && missing.hasKeys == .untold)
        #expect(other == EntraDevice())
        #expect(
            odd.hasKeys == .no && odd.isRegistered == .untold && odd.isEnabled == .no && odd.deviceID == nil)
    }

    @Test func `keeps values that nobody knows, and members in another case`() throws {
        let list = try reader().entraDevices(
            page(#"{"DeviceID": "4c299165-6e8f-4b45-a5ba-c5d250a707ff", "TrustType": "Quantum Joined"}"#)
        ).listing
        #expect(list.rows[0].deviceID != nil)
        #expect(list.symbols[list.rows[0].trustType] == "quantum joined")
    }

    @Test func `has one number for a text that rows share`() throws {
        let element = #"{"displayName": "A", "trustType": "AzureAd", "operatingSystem": "AzureAd"}"#
        let list = try reader().entraDevices(page(element, element)).listing
        #expect(list.rows[0].trustType == list.rows[1].trustType)
        #expect(list.symbols[list.rows[0].trustType] == "azuread")
        #expect(list.symbols[list.rows[0].system] == "AzureAd")
        #expect(list.symbols.texts.count == 3)
    }

    @Test func `lets control characters of a name survive`() throws {
        let list = try reader().entraDevices(page(#"{"displayName": "A\u001b[31m\u0000B"}"#)).listing
        #expect(list.texts.text(list.rows[0].name) == "A\u{1b}[31m\0B")
    }

    @Test(arguments: [
        ("00000000-0000-0000-0000-000000000000", false), ("{4c299165-6e8f-4b45-a5ba-c5d250a707ff}", true),
        ("4c299165-6e8f-4b45-a5ba-c5d250a707fg", false), ("4c2991656e8f4b45a5bac5d250a707ff", false),
        ("4c299165-6e8f-4b45-a5ba-c5d250a707ff ", false), ("da6374f5_136f", false), ("", false),
        ("4c299165-6e8f-4b45-a5ba+c5d250a707ff", false),
        ("4c299165-6e8f-4b45-a5ba-c5d250a707f\\u00e9", false),
    ])
    func `takes for an id what is a GUID and not all zeros`(text: String, isOne: Bool) throws {
        let list = try reader().entraDevices(page(#"{"deviceId": "\#(text)"}"#)).listing
        #expect((list.rows[0].deviceID != nil) == isOne)
    }

    @Test func `tells of the next page`() throws {
        let link = "https://graph.microsoft.com/v1.0/devices?$skiptoken=a"
        #expect(try reader().entraDevices(page(full, link: link)).nextLink == link)
        #expect(try reader().entraDevices(page(full)).nextLink == nil)
        #expect(try reader().entraDevices(bytes(#"{"@odata.nextLink": null, "value": []}"#)).nextLink == nil)
    }
}
