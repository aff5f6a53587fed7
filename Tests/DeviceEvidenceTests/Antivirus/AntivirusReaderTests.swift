import DeviceEvidence
import Model
import Testing

/// The state and the preferences of the antivirus are read as list, as JSON and as CSV.
struct AntivirusReaderTests {
    private static let status = [
        "antivirus.version=4.18.23110.3", "antivirus.mode=Passive Mode", "antivirus.enabled=true",
        "antivirus.tamper-protected=false",
    ]

    @Test(arguments: [
        """


        AMEngineVersion                 : 1.1.23110.2
        AMProductVersion                : 4.18.23110.3
        AMRunningMode                   : Passive Mode
        AntivirusEnabled                : True
        ComputerID                      : 11111111-2222-3333-4444-555555555555
        IsTamperProtected               : False
        NISEngineVersion                :


        """,
        """
        {
            "AMEngineVersion":  "1.1.23110.2",
            "AMProductVersion":  "4.18.23110.3",
            "AMRunningMode":  "Passive Mode",
            "AntivirusEnabled":  true,
            "AntivirusSignatureLastUpdated":  "\\/Date(1700000000000)\\/",
            "IsTamperProtected":  false,
            "CimClass":  { "CimSuperClassName":  "BaseStatus", "CimClassProperties": [ "AMEngineVersion" ] }
        }
        """,
        """
        [{"AMProductVersion":"4.18.23110.3","AMRunningMode":"Passive Mode","AntivirusEnabled":true,\
        "IsTamperProtected":false}]
        """,
        """
        #TYPE Microsoft.Management.Infrastructure.CimInstance
        "AMProductVersion","AMRunningMode","AntivirusEnabled","IsTamperProtected"
        "4.18.23110.3","Passive Mode","True","False"

        """,
        """
        "AMProductVersion";"AMRunningMode";"AntivirusEnabled";"IsTamperProtected"
        "4.18.23110.3";"Passive Mode";"True";"False"

        """,
    ])
    func `reads the status`(text: String) {
        for told in [Told(text), Told(Told.utf16(text))] {
            #expect(told.kind == .antivirusStatus)
            #expect(told.claims == Self.status)
            #expect(told.fault == nil)
        }
    }

    @Test(arguments: [
        ("AntivirusEnabled : Yes", "antivirus.enabled is unusable"),
        ("AMProductVersion : 4.18\n                   .1", "antivirus.version is unusable"),
    ])
    func `says what cannot be used`(line: String, expected: String) {
        #expect(Told("AMEngineVersion : 1\n\(line)\n").claims == [expected])
    }

    @Test
    func `a line that may be cut is left out`() {
        #expect(Told("AMEngineVersion : 1\nAMProductVersion : 4.1").claims == [])
        #expect(Told("{\"AMProductVersion\": \"4.1\"").claims == [])
        #expect(Told("{\"AMProductVersion\": \"4.1\"").fault != nil)
    }

    @Test(arguments: [
        ("DisableRealtimeMonitoring : False", ["preference[DisableRealtimeMonitoring]=false"]),
        ("MAPSReporting : 2", ["preference[MAPSReporting]=2"]),
        ("PUAProtection :", ["preference[PUAProtection]="]),
        (
            "PUAProtection : 1\nExclusionPath : {}",
            ["preference[PUAProtection]=1", "preference[ExclusionPath]="]
        ),
        (
            #"ExclusionPath : {C:\Temp, D:\a b}"# + "\nCimClass : x",
            [#"preference[ExclusionPath]=C:\Temp,D:\a b"#]
        ),
        (
            "ExclusionPath                                 : {C:\\Temp,\n"
                + "                                                D:\\a}",
            [#"preference[ExclusionPath]=C:\Temp,D:\a"#]
        ),
        (
            "ExclusionPath                                 : {C:\\Temp\\long\n"
                + "                                                name}",
            ["preference[ExclusionPath] is unusable"]
        ),
        ("ExclusionPath : {a, b, c, d...}", ["preference[ExclusionPath] is unusable"]),
        ("ExclusionPath : {a, b", ["preference[ExclusionPath] is unusable"]),
        (
            "{\"DisableRealtimeMonitoring\": true, \"ExclusionPath\": [\"a\", \"b\"], \"PUAProtection\": null}",
            [
                "preference[DisableRealtimeMonitoring]=true", "preference[ExclusionPath]=a,b",
                "preference[PUAProtection]=",
            ]
        ),
        (
            "\"DisableRealtimeMonitoring\",\"ExclusionPath\"\n\"False\",\"System.String[]\"",
            ["preference[DisableRealtimeMonitoring]=false", "preference[ExclusionPath] is unusable"]
        ),
        ("\"DisableRealtimeMonitoring\",\"ExclusionPath\"\n\"False\"", []),
    ])
    func `reads preferences`(text: String, expected: [String]) {
        let told = Told(text + "\n")
        #expect(told.claims == expected)
        #expect(told.kind == .antivirusPreferences)
    }

    @Test
    func `status and preferences in one file are told apart`() {
        let told = Told("AMProductVersion : 4.1\n\n\nPUAProtection : 1\nMAPSReporting : 2\n")
        #expect(
            told.claims == [
                "antivirus.version=4.1", "preference[PUAProtection]=1", "preference[MAPSReporting]=2",
            ])
    }

    @Test
    func `a policy in the registry is no preference`() {
        let told = Told(
            "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\n"
                + "    DisableRealtimeMonitoring    REG_DWORD    0x1\n\n")
        #expect(told.kind == .registryQuery)
        #expect(told.claims == [])
    }
}
