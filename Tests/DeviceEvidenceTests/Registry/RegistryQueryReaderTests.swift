import DeviceEvidence
import Model
import Testing

/// `reg query` tells what it shows, and what it says is not there.
struct RegistryQueryReaderTests {
    private static let key = #"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SenseCM"#
    private static let missing =
        "ERROR: The system was unable to find the specified registry key or value."

    private static func asked(_ command: String, _ answer: String, isWhole: Bool = true) -> String {
        "> reg query \(command)\n\(answer)\n" + (isWhole ? "> end\n" : "")
    }

    @Test(arguments: [
        ("EnrollmentStatus    REG_DWORD    0x2b", "enrollment.status=43"),
        ("ENROLLMENTSTATUS    REG_DWORD    0x2b", "enrollment.status=43"),
        ("EnrollmentStatus    REG_QWORD    0x1", "enrollment.status=1"),
        ("EnrollmentStatus    REG_DWORD    0x1ffffffff", "enrollment.status is unusable"),
        ("EnrollmentStatus    REG_DWORD    1", "enrollment.status is unusable"),
        ("EnrollmentStatus    REG_SZ    1", "enrollment.status is unusable"),
        ("EnrollmentStatus    REG_DWORD    0x1    REG_SZ    x", "enrollment.status is unusable"),
        (
            "TenantId    REG_SZ    9188040D-6C67-4C5B-B112-36A304B66DAD",
            "enrollment.tenant-id=9188040d-6c67-4c5b-b112-36a304b66dad"
        ),
        ("LastCheckinSuccess    REG_QWORD    0x1daff710e784000", "enrollment.last-check-in=1725526400.0"),
        ("LastCheckinSuccess    REG_BINARY    0040780E71FFDA01", "enrollment.last-check-in=1725526400.0"),
        ("LastCheckinSuccess    REG_QWORD    (null)", "enrollment.last-check-in is unusable"),
    ])
    func `reads a value`(line: String, expected: String) {
        let text = "\n\(Self.key)\n    (Standard)    REG_SZ    x\n    \(line)\n    A b    REG_SZ    c\n\n"
        let told = Told(text)
        #expect(told.own == [expected])
        #expect(told.kind == .registryQuery)
        #expect(told.lines == [4, 4])
    }

    @Test
    func `a tag is read exactly`() {
        for tag in ["MDE-Management", "MDE-Management ", " MDE-Management", "a    REG_SZ    b", ""] {
            let text =
                "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection"
                + "\\DeviceTagging\n    Group    REG_SZ    \(tag)\n\n"
            #expect(Told(text).own == ["tag.registry=\(tag)"])
        }
    }

    /// What the answer to one question shows to be absent.
    @Test(arguments: [
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#, missing, ["enrollment.status"]),
        (#"HKLM\SOFTWARE\Microsoft\SenseCM /s 2>&1"#, missing, ["enrollment.status"]),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /v EnrollmentStatus"#, missing, ["enrollment.status"]),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /v TenantId"#, missing, []),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM2" /s"#, missing, []),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /s /f x"#, missing, []),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /s /reg:32"#, missing, []),
        (
            #""HKLM\SOFTWARE\Microsoft\CCM" /s"#, missing,
            ["configuration-manager.key", "configuration-manager.co-management-flags"]
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\CCM" /v CoManagementFlags"#, missing,
            ["configuration-manager.co-management-flags"]
        ),
        (#""HKLM\SOFTWARE\Microsoft\Enrollments" /s"#, missing, ["mdm.provider"]),
        (
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#,
            "FEHLER: Der angegebene Registrierungsschl\u{fc}ssel bzw. Wert wurde nicht gefunden.",
            ["enrollment.status"]
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#,
            "ERREUR\u{a0}: le syst\u{e8}me n'a pas trouv\u{e9} la cl\u{e9} ou la valeur de Registre sp\u{e9}cifi\u{e9}e.",
            ["enrollment.status"]
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#, "reg: Unable to find the specified registry key",
            ["enrollment.status"]
        ),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#, "", []),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#, "\n\(key)\n    A    REG_SZ    b\n", ["enrollment.status"]),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM""#, "\n\(key)\n    A    REG_SZ    b\n", ["enrollment.status"]),
        (#""HKLM\SOFTWARE\Microsoft\SenseCM" /v A"#, "\n\(key)\n    A    REG_SZ    b\n", []),
        (
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#,
            "\n\(key)\n    A    REG_SZ    b\n\n\(missing)\n", ["enrollment.status is unusable"]
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\Enrollments" /s"#,
            "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments\\Status\n\n", ["mdm.provider"]
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\Enrollments""#,
            "\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments\\Status\n\n", []
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#, "ERROR: Access is denied.",
            ["enrollment.status is unusable"]
        ),
        (
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /s"#,
            "'reg' is not recognized as an internal or external command,",
            ["enrollment.status is unusable"]
        ),
    ])
    func `an answer proves absence`(command: String, answer: String, expected: [String]) {
        let told = Told(Self.asked(command, answer))
        let wanted = expected.map { $0.hasSuffix("unusable") ? $0 : $0 + " is absent" }
        #expect(Set(told.claims) == Set(wanted))
    }

    @Test
    func `without the next command, what was left out is not absent`() {
        let answer = "\n\(Self.key)\n    A    REG_SZ    b\n"
        #expect(
            Told(Self.asked("HKLM\\SOFTWARE\\Microsoft\\SenseCM /s", answer, isWhole: false)).claims == [])
        #expect(Told(answer).claims == [], "nor without any")
    }

    @Test
    func `a key that is certainly not there teaches the words of any language`() {
        let words = "\u{627}\u{62e}\u{637}: x"
        let control = Self.asked(#"HKLM\SOFTWARE\mde-preflight-no-such-key"#, words)
        let question = Self.asked(#"HKLM\SOFTWARE\Microsoft\SenseCM /s"#, words)
        let other = Self.asked(
            #"HKLM\SYSTEM\Select"#, "\nHKEY_LOCAL_MACHINE\\SYSTEM\\Select\n    Current    REG_DWORD    0x1\n")
        #expect(Told(control + other + question).claims == ["enrollment.status is absent"])
        #expect(
            Told(control + question).claims == ["enrollment.status is unusable"],
            "where no question is answered, the tool may be forbidden")
    }

    @Test
    func `the prompt of a console shows the command as well`() {
        let text =
            #"C:\Windows\system32>reg.exe query HKLM\SOFTWARE\Microsoft\SenseCM /s"# + "\n\(Self.missing)\n"
        #expect(Told(text).claims == ["enrollment.status is absent"])
    }

    @Test
    func `the other view of the registry is another registry`() {
        let answer = "\n\(Self.key)\n    EnrollmentStatus    REG_DWORD    0x1\n"
        #expect(Told(Self.asked("HKLM\\SOFTWARE\\Microsoft\\SenseCM /s /reg:32", answer)).claims == [])
    }

    @Test(arguments: [
        ("< not there", ["enrollment.status is absent"]), ("< failed", ["enrollment.status is unusable"]),
        ("< anything", ["enrollment.status is unusable"]),
    ])
    func `what the collector made of an error counts, in any language`(remark: String, expected: [String]) {
        let text = Self.asked(
            #""HKLM\SOFTWARE\Microsoft\SenseCM" /v EnrollmentStatus"#, "FEHLER: Kaputt.\n" + remark)
        #expect(Told(text).own == expected)
    }
}
