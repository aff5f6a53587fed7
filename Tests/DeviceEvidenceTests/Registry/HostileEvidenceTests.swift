import DeviceEvidence
import Model
import Testing

/// Whatever is put into a file, reading ends, and tells nothing that is not there.
struct HostileEvidenceTests {
    private static let deep = String(repeating: "[", count: 100_000)

    @Test
    func `nested brackets end in a fault`() {
        let nested = String(repeating: "{\"a\":", count: 100_000)
        for text in [
            "{\"AMProductVersion\": \(Self.deep)", "[\(Self.deep)", "{\"PUAProtection\": \(nested)",
            "{\"healthy\": true, \"licensed\": true, \"x\": \(Self.deep)",
            "{\"AMProductVersion\": \(Self.deep)\(String(repeating: "]", count: 100_000))}",
            "{\"AMProductVersion\": \"4.1\", \"a\": "
                + String(repeating: "[", count: 505) + String(repeating: "]", count: 505) + "}",
        ] {
            #expect(Told(text).claims.count <= 1)
        }
        let key =
            "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection]\n"
        for name in ["SenseCmConfiguration", "OnboardedInfo"] {
            let told = Told(key + "\"\(name)\"=\"\(Self.deep)\"\n\n")
            #expect(told.own.allSatisfy { $0.hasSuffix("is unusable") })
            #expect(told.own.count == 1)
        }
        #expect(Told("edr_device_tags : \(Self.deep)\n").claims == ["tag.sensor is unusable"])
        #expect(Told("<MDEResults>" + String(repeating: "<a>", count: 100_000)).claims == [])
    }

    @Test
    func `members that stand there twice do not stop it`() {
        let told = Told("{\"healthy\": true, \"healthy\": false, \"licensed\": true}")
        #expect(told.claims.count <= 2)
    }

    @Test
    func `names are shown harmlessly`() {
        let told = Told(
            "Windows Registry Editor Version 5.00\n\n[HKLM\\SOFTWARE\\Microsoft\\Enrollments\\\u{1b}[2J\u{202e}]\n"
                + "\"ProviderID\"=\"\u{1b}]0;x\u{7}\"\n\n")
        #expect(told.own == [#"mdm.provider[\u{1b}[2j\u{202e}]=\u{1b}]0;x\u{7}"#])
    }

    @Test
    func `long and empty lines end`() {
        let long = String(repeating: "a", count: 2_000_000)
        for text in [
            "Windows Registry Editor Version 5.00\n[\(long)",
            "Windows Registry Editor Version 5.00\n\"\(long)",
            "Windows Registry Editor Version 5.00\n[HKLM\\SOFTWARE\\Microsoft\\SenseCM]\n\"TenantId\"=\"\(long)\"\n",
            "> reg query \(long)\n", "HKEY_LOCAL_MACHINE\\\(long)\n    \(long)\n",
            "REGEDIT4\n\"\\", "REGEDIT4\n\"a\"=", "REGEDIT4\n@", "REGEDIT4\n\"\"=hex(:\n",
            "REGEDIT4\n[]\n", "REGEDIT4\n[\n", "> reg query\n", "> reg query \"\n", ">\n",
        ] {
            #expect(Told(text).own.allSatisfy { $0.hasSuffix("is unusable") })
        }
    }
}
