import Testing

@testable import TenantAnswers

struct AnswerKindTests {
    @Test(
        arguments: [
            ("https://graph.microsoft.com/v1.0/$metadata#devices", AnswerKind.entraDevices),
            (
                "https://graph.microsoft.com/beta/$metadata#devices(id,deviceId,alternativeSecurityIds)/$entity",
                .entraDevices
            ),
            ("https://graph.microsoft.us/v1.0/$metadata#deviceManagement/managedDevices", .managedDevices),
            ("https://api.securitycenter.microsoft.com/api/$metadata#Machines", .machines),
            ("https://api.security.microsoft.com/api/$metadata#Machines/$entity", .machines),
            ("https://graph.microsoft.com/v1.0/$metadata#organization(id,verifiedDomains)", .organization),
            ("https://graph.microsoft.com/v1.0/$metadata#subscribedSkus", .subscriptions),
            (
                "https://graph.microsoft.com/v1.0/$metadata#deviceManagement/mobileThreatDefenseConnectors",
                .connectors
            ),
            (
                "https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies(assignments(),settings())",
                .policies
            ),
            (
                "https://x/$metadata#deviceManagement/configurationPolicies('Ab-1')/settings(settingDefinitions())",
                .settings(of: "Ab-1")
            ),
            (
                "https://x/$metadata#deviceManagement/configurationPolicies('Ab-1')/assignments",
                .assignments(of: "Ab-1")
            ),
            ("https://x/$metadata#users('a')/registeredDevices", nil),
            ("https://x/$metadata#deviceManagement/configurationPolicies/settings", nil),
            ("https://x/devices", nil), ("#", nil), ("", nil), ("#)))((devices", nil),
        ] as [(String, AnswerKind?)])
    func `knows a list by what it says of itself`(context: String, kind: AnswerKind?) {
        #expect(AnswerKind(context: context, members: []) == kind)
    }

    @Test(
        arguments: [
            (["id", "computerDnsName"], AnswerKind.machines),
            (["ID", "AADDEVICEID", "HealthStatus"], .machines),
            (["deviceName", "azureADDeviceId"], .managedDevices),
            (["deviceId", "displayName", "id"], .entraDevices),
            (["DistinguishedName", "SamAccountName"], .computers),
            (["skuId", "servicePlans"], .subscriptions),
            (["id", "verifiedDomains"], .organization), (["templateReference", "name"], .policies),
            (["microsoftDefenderForEndpointAttachEnabled"], .connectors),
            (["id", "displayName", "userPrincipalName"], nil), ([], nil),
        ] as [([String], AnswerKind?)])
    func `knows a list by its members where it says nothing`(members: [String], kind: AnswerKind?) {
        #expect(AnswerKind(context: nil, members: members) == kind)
        #expect(AnswerKind(context: "https://x/$metadata#other", members: members) == kind)
    }

    @Test(
        arguments: [
            (#"{"@odata.context" : "https://x/$metadata#Machines","value":[{"id":"#, AnswerKind.machines),
            (#"[{"computerDnsName": "a", "os"#, .machines), (#"{"value": ["#, nil), ("", nil),
            ("\u{0}\u{0}", nil),
        ] as [(String, AnswerKind?)])
    func `guesses what a damaged list was`(start: String, kind: AnswerKind?) {
        #expect(AnswerKind(guessing: Array(start.utf8)) == kind)
    }
}
