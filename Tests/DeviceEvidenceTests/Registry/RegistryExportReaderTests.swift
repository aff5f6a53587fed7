import DeviceEvidence
import Model
import Testing

/// A registry export tells what it holds, whatever type a value has and whoever wrote the file.
struct RegistryExportReaderTests {
    private static let microsoft = #"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft"#
    private static let control = #"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control"#
    private static let services = #"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services"#

    private static func export(_ key: String, _ values: String) -> String {
        "Windows Registry Editor Version 5.00\n\n[\(key)]\n\(values)\n\n"
    }

    @Test(arguments: [
        (#"Windows NT\CurrentVersion"#, #""CurrentBuildNumber"="19045""#, ["os.build=19045"]),
        (#"Windows NT\CurrentVersion"#, #""CurrentBuild"="20348""#, ["os.build=20348"]),
        (#"Windows NT\CurrentVersion"#, #""CurrentBuild"="twenty""#, ["os.build is unusable"]),
        (#"Windows NT\CurrentVersion"#, #""UBR"=dword:00000ae4"#, ["os.revision=2788"]),
        (#"Windows NT\CurrentVersion"#, #""UBR"=hex(4):e4,0a,00,00"#, ["os.revision=2788"]),
        (#"Windows NT\CurrentVersion"#, #""EditionID"="Enterprise""#, ["os.edition=Enterprise"]),
        (
            #"Windows NT\CurrentVersion"#, #""InstallationType"="Server Core""#,
            ["os.installation-type=Server Core"]
        ),
        (
            #"windows nt\CURRENTVERSION"#, #""productname"="Windows 10 Enterprise" ; said of 11, too"#,
            ["os.product-name=Windows 10 Enterprise"]
        ),
        ("SenseCM", #""EnrollmentStatus"=dword:00000001"#, ["enrollment.status=1"]),
        ("SenseCM", #""EnrollmentStatus"=dword:2b"#, ["enrollment.status=43"]),
        ("SenseCM", #""EnrollmentStatus"=dword:ffffffff"#, ["enrollment.status=4294967295"]),
        ("SenseCM", #""EnrollmentStatus"=hex(b):01,00,00,00,00,00,00,00"#, ["enrollment.status=1"]),
        (
            "SenseCM", #""EnrollmentStatus"=hex(b):01,00,00,00,01,00,00,00"#,
            ["enrollment.status is unusable"]
        ),
        ("SenseCM", #""EnrollmentStatus"=hex(4):01,00"#, ["enrollment.status is unusable"]),
        ("SenseCM", #""EnrollmentStatus"=hex:01,00,00,00"#, ["enrollment.status is unusable"]),
        ("SenseCM", #""EnrollmentStatus"="1""#, ["enrollment.status is unusable"]),
        ("SenseCM", #""EnrollmentStatus"=dword:100000000"#, ["enrollment.status is unusable"]),
        ("SenseCM", #""EnrollmentStatus"=dword:"#, ["enrollment.status is unusable"]),
        ("SenseCM", #""EnrollmentStatus"=1"#, ["enrollment.status is unusable"]),
        (
            "SenseCM", #""TenantId"="9188040D-6C67-4C5B-B112-36A304B66DAD""#,
            ["enrollment.tenant-id=9188040d-6c67-4c5b-b112-36a304b66dad", "enrollment.status is absent"]
        ),
        (
            "SenseCM", #""TenantId"="contoso""#,
            ["enrollment.tenant-id is unusable", "enrollment.status is absent"]
        ),
        (
            "SenseCM", #""LastCheckinSuccess"=hex(b):00,40,78,0e,71,ff,da,01"#,
            ["enrollment.last-check-in=1725526400.0", "enrollment.status is absent"]
        ),
        (
            "SenseCM", #""LastCheckinSuccess"=hex:00,40,78,0e,71,ff,da,01"#,
            ["enrollment.last-check-in=1725526400.0", "enrollment.status is absent"]
        ),
        (
            "SenseCM", #""LastCheckinSuccess"=hex(b):00,00,00,00,00,00,00,00"#,
            ["enrollment.last-check-in is unusable", "enrollment.status is absent"]
        ),
        (
            "Windows Advanced Threat Protection",
            #""InstallLocation"="C:\\ProgramData\\Microsoft\\Platform\\10.8760.27937.1003""#,
            ["sensor.version=10.8760.27937.1003"]
        ),
        (
            "Windows Advanced Threat Protection",
            "\"InstallLocation\"=hex(2):43,00,3a,00,5c,00,31,00,30,00,2e,00,38,00,2e,\\\n  00,31,00,00,00",
            ["sensor.version=10.8.1"]
        ),
        ("Windows Advanced Threat Protection", #""InstallLocation"="C:\\Program Files\\Sensor\\""#, []),
        (
            "Windows Advanced Threat Protection",
            #""SenseCmConfiguration"="{\"SenseCmModeSwitch\":\"2\",\"other\":[1]}""#, ["enrollment.mode=2"]
        ),
        (
            "Windows Advanced Threat Protection", #""SenseCmConfiguration"="{\"SenseCmModeSwitch\":\"2\"""#,
            ["enrollment.mode is unusable"]
        ),
        (
            "Windows Advanced Threat Protection",
            #""OnboardedInfo"="{\"body\":\"{\\\"orgId\\\":\\\"9188040D-6C67-4C5B-B112-36A304B66DAD\\\"}\",\"sig\":\"\"}""#,
            ["onboarding.organization=9188040d-6c67-4c5b-b112-36a304b66dad"]
        ),
        (
            #"Windows Advanced Threat Protection\Status"#, #""OnboardingState"=dword:00000001"#,
            ["onboarding.state=1"]
        ),
        (#"Windows Advanced Threat Protection\Status"#, #"@="""#, ["onboarding.state is absent"]),
        (
            #"Windows\CurrentVersion\CDJ\AAD"#,
            #""TenantId"="{9188040D-6C67-4C5B-B112-36A304B66DAD}""#,
            ["connection-point.tenant-id=9188040d-6c67-4c5b-b112-36a304b66dad"]
        ),
        (
            #"Windows\CurrentVersion\CDJ\AAD"#, #""TenantName"="contoso.example""#,
            ["connection-point.tenant-name=contoso.example", "connection-point.tenant-id is absent"]
        ),
        (
            "Windows Defender", #""ManagedDefenderProductType"=dword:00000007"#,
            ["defender.managed-product-type=7"]
        ),
        (
            #"SMS\Mobile Client"#, #""ProductVersion"="5.00.9128.1000""#,
            ["configuration-manager.version=5.00.9128.1000"]
        ),
        (
            #"Windows\CurrentVersion\Uninstall\{A}"#,
            "\"DisplayName\"=\"Microsoft Defender for Endpoint\"\n\"DisplayVersion\"=\"4.18.1\"",
            ["product.version[Microsoft Defender for Endpoint]=4.18.1"]
        ),
        (
            #"Windows\CurrentVersion\Uninstall\{A}"#, "\"DisplayName\"=\"Microsoft Monitoring Agent\"",
            ["product.version[Microsoft Monitoring Agent] is unusable"]
        ),
        (#"Windows\CurrentVersion\Uninstall\{A}"#, "\"DisplayName\"=\"Editor\"", []),
        (#"WOW6432Node\SenseCM"#, #""EnrollmentStatus"=dword:00000001"#, []),
        (#"SenseCM\Below"#, #""EnrollmentStatus"=dword:00000001"#, []),
        ("SenseCM2", #""EnrollmentStatus"=dword:00000001"#, []),
    ])
    func `reads a value below SOFTWARE`(key: String, values: String, expected: [String]) {
        #expect(Told(Self.export(Self.microsoft + "\\" + key, values)).own == expected)
    }

    @Test(arguments: [
        (#"Control\ProductOptions"#, #""ProductType"="WinNT""#, ["os.product-type=1"]),
        (#"Control\ProductOptions"#, #""ProductType"="LanmanNT""#, ["os.product-type=2"]),
        (#"Control\ProductOptions"#, #""ProductType"="ServerNT""#, ["os.product-type=3"]),
        (#"Control\ProductOptions"#, #""ProductType"="Other""#, ["os.product-type is unusable"]),
        (
            #"Control\Session Manager\Environment"#, #""PROCESSOR_ARCHITECTURE"="AMD64""#,
            ["os.architecture=x64"]
        ),
        (
            #"Control\Session Manager\Environment"#,
            "\"PROCESSOR_ARCHITECTURE\"=\"ARM64\"\n\"__PSLockdownPolicy\"=\"4\"",
            ["os.architecture=arm64", "powershell.language-mode=ConstrainedLanguage"]
        ),
        (#"Control\Session Manager\Environment"#, #""__PSLockdownPolicy"="0""#, []),
        (#"Control\ComputerName\ActiveComputerName"#, #""ComputerName"="PC-01""#, ["computer-name=pc-01"]),
        (#"Control\ComputerName\ComputerName"#, #""ComputerName"="PC-02""#, ["computer-name=pc-02"]),
        (
            #"Services\Tcpip\Parameters"#, "\"Domain\"=\"Corp.Example\"\n\"Hostname\"=\"PC-01\"",
            ["domain-name=corp.example", "computer-name=pc-01"]
        ),
        (#"Services\Tcpip\Parameters"#, #""Domain"="""#, []),
        (#"Services\Sense"#, #""Start"=dword:00000002"#, ["service.start[sense]=automatic"]),
        (#"Services\CcmExec"#, #""Start"=dword:00000003"#, ["service.start[ccmexec]=manual"]),
        (#"Services\WinDefend"#, #""Start"=dword:00000004"#, ["service.start[windefend]=disabled"]),
        (
            #"Services\HealthService"#, #""Start"=dword:00000009"#,
            ["service.start[healthservice] is unusable"]
        ),
        (#"Services\Spooler"#, #""Start"=dword:00000002"#, []),
        (
            #"Control\CloudDomainJoin\JoinInfo\0123456789ABCDEF"#,
            #""TenantId"="9188040d-6c67-4c5b-b112-36a304b66dad""#,
            ["join.tenant-id=9188040d-6c67-4c5b-b112-36a304b66dad"]
        ),
    ])
    func `reads a value of a control set`(key: String, values: String, expected: [String]) {
        for set in ["CurrentControlSet", "ControlSet001", "ControlSet002"] {
            let text = Self.export("HKEY_LOCAL_MACHINE\\SYSTEM\\\(set)\\\(key)", values)
            #expect(Told(text).own == expected, "\(set)")
        }
    }

    @Test
    func `counts the control set that the system runs with, and the name that it has now`() {
        let text = #"""
            Windows Registry Editor Version 5.00

            [HKEY_LOCAL_MACHINE\SYSTEM]

            [HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Control\ComputerName\ActiveComputerName]
            "ComputerName"="NOW"

            [HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\Control\ComputerName\ComputerName]
            "ComputerName"="NEXT"

            [HKEY_LOCAL_MACHINE\SYSTEM\ControlSet002\Control\ComputerName\ComputerName]
            "ComputerName"="BEFORE"

            [HKEY_LOCAL_MACHINE\SYSTEM\Select]
            "Current"=dword:00000001


            """#
        #expect(Told(text).own == ["computer-name=now"])
        let cut = text.replacing(#"[HKEY_LOCAL_MACHINE\SYSTEM\Select]"#, with: "")
        #expect(Told(cut).own == [], "nothing tells which one counts")
    }

    @Test(arguments: [
        ("MDE-Management", "MDE-Management"), ("mde-management", "mde-management"),
        ("MDE-Management ", "MDE-Management "), (" MDE-Management", " MDE-Management"),
        (#"a\\b\"c"#, #"a\b"c"#), (#"x=\"y\"]"#, #"x="y"]"#), ("", ""),
    ])
    func `a tag is read exactly`(written: String, tag: String) {
        let key = #"HKLM\SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection\DeviceTagging"#
        let text = Self.export(key, "\"Group\"=\"\(written)\"")
        #expect(Told(text).own == ["tag.registry=\(tag)"])
        #expect(Told(Told.utf16(text)).own == ["tag.registry=\(tag)"])
    }

    @Test
    func `a tag that cannot be seen rightly is no tag`() {
        let key = #"HKLM\SOFTWARE\Policies\Microsoft\Windows Advanced Threat Protection\DeviceTagging"#
        for tag in ["MDE-Management\u{200b}", "MDE-\u{202e}Management", "MDE-Management\nMDE-Management"] {
            #expect(Told(Self.export(key, "\"Group\"=\"\(tag)\"")).own == ["tag.registry is unusable"])
        }
    }

    @Test
    func `what looks like a key within a text is no key`() {
        let text = Self.export(
            Self.microsoft + #"\Other"#,
            """
            "Text"="first
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SenseCM]
            \\"EnrollmentStatus\\"=dword:00000001
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\CCM]
            last"
            @="[HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\Microsoft\\\\CCM]"
            "a\\"]b"="c"
            """)
        #expect(Told(text).claims == [])
        #expect(Told(text).fault == nil)
    }

    @Test
    func `an export of a code page and the older header are read`() {
        let text =
            "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection]\r\n"
            + "\"InstallLocation\"=hex(2):43,3a,5c,31,30,2e,38,2e,31,00\r\n\"Owner\"=\"M"
        let bytes = Array(text.utf8) + [0xfc] + Array("ller\"\r\n\r\n".utf8)
        #expect(Told(bytes).own == ["sensor.version=10.8.1"])
        #expect(Told(bytes).kind == .registryExport)
    }

    @Test
    func `a script that changes the registry is no evidence`() {
        for change in ["\"Old\"=-", "[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Old]"] {
            let told = Told(
                Self.export(Self.microsoft + #"\SenseCM"#, "\"EnrollmentStatus\"=dword:00000001\n\(change)"))
            #expect(told.claims == [])
            #expect(told.fault?.contains("script") == true)
        }
    }

    @Test
    func `names and lines are kept`() {
        let told = Told(Self.export(Self.microsoft + #"\SenseCM"#, "; said\n\"EnrollmentStatus\"=dword:1"))
        #expect(told.lines == [5, 5])
        #expect(told.kind == .registryExport)
    }

    /// As the `reg` of Wine 8 writes it, in UTF-16 with a mark.
    @Test
    func `the layout of a real tool is read`() {
        let text = #"""
            Windows Registry Editor Version 5.00

            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SenseCM]
            @="default"
            "Blob"=hex:00,11,22,33,44,55,66,77,88,99,aa,bb,cc,dd,ee,ff,00,11,22,33,44,55,\
              66,77,88,99
            "EnrollmentStatus"=dword:00000001
            "LastCheckinSuccess"=hex(b):00,40,78,0e,71,ff,da,01
            "Many"=hex(7):61,00,00,00,62,00,00,00,63,00,63,00,63,00,63,00,63,00,63,00,63,\
              00,63,00,00,00,00,00
            "Name with \"quotes\" and \\back"="C:\\Program Files\\\"x\""
            "Nothing"=hex(0):00,00

            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SenseCM\Empty]
            @=""


            """#
        let told = Told(Told.utf16(text))
        #expect(told.own == ["enrollment.status=1", "enrollment.last-check-in=1725526400.0"])
        #expect(told.lines.last == 8)
        #expect(told.fault == nil)
    }
}
