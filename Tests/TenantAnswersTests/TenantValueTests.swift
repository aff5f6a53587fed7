import FoundationEssentials
import Model
import Testing

@testable import TenantAnswers

struct TenantValueTests {
    @Test func `reads the organization`() throws {
        let found = try reader().organization(
            page(
                """
                {"id": "84841066-274D-4ec0-a5c1-276be684bdd3", "displayName": "Contoso", "onPremisesSyncEnabled": true,
                 "onPremisesLastSyncDateTime": "2026-11-20T08:15:30Z", "mobileDeviceManagementAuthority": "Intune",
                 "verifiedDomains": [{"name": "Contoso.onmicrosoft.com", "isDefault": true}, {"name": null}, 7]}
                """)
        ).values
        var expected = Organization(id: "84841066-274d-4ec0-a5c1-276be684bdd3")
        expected.displayName = "Contoso"
        expected.onPremisesSyncEnabled = true
        expected.onPremisesLastSync = Date(timeIntervalSince1970: 1_795_162_530)
        expected.verifiedDomains = ["contoso.onmicrosoft.com"]
        expected.mobileDeviceManagementAuthority = "intune"
        #expect(found == [expected])
    }

    @Test func `reads subscriptions`() throws {
        let found = try reader().subscriptions(
            page(
                """
                {"appliesTo": "User", "capabilityStatus": "Enabled", "consumedUnits": 14, "id": "x",
                 "prepaidUnits": {"enabled": 25, "lockedOut": null, "suspended": 0, "warning": 1},
                 "servicePlans": [{"servicePlanId": "8C098270-9dd4-4350-9b30-ba4703f3b36b", "servicePlanName": "WINDEFATP",
                                   "provisioningStatus": "PendingInput", "appliesTo": "Company"}],
                 "skuId": "C7df2760-2c81-4ef7-b578-5b5392b571df", "skuPartNumber": "ENTERPRISEPREMIUM"}
                """, #"{"skuId": "a", "capabilityStatus": null, "servicePlans": []}"#)
        ).values
        var expected = SubscribedSKU(
            skuID: "c7df2760-2c81-4ef7-b578-5b5392b571df", partNumber: "ENTERPRISEPREMIUM",
            capabilityStatus: "enabled")
        expected.enabledUnits = 25
        expected.warningUnits = 1
        expected.suspendedUnits = 0
        expected.consumedUnits = 14
        expected.plans = [
            .init(
                id: "8c098270-9dd4-4350-9b30-ba4703f3b36b", name: "WINDEFATP",
                provisioningStatus: "pendinginput")
        ]
        #expect(found == [expected, SubscribedSKU(skuID: "a", partNumber: "", capabilityStatus: "")])
    }

    @Test(arguments: [
        (#"{"skuPartNumber": "X", "servicePlans": []}"#, "has a subscription without skuId"),
        (#"{"skuId": "a"}"#, "has a subscription without servicePlans"),
        (#"{"skuId": "a", "servicePlans": [7]}"#, "has a service plan that is no object"),
    ])
    func `refuses subscriptions whose plans cannot be told`(element: String, reason: String) {
        #expect(fault { () throws(AnswerFault) in try reader().subscriptions(page(element)) } == reason)
    }

    @Test(
        arguments: [("true", true), ("false", false), ("null", nil), ("\"true\"", nil)] as [(String, Bool?)])
    func `reads connectors`(flag: String, expected: Bool?) throws {
        let found = try reader().connectors(
            page(
                """
                {"id": "FC780465-2017-40d4-a0c5-307022471b92", "lastHeartbeatDateTime": "2026-11-20T08:15:30Z",
                 "partnerState": "Enabled", "microsoftDefenderForEndpointAttachEnabled": \(flag)}
                """)
        ).values
        var connector = ThreatDefenseConnector(
            id: "fc780465-2017-40d4-a0c5-307022471b92", attachEnabled: expected, partnerState: "enabled")
        connector.lastHeartbeat = Date(timeIntervalSince1970: 1_795_162_530)
        #expect(found == [connector])
    }

    @Test func `reads policies with what is expanded in them`() throws {
        let found = try reader().policies(
            page(
                """
                {"id": "p1", "name": "AV", "technologies": "mdm,microsoftSense",
                 "templateReference": {"templateId": "t_1", "templateFamily": "endpointSecurityAntivirus"},
                 "assignments": [
                   {"target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": "G1",
                     "deviceAndAppManagementAssignmentFilterId": "4C299165-6e8f-4b45-a5ba-c5d250a707ff",
                     "deviceAndAppManagementAssignmentFilterType": "include"}},
                   {"target": {"@odata.type": "#microsoft.graph.exclusionGroupAssignmentTarget", "groupId": "g2"}},
                   {"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget",
                     "deviceAndAppManagementAssignmentFilterId": null, "deviceAndAppManagementAssignmentFilterType": "none"}},
                   {"target": {"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"}},
                   {"target": {"@odata.type": "#microsoft.graph.somethingNew"}}],
                 "settings": [
                   {"settingInstance": {"settingDefinitionId": "Choice", "choiceSettingValue": {"value": "choice_1", "children": [
                      {"settingDefinitionId": "child", "simpleSettingValue": {"value": 5}}]}}},
                   {"settingInstance": {"settingDefinitionId": "list", "simpleSettingCollectionValue": [{"value": "b"}, {"value": "a"}]}},
                   {"settingInstance": {"settingDefinitionId": "secret", "simpleSettingValue": {
                      "@odata.type": "#microsoft.graph.deviceManagementConfigurationSecretSettingValue", "value": "hunter2"}}}]}
                """, #"{"id": "p2", "name": null, "templateReference": null}"#)
        ).values
        #expect(found.count == 2)
        #expect(found[0].technologies == ["mdm", "microsoftsense"])
        #expect(found[0].templateID == "t_1" && found[0].templateFamily == "endpointSecurityAntivirus")
        #expect(
            found[0].assignments
                == .present([
                    .init(.group, group: "g1", filter: "4c299165-6e8f-4b45-a5ba-c5d250a707ff"),
                    .init(.excludedGroup, group: "g2"), .init(.allDevices), .init(.allUsers), .init(.other),
                ]))
        #expect(
            found[0].settings
                == .present([
                    .init(definition: "choice", value: "choice_1"), .init(definition: "child", value: "5"),
                    .init(definition: "list", value: "a\nb"), .init(definition: "secret", value: "a secret"),
                ]))
        #expect(found[1].settings.value == nil && found[1].assignments.value == nil)
    }

    @Test func `reads assignments and settings by themselves`() throws {
        let assignments = try reader().assignments(
            page(##"{"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}"##))
        #expect(assignments.values == [.init(.allDevices)])
        let settings = try reader().settings(
            page(
                #"{"settingInstance": {"settingDefinitionId": "a", "groupSettingCollectionValue": [{"children": [{"settingDefinitionId": "b", "choiceSettingValue": {"value": "b_1", "children": []}}]}]}}"#,
                link: "https://x"))
        #expect(settings.values == [.init(definition: "a", value: ""), .init(definition: "b", value: "b_1")])
        #expect(settings.nextLink == "https://x")
        #expect(fault { () throws(AnswerFault) in try reader().assignments(page(#"{"id": "x"}"#)) } != nil)
    }
}
