import DeviceEvidence
import Model
import Testing

/// Something is absent only where the file proves it, however the file may have been cut.
struct RegistryAbsenceTests {
    private static func export(_ keys: [(String, String)]) -> String {
        "Windows Registry Editor Version 5.00\n\n"
            + keys.map { "[HKEY_LOCAL_MACHINE\\\($0)]\n\($1)\($1.isEmpty ? "" : "\n")\n" }.joined()
    }

    private static let enrollments = #"SOFTWARE\Microsoft\Enrollments"#
    private static let id = "0A1B2C3D-1111-2222-3333-444455556666"

    /// Which of what matters is shown to be absent, by the keys of an export.
    @Test(arguments: [
        ([#"SOFTWARE\Microsoft\SenseCM"#], ["enrollment.status"]),
        ([#"SOFTWARE\Microsoft\SenseCM"#, #"SOFTWARE\Microsoft\SenseCM\A"#], ["enrollment.status"]),
        // What was exported is elsewhere.
        ([#"SOFTWARE\Microsoft\Windows NT\CurrentVersion"#], []),
        ([#"SOFTWARE\Classes"#, #"SOFTWARE\Classes\Z"#], []),
        // It may have been cut before SenseCM came.
        ([#"SOFTWARE\Microsoft"#], []),
        (
            [#"SOFTWARE\Microsoft"#, #"SOFTWARE\Microsoft\Office"#],
            ["configuration-manager.key", "configuration-manager.co-management-flags", "mdm.provider"]
        ),
        (
            [#"SOFTWARE\Microsoft"#, #"SOFTWARE\Microsoft\SenseCM2"#],
            [
                "enrollment.status", "configuration-manager.key", "configuration-manager.co-management-flags",
                "mdm.provider",
            ]
        ),
        (
            [#"SOFTWARE\Microsoft"#, #"SOFTWARE\Microsoft\Windows Defender"#],
            [
                "onboarding.state", "enrollment.status", "connection-point.tenant-id",
                "configuration-manager.key",
                "configuration-manager.co-management-flags", "mdm.provider",
            ]
        ),
        // Keys in no order prove nothing on their level, but do on the one above.
        ([#"SOFTWARE\Microsoft"#, #"SOFTWARE\Microsoft\Office"#, #"SOFTWARE\Microsoft\Access"#], []),
        (
            [
                "SOFTWARE", #"SOFTWARE\Microsoft"#, #"SOFTWARE\Microsoft\Office"#,
                #"SOFTWARE\Microsoft\Access"#,
                #"SOFTWARE\Mozilla"#,
            ],
            [
                "onboarding.state", "enrollment.status", "connection-point.tenant-id",
                "configuration-manager.key", "configuration-manager.co-management-flags", "mdm.provider",
            ]
        ),
        ([#"SOFTWARE\Microsoft\CCM"#], ["configuration-manager.co-management-flags"]),
        ([#"SOFTWARE\Microsoft\CCM\CcmEval"#], []),
        ([#"SOFTWARE\Microsoft\CCMSetup"#], []),
        ([#"SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection"#], []),
        (
            [#"SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection\DeviceTagging"#],
            ["tag.registry"]
        ),
        (
            [#"SOFTWARE\Policies\Microsoft"#, #"SOFTWARE\Policies\Microsoft\WindowsFirewall"#],
            ["tag.registry"]
        ),
        ([#"SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ"#], []),
        ([enrollments], []),
        ([enrollments, enrollments + #"\Context"#], []),
        ([enrollments, enrollments + #"\Context"#, enrollments + #"\Status"#], ["mdm.provider"]),
    ])
    func `keys prove absence`(keys: [String], absent: [String]) {
        let told = Told(Self.export(keys.map { ($0, "") }))
        #expect(Set(told.absences) == Set(absent.map { $0 + " is absent" }))
        #expect(told.fault == nil)
    }

    @Test
    func `a file without its end proves less`() {
        let text =
            "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SenseCM]\n"
        #expect(Told(text).absences == [], "more values may have come")
        #expect(Told(text + "\"A\"=\"b\"\n").absences == [])
        #expect(Told(text + "\n").absences == ["enrollment.status is absent"])
        #expect(Told(text + "\"EnrollmentStatus\"=dword:0000000").claims == [])
        #expect(Told(text + "\"EnrollmentStatus\"=dword:0000000").fault == "breaks off in its last line")
        #expect(Told(text + "\"A\"=\"b\n\n").absences == [], "a text has no end")
        #expect(Told(text + "\"A\"=hex:01,\\\n").absences == [])
    }

    @Test
    func `a second export in the file says nothing of how the first ended`() {
        let first = Self.export([(#"SOFTWARE\Microsoft"#, "")])
        let second = Self.export([(#"SOFTWARE\Policies"#, ""), (#"SOFTWARE\Policies\Zebra"#, "")])
        #expect(Told(first + second).absences == ["tag.registry is absent"])
    }

    /// A device that MDE manages.
    static let sample = #"""
        Windows Registry Editor Version 5.00

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft]
        "Text"="one
        [two]"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\CCM]
        "CoManagementFlags"=dword:00000021

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Enrollments]
        "ExternallyManaged"=dword:00000010

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Enrollments\0A1B2C3D-1111-2222-3333-444455556666]
        "EnrollmentType"=dword:0000001a
        "ProviderID"="MS DM Server"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Enrollments\Status]

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SenseCM]
        "Blob"=hex:00,11,22,33,\
          44,55
        "EnrollmentStatus"=dword:0000002b
        "LastCheckinSuccess"=hex(b):00,40,78,0e,\
          71,ff,da,01

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ\AAD]
        "TenantId"="9188040d-6c67-4c5b-b112-36a304b66dad"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Advanced Threat Protection]
        "OnboardedInfo"="{\"body\":\"{\\\"orgId\\\":\\\"9188040D-6C67-4C5B-B112-36A304B66DAD\\\"}\"}"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Advanced Threat Protection\Status]
        "OnboardingState"=dword:00000001
        "OrgId"="9188040d-6c67-4c5b-b112-36a304b66dad"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
        "CurrentBuildNumber"="19045"
        "UBR"=dword:00000ae4


        """#

    @Test
    func `cut at any byte, nothing is told that the whole does not tell`() {
        let bytes = Array(Self.sample.replacing("\n", with: "\r\n").utf8)
        let whole = Set(Told(bytes).claims)
        #expect(Told(bytes).absences == ["mdm.provider is absent"])
        #expect(whole.count == 14)
        for end in bytes.indices {
            let told = Told(Array(bytes[..<end]))
            let more = told.claims.filter { !whole.contains($0) && !$0.hasSuffix("is unusable") }
            guard more.isEmpty else {
                Issue.record("cut at \(end), it tells \(more)")
                return
            }
        }
    }

    @Test
    func `cut at any byte, an answer of reg query tells nothing that the whole does not tell`() {
        let text = #"""
            > reg query "HKLM\SOFTWARE\Microsoft\CCM" /s

            HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\CCM
                CoManagementFlags    REG_DWORD    0x2021

            > reg query "HKLM\SOFTWARE\Microsoft\Enrollments" /s

            HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Enrollments
                ExternallyManaged    REG_DWORD    0x1

            HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Enrollments\0A1B2C3D-1111-2222-3333-444455556666
                EnrollmentType    REG_DWORD    0x1a
                ProviderID    REG_SZ    MS DM Server

            > reg query "HKLM\SOFTWARE\Microsoft\SenseCM" /s

            HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SenseCM
                EnrollmentStatus    REG_DWORD    0x2b

            > end

            """#
        let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
        let whole = Set(Told(bytes).claims)
        #expect(whole.count == 8)
        for end in bytes.indices {
            let told = Told(Array(bytes[..<end]))
            #expect(told.claims.filter { !whole.contains($0) } == [], "cut at \(end)")
        }
    }
}
