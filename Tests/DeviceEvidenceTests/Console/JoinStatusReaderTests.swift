import DeviceEvidence
import Model
import Testing

/// What dsregcmd shows is told of the device, and of nothing else.
struct JoinStatusReaderTests {
    private static let device = "0f1e2d3c-0000-4000-8000-00000000000a"
    private static let tenant = "11111111-2222-4333-8444-555555555555"
    private static let other = "99999999-2222-4333-8444-555555555555"

    private static func box(_ title: String, _ lines: String...) -> String {
        let border = "+" + String(repeating: "-", count: 70) + "+\n"
        return "\(border)| \(title)      |\n\(border)\n" + lines.map { "    \($0)\n" }.joined() + "\n"
    }

    private static let closing = "+" + String(repeating: "-", count: 70) + "+\n"

    private static func boxed(_ entra: String, _ enterprise: String, _ domain: String) -> String {
        box(
            "Device State", "AzureAdJoined : \(entra)", "EnterpriseJoined : \(enterprise)",
            "DomainJoined : \(domain)", "Device Name : PC-7.Corp.Example")
            + box(
                "Device Details", "DeviceId : \(device.uppercased())",
                "DeviceCertificateValidity : [ 2024-02-29 21:02:50.000 UTC -- 2034-02-28 21:32:50.000 UTC ]",
                "DeviceAuthStatus : SUCCESS")
            + box("Tenant Details", "TenantName : Example", "TenantId : \(tenant)")
            + box("User State", "NgcSet : NO", "WorkplaceJoined : YES")
            + box(
                "Work Account 1", "WorkplaceDeviceId : \(other)",
                "DeviceCertificateValidity : [ 2020-01-01 00:00:00.000 UTC -- 2021-01-01 00:00:00.000 UTC ]",
                "TenantId : \(other)", "DeviceId : \(other)", "AzureAdJoined : NO",
                "WorkplaceTenantId : \(other)")
            + box("Diagnostic Data", "AadRecoveryEnabled: NO", "KeySignTest : PASSED") + closing
    }

    private static func flat(_ entra: String, _ enterprise: String, _ domain: String) -> String {
        box(
            "Device State", "AzureAdJoined: \(entra)", "EnterpriseJoined: \(enterprise)",
            "DeviceId: \(device)",
            "KeySignTest: : MUST Run elevated to test.", "TenantId: \(tenant)", "TenantName:",
            "dmComplianceUrl: https://a.example/?b=c:d", "DomainJoined: \(domain)", "DomainName: CORP")
            + box("User State", "WorkplaceJoined: NO", "AzureAdPrt: YES")
    }

    @Test(arguments: ["YES", "NO"], ["YES", "NO"])
    func `every state is told in every layout and encoding`(entra: String, enterprise: String) {
        func word(_ text: String) -> String { text == "YES" ? "yes" : "no" }
        for domain in ["YES", "NO"] {
            let states = [
                "join.entra = \(word(entra))", "join.enterprise = \(word(enterprise))",
                "join.domain = \(word(domain))",
            ]
            let ids = ["join.device-id = \(Self.device)", "join.tenant-id = \(Self.tenant)"]
            for raw in forms(of: Self.boxed(entra, enterprise, domain)) {
                let (kind, found) = EvidenceReading.read(raw)
                #expect(kind == .joinStatus)
                #expect(found.fault == nil)
                #expect(
                    found.told == states + ["computer-name = pc-7", ids[0]]
                        + [
                            "join.certificate-end = 2034-02-28T21:32:50Z", "join.authentication = SUCCESS",
                            "join.tenant-name = Example", ids[1], "join.workplace = yes",
                            "workplace.tenant-id (work account 1) = \(Self.other)",
                            "join.key-sign-test = PASSED",
                        ])
            }
            let flat = Self.flat(entra, enterprise, domain)
            let bare = flat.split(separator: "\n").filter { !$0.hasPrefix("+") && !$0.hasPrefix("|") }
            for text in [flat, bare.joined(separator: "\n") + "\n"] {
                for raw in forms(of: text) {
                    let found = EvidenceReading.read(raw).found
                    #expect(found.fault == nil)
                    #expect(
                        found.told == [
                            states[0], states[1], ids[0],
                            "join.key-sign-test = MUST Run elevated to test.", ids[1], states[2],
                            "domain-name = corp", "join.workplace = no",
                        ])
                }
            }
        }
    }

    @Test(arguments: ["", "Y", "YESNO", "NOT SET", "YES YES", "\u{1b}[1mYES"])
    func `what is neither yes nor no is no state`(value: String) {
        let text = told(Self.box("Device State", "AzureAdJoined : \(value)"))
        #expect(text.count == 1 && text[0].hasPrefix("join.entra = ? "))
        #expect(!text[0].contains("\u{1b}"))
    }

    @Test func `text that breaks off anywhere tells nothing that the whole does not`() {
        for text in [Self.boxed("YES", "NO", "YES"), Self.flat("NO", "NO", "YES")] {
            let whole = EvidenceReading.read(Array(text.utf8)).found.told
            for count in 1..<text.utf8.count {
                let found = EvidenceReading.read(Array(text.utf8.prefix(count))).found
                #expect(whole.starts(with: found.told), "cut after \(count) bytes")
            }
        }
        let boxed = Self.boxed("YES", "NO", "YES")
        for count in 230..<boxed.utf8.count {
            let text = String(decoding: boxed.utf8.prefix(count), as: UTF8.self)
            let (kind, found) = EvidenceReading.read(Array(text.utf8))
            #expect(kind == .joinStatus)
            // Where a box begins, another one has just been closed.
            let isClosed = "\(text)\n".hasSuffix(Self.closing) || text.hasSuffix(Self.closing)
            #expect(found.fault != nil || isClosed, "cut after \(count) bytes")
        }
    }

    @Test func `a failed registration tells its phase and codes and no state`() {
        let text =
            Self.box(
                "Diagnostic Data", "User Context : UN-ELEVATED User",
                "Client Time : 2026-03-01 08:25:29.000 UTC",
                "AD Connectivity Test : PASS", "DRS Discovery Test : FAIL [0x801c0021/0x80072ee2]",
                "Token acquisition Test : SKIPPED", "Error Phase : Discover", "Client ErrorCode : 0x801C03F2",
                "Server ErrorCode : DirectoryError", "Server Message : The object (a: b) isn't found.",
                "AzureAdJoined : YES") + Self.closing
        let found = EvidenceReading.read(Array(text.utf8)).found
        #expect(found.observedAt?.inUTC == "2026-03-01T08:25:29Z")
        #expect(found.fault == nil)
        #expect(
            found.told == [
                "join.user-context = UN-ELEVATED User", "join.test (ad-connectivity) = PASS",
                "join.test (drs-discovery) = FAIL [0x801c0021/0x80072ee2]",
                "join.test (token-acquisition) = SKIPPED", "join.error-phase = discover",
                "join.client-error = 0x801c03f2", "join.server-error = DirectoryError",
                "join.server-message = The object (a: b) isn't found.",
            ])
    }

    @Test func `what is said twice is told twice`() {
        let text = Self.box("Device State", "AzureAdJoined : YES", "AzureAdJoined : NO")
        #expect(told(text) == ["join.entra = yes", "join.entra = no"])
    }

    @Test func `hostile text is read to its end and nothing in it steers a terminal`() {
        for text in hostileTexts {
            for claim in told(text) { #expect(claim.unicodeScalars.allSatisfy { $0.value >= 32 }) }
        }
    }
}
