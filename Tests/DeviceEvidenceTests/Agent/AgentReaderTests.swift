import DeviceEvidence
import Model
import Testing

/// `mdatp` tells of a Linux or macOS device what its text and its JSON say alike.
struct AgentReaderTests {
    private static let health = """
        ATTENTION: No license found. Contact your administrator for help.
        healthy                                     : true
        health_issues                               : []
        licensed                                    : true
        engine_version                              : "1.1.23100.2010"
        app_version                                 : "101.23102.0003"
        org_id                                      : "9188040D-6C67-4C5B-B112-36A304B66DAD"
        managed_by                                  : "MDE" [managed]
        real_time_protection_enabled                : true [managed]
        real_time_protection_subsystem              : "fanotify"
        edr_device_tags                             : [{"key":"GROUP","value":"MDE-Management"}]
        edr_machine_id                              : "0123456789abcdef"

        """

    @Test
    func `reads the text`() {
        let told = Told(Self.health)
        #expect(told.kind == .agentHealth)
        #expect(
            told.claims == [
                "agent.healthy=true", "agent.licensed=true", "agent.version=101.23102.0003",
                "onboarding.organization=9188040d-6c67-4c5b-b112-36a304b66dad", "agent.managed-by=MDE",
                "os.family=linux", "tag.sensor[MDE-Management]=true",
            ])
        #expect(told.lines == [2, 4, 6, 7, 8, 10, 11])
    }

    @Test
    func `reads the JSON`() {
        let text = """
            {"appVersion": "101.23102.0003", "edrDeviceTags": [{"key": "GROUP", "value": "MDE-Management"}],
             "healthy": true, "licensed": true, "managedBy": "MDE",
             "orgId": "9188040d-6c67-4c5b-b112-36a304b66dad",
             "realTimeProtectionEnabled": {"value": true},
             "realTimeProtectionSubsystem": {"$type": "endpointSecurityExtension"}}
            """
        let told = Told(text)
        #expect(told.kind == .agentHealth)
        #expect(
            Set(told.claims) == [
                "agent.healthy=true", "agent.licensed=true", "agent.version=101.23102.0003",
                "onboarding.organization=9188040d-6c67-4c5b-b112-36a304b66dad", "agent.managed-by=MDE",
                "os.family=macos", "tag.sensor[MDE-Management]=true",
            ])
        #expect(Told(String(text.dropLast())).claims == [])
        #expect(Told(String(text.dropLast())).fault != nil)
    }

    @Test(arguments: [
        ("healthy : yes", ["agent.healthy is unusable"]),
        ("licensed : false", ["agent.licensed=false"]),
        ("edr_device_tags : []", ["tag.sensor is absent"]),
        (
            "edr_device_tags : [{\"key\":\"GROUP\",\"value\":\"mde-management \"}]",
            ["tag.sensor[mde-management ]=true"]
        ),
        ("edr_device_tags : [{\"key\":\"AzureResourceId\",\"value\":\"/x\"}]", ["tag.sensor is absent"]),
        ("edr_device_tags : [{\"key\":\"GROUP\",\"value\":\"a", ["tag.sensor is unusable"]),
        ("edr_device_tags : [\"a\"]", ["tag.sensor is unusable"]),
        ("org_id : \"\"", ["onboarding.organization is absent"]),
        ("org_id : \"unavailable\"", ["onboarding.organization is absent"]),
        ("org_id : \"contoso\"", ["onboarding.organization is unusable"]),
        ("app_version : \"nightly\"", ["agent.version is unusable"]),
        ("real_time_protection_subsystem : \"unavailable\"", []),
        ("network_events_subsystem : \"network_filter_extension\"", ["os.family=macos"]),
    ])
    func `judges each value`(line: String, expected: [String]) {
        #expect(Told("app_version : \"\"\n\(line)\n").claims == expected)
    }

    @Test
    func `reads the version, and leaves out a line that may be cut`() {
        #expect(Told("Product version: 101.23102.0003\n").claims == ["agent.version=101.23102.0003"])
        let told = Told("healthy : true\napp_version : \"101.23102.0003\"\norg_id")
        #expect(told.claims == ["agent.healthy=true", "agent.version=101.23102.0003"])
        #expect(told.fault != nil)
        #expect(Told("healthy : true\nlicensed : true").claims == ["agent.healthy=true"])
    }

    @Test
    func `reads the test of the connections`() {
        let told = Told(
            """
            Testing connection with https://cdn.x.cp.wd.microsoft.com/ping ... [OK]
            Testing connection with https://v20.events.data.microsoft.com/ping ... [FAILED]
            Testing connection with https://a.example/ping ... [Error: curl 60, certificate]
            Testing connection with https://b.example/ping ...
            Testing connection with https://c.example/ping ... [OK]x
            Testing connection with https://d.example/ping ... [O
            """)
        #expect(told.kind == .agentConnectivity)
        #expect(
            told.claims == [
                "agent.connectivity[https://cdn.x.cp.wd.microsoft.com/ping]=true",
                "agent.connectivity[https://v20.events.data.microsoft.com/ping]=false",
                "agent.connectivity[https://a.example/ping]=false",
                "agent.connectivity[https://b.example/ping] is unusable",
                "agent.connectivity[https://c.example/ping]=false",
            ])
    }
}
