import Model
import SupportBundle
import Testing

/// Texts with variables, and several of them, stand in exports of the registry as numbers, two digits a byte.
struct SecretInRegistryDataTests {
    private static let redactor = RedactionSample.redactor(.secrets)

    private static func data(_ text: String, _ type: String) -> String {
        let bytes = (text + "\0").utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let digits = bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
        let lines = stride(from: 0, to: digits.count, by: 25).map { start in
            digits[start..<min(start + 25, digits.count)].joined(separator: ",")
        }
        return "\"Command\"=\(type):\(lines.joined(separator: ",\\\r\n  "))\r\n\"Next\"=dword:00000001\r\n"
    }

    private static func redacted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: redactor.redacted(bytes, as: .registryExport) ?? bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            "setup.exe /user:bob /password:\(SecretCanary.word)",
            "http://bob:\(SecretCanary.word)@proxy.corp.example:8080", "password=\(SecretCanary.word)",
            "a\0client_secret=\(SecretCanary.word)\0b",
        ], ["hex(2)", "hex(7)", "hex"])
    func `a secret in such a text is taken out, and what follows stays`(text: String, type: String) {
        let redacted = Self.redacted(Self.data(text, type))
        #expect(redacted.contains("\"Command\"=\(type):[removed: "), "\(redacted)")
        #expect(!redacted.contains(String(Self.data(text, type).split(separator: ":")[1].prefix(200))))
        #expect(redacted.hasSuffix("\"Next\"=dword:00000001\r\n"))
    }

    @Test(
        arguments: [
            #"%ProgramFiles%\Windows Defender Advanced Threat Protection\MsSense.exe"#, "Tcpip\0Afd\0NetBT",
            "password=",
        ], ["hex(2)", "hex(7)", "hex"])
    func `a text without one stays as it is`(text: String, type: String) {
        #expect(Self.redacted(Self.data(text, type)) == Self.data(text, type))
    }
}
