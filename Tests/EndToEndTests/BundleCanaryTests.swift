import Foundation
import SupportBundle
import TestSupport
import Testing

/// Secrets and names that are planted in files, of which no entry of the finished bundle has one.
struct BundleCanaryTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let wide = String(repeating: " ", count: 11)

    /// Secrets that a name, a shape or a place tells; `#` is another one in each.
    private static let secrets = [
        "    DefaultPassword    REG_SZ    #", "    Passwords    REG_MULTI_SZ    first\\0#",
        "    ApiToken    REG_SZ    #",
        "Password : aaaaaaaaaa\r\n\(wide)bbbbbbbb\r\n\(wide)#", "    Odbc    REG_SZ    UID=sa;PWD={a;b#};",
        "    Hook    REG_SZ    https://hooks.slack.com/services/T00000000/B00000000/#",
        "    Func    REG_SZ    https://func.azurewebsites.net/api/x?code=0123456789#",
        "    Run    REG_SZ    winrs -r:h -u:bob -p:# cmd", "    Run    REG_SZ    setx DB_PASSWORD #",
        "    Run    REG_SZ    msiexec /i x.msi ONBOARDINGTOKEN=#",
        "    J    REG_SZ    {\"passwords\":[\"#\"]}",
        "<key>password</key>\r\n<string>#</string>", "Mot de passe : #", "パスワード：#",
        "proxy: http://svc:#@proxy:8080",
        "Authorization: Bearer #aaaaaaaaaaaaaaaa",
    ]

    /// Ways to write what the run signs in to its proxy with.
    private static func writings(of token: String) -> [String] {
        let half = token.index(token.startIndex, offsetBy: token.count / 2)
        let (first, second) = (token[..<half], token[half...])
        return [
            token, Data(token.utf8).base64EncodedString(),
            Data(token.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }).base64EncodedString(),
            token.utf8.map { String(format: "%02x", $0) }.joined(),
            token.utf8.map { String(format: "%%%02X", $0) }.joined(),
            token.utf8.map { String(format: "%%u%04x", $0) }.joined(),
            token.utf8.map { String(format: "\\u{%x}", $0) }.joined(),
            token.utf8.map { "&#\($0);" }.joined(), "\(first)\r\n               \(second)",
            "\(first)`\r\n  \(second)",
            "\(first)^\r\n\(second)", "\(first)\u{200b}\(second)",
        ]
    }

    @Test(arguments: ["secrets", "identities"])
    func `nothing that was planted in files is in a finished bundle`(level: String) async throws {
        let token = "Vq3Xr8TzLm5Wk2Nn7Jd4"
        let writings = Self.writings(of: token)
        let (names, hosts) = (["Wüstenhagen", "krakenuser"], ["KRAKEN-77", "abyss.tiefsee.example"])
        var canaries: [String] = []
        var lines = "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Test\r\n"
        for (number, secret) in Self.secrets.enumerated() {
            canaries.append("Canary\(number)Zq9Lm4")
            lines += secret.replacing("#", with: "Canary\(number)Zq9Lm4") + "\r\n"
        }
        for writing in writings { lines += "    Note    REG_SZ    \(writing)\r\n    v4    REG_SZ    1\r\n" }
        for name in names + hosts { lines += "    Owner    REG_SZ    \(name)\r\n" }

        let device = folder.url.appending(path: "evidence/SRV01")
        try DeviceEvidence().write(to: device)
        for file in ["registry.txt", "dsregcmd.txt", "services.txt"] {
            let place = device.appending(path: file)
            try (Data(contentsOf: place) + Data(lines.utf8)).write(to: place)
        }
        for file in ["sensecm.reg", "tagging.reg"] {
            let place = device.appending(path: file)
            try (Data(contentsOf: place) + DeviceEvidence.utf16(lines).dropFirst(2)).write(to: place)
        }
        let run = try await Program.run(
            ["check", "--bundle", "b.zip", "--only", "registration", "--redact", level, "evidence"],
            environment: ["HTTPS_PROXY": "http://\(token)@127.0.0.1:9"], folder: folder.url.path)
        #expect([0, 1].contains(run.status), "\(run.errors)")

        let reader = try BundleReader.open(folder.path("b.zip"))
        let entries = reader.manifest.entries.map(\.name)
        #expect(entries.filter { $0.hasSuffix(".txt") || $0.hasSuffix(".reg") }.count >= 6, "\(entries)")
        for entry in entries {
            let bytes = try reader.bytes(of: entry)
            let texts = [bytes, bytes.filter { $0 != 0 }].map {
                String(decoding: $0, as: UTF8.self).lowercased()
            }
            let hidden = canaries + writings + (level == "identities" ? names + hosts : [])
            for canary in hidden {
                #expect(!texts.contains { $0.contains(canary.lowercased()) }, "\(entry) has \(canary)")
            }
        }
        let registry = try #require(entries.first { $0.hasSuffix("registry.txt") })
        let text = String(decoding: try reader.bytes(of: registry), as: UTF8.self)
        // What stands beside them stays.
        #expect(text.count(where: \.isNewline) >= lines.count(where: \.isNewline))
        #expect(text.matches(of: /(?m)^    v4    REG_SZ    1\r?$/).count == writings.count, "\(text)")
    }

    /// Each of two files has what only the other one tells.
    @Test
    func `an identity of one file is gone where another has it as a version, a number or harmless words`()
        async throws
    {
        let key = "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Test\r\n"
        let product = "Microsoft\\Windows Advanced Threat Protection"
        let lines = [
            "SRV01": """
            Version    REG_SZ    10.20.30.40
            Lease    REG_DWORD    0xa141e28
            Host    REG_SZ    windows-10, ip-10-9-8-7
            DhcpServer    REG_SZ    10.50.60.70
            Other    REG_SZ    windows-11.corp.example
            """,
            "SRV02": """
            DhcpServer    REG_SZ    10.20.30.40
            Host    REG_SZ    windows-10.corp.example, ip-10-9-8-7.dyn.example
            Version    REG_SZ    10.50.60.70
            Octal    REG_SZ    012.062.074.0106
            Decimal    REG_SZ    171064390
            Plain    REG_SZ    10-50-60-70, windows-11
            Kept    REG_SZ    10-50-60-71
            """,
        ]
        for (name, lines) in lines {
            let device = folder.url.appending(path: "evidence/\(name)")
            var evidence = DeviceEvidence()
            evidence.name = name
            try evidence.write(to: device)
            let place = device.appending(path: "registry.txt")
            let text = lines.split(separator: "\n").map { "    \($0)\r\n" }.joined()
            // What is a version in the facts, too.
            let version =
                "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\\(product)\r\n    InstallLocation    REG_SZ    C:\\Platform\\10.7.7.7\\\r\n"
            try (Data(contentsOf: place) + Data((key + text + version).utf8)).write(to: place)
        }
        let run = try await Program.run(
            [
                "check", "--bundle", "b.zip", "--only", "registration", "--only", "platform", "--redact",
                "identities", "evidence",
            ],
            folder: folder.url.path)
        #expect([0, 1].contains(run.status), "\(run.errors)")
        let replay = try await Program.run(["replay", folder.path("b.zip"), "--output", "json"])
        #expect(replay.status == run.status)

        let reader = try BundleReader.open(folder.path("b.zip"))
        #expect(try replay.output == String(decoding: reader.bytes(of: "report.json"), as: UTF8.self))
        var all = ""
        for entry in reader.manifest.entries {
            all += String(decoding: try reader.bytes(of: entry.name), as: UTF8.self).lowercased()
        }
        for identity in [
            "10.20.30.40", "a141e28", "windows-10", "10-9-8-7", "10.50.60.70", "windows-11", "012.062",
            "171064390",
            "10-50-60-70", "10.7.7.7",
        ] { #expect(!all.contains(identity), "\(identity)") }
        #expect(all.contains("10-50-60-71"))
        #expect(
            reader.manifest.entries.map(\.name).prefix(3) == ["report.json", "report.txt", "judgement.json"])
    }
}
