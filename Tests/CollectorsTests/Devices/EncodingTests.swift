import DeviceEvidence
import Foundation
import Model
import TestSupport
import Testing

/// What `iconv` makes of a text, in the encodings in which Windows consoles and PowerShell write, tells the same.
struct EncodingTests {
    private static let join =
        section("Device State", "AzureAdJoined : YES", "EnterpriseJoined : NO", "DomainJoined : YES")
        + section(
            "Tenant Details", "TenantName : Müller Söhne", "TenantId : 11111111-2222-3333-4444-555555555555")
        + section("User State", "WorkplaceJoined : NO") + border

    private static let border = "+\(String(repeating: "-", count: 70))+\n"

    private static func section(_ title: String, _ rows: String...) -> String {
        "\(border)| \(title.padding(toLength: 68, withPad: " ", startingAt: 0)) |\n\(border)\n"
            + rows.map { "        \($0)\n" }.joined() + "\n"
    }

    @Test(arguments: [
        "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "CP1252", "CP850", "CP437", "CP1250", "ISO-8859-1",
        "GB18030",
    ])
    func `the same is told in every encoding`(encoding: String) async throws {
        let folder = try TemporaryFolder()
        let text = Self.join.replacing("\n", with: "\r\n")
        let file = try folder.write(text, to: "in.txt")
        let output = folder.path("out.txt")
        let run = try await Command.run(
            "iconv", ["-f", "UTF-8", "-t", encoding, "-o", output, file],
            environment: ProcessInfo.processInfo.environment)
        #expect(run.status == 0, "\(run.errors)")
        let raw = [UInt8](try Data(contentsOf: URL(filePath: output)))
        let (kind, found) = EvidenceReading.read(raw)
        #expect(kind == .joinStatus)
        #expect(found.fault == nil)
        // A name in a code page that is not told cannot be read right; all else is ASCII.
        let attributes = found.claims.filter { $0.attribute != .entraTenantName }
            .map { "\($0.attribute.rawValue) \($0.value) \($0.line)" }
        let (_, plain) = EvidenceReading.read(Array(text.utf8))
        let expected = plain.claims.filter { $0.attribute != .entraTenantName }
            .map { "\($0.attribute.rawValue) \($0.value) \($0.line)" }
        #expect(attributes == expected)
        #expect(attributes.contains { $0.hasPrefix("join.tenant-id") })
    }
}
