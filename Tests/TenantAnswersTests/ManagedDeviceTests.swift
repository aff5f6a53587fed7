import Model
import Testing

@testable import TenantAnswers

struct ManagedDeviceTests {
    @Test func `reads what Intune tells of a device`() throws {
        let list = try reader().managedDevices(
            page(
                """
                {"id": "705c034c-034c-705c-4c03-5c704c035c70", "deviceName": "PC-1", "operatingSystem": "Windows",
                 "managementAgent": "configurationManagerClientMdm", "osVersion": "10.0.22631.1", "managementState": "managed",
                 "azureADDeviceId": "4c299165-6e8f-4b45-a5ba-c5d250a707ff", "deviceEnrollmentType": "windowsCoManagement",
                 "deviceRegistrationState": "registered", "lastSyncDateTime": "2017-01-01T00:02:49.3205976-08:00",
                 "deviceActionResults": [{"actionName": "deviceName", "deviceName": "other"}],
                 "configurationManagerClientEnabledFeatures": {"inventory": true, "managementAgent": "mdm"}}
                """)
        ).listing
        let device = try #require(list.rows.first)
        #expect(list.texts.text(device.name) == "PC-1")
        #expect(list.symbols[device.agent] == "configurationmanagerclientmdm")
        #expect(list.symbols[device.enrollmentType] == "windowscomanagement")
        #expect(list.symbols[device.managementState] == "managed")
        #expect(list.symbols[device.registrationState] == "registered")
        #expect(list.symbols[device.system] == "Windows")
        #expect(list.symbols[device.systemVersion] == "10.0.22631.1")
        #expect(device.entraID == GUID("4c299165-6e8f-4b45-a5ba-c5d250a707ff"))
        #expect(device.lastSync == 1_483_257_769)
    }

    @Test func `takes zeros and placeholders of the documentation for no id`() throws {
        let list = try reader().managedDevices(
            page(
                #"{"azureADDeviceId": "00000000-0000-0000-0000-000000000000", "lastSyncDateTime": "0001-01-01T00:00:00Z"}"#,
                #"{"azureADDeviceId": "Azure ADDevice Id value", "managementAgent": "unknownFutureValue"}"#)
        ).listing
        #expect(list.rows[0] == ManagedDevice())
        #expect(list.rows[1].entraID == nil)
        #expect(list.symbols[list.rows[1].agent] == "unknownfuturevalue")
    }
}
