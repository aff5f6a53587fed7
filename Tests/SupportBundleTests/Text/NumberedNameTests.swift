import Model
import SupportBundle
import Testing

/// Words that anything may hold, joined to a number, are the name of a computer, an account or a place.
struct NumberedNameTests {
    private static func file(_ text: String) throws -> String {
        let bytes = try #require(
            RedactionSample.redactor(.identities).redacted(Array(text.utf8), as: .registryQuery))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "PC-0042", "CLIENT-0815", "DESKTOP-1234567", "DC-01", "HOST_17", "NODE-3", "SITE-12-SERVER-01",
        "user-0042", "DE-4711", "PC-0042-A", "test-pc-7", "client-20269926",
        // Of makers, countries and departments.
        "HP-0815", "MAC-7", "CORE-01", "DELL-0042", "LT-0042", "LOG-01", "SYNC-01", "SUPPORT-01",
        "EU-17", "WS-0417", "EXCHANGE-01",
        // Of any word, with two digits or more.
        "EDGE-0042", "secure_17", "BACKUP-POWER-03",
    ])
    func `such a name is one token in every place`(name: String) throws {
        for (before, after) in [
            ("    A    REG_SZ    ", ""), (#"    A    REG_SZ    \\"#, #"\share"#),
            ("    A    REG_SZ    ", ".log"),
            ("    A    REG_SZ    (", ")"), (#"    A    REG_SZ    ["#, #","x"]"#),
            (#"    A    REG_SZ    C:\Users\"#, #"\AppData"#),
        ] {
            let token = try Self.file(before + name + after).dropFirst(before.count).dropLast(after.count)
            #expect(
                token.wholeMatch(of: /(word|name|place)-[0-9a-z]{10}/) != nil,
                "\(before)\(name)\(after): \(token)")
        }
        #expect(try !Self.file("    A    REG_SZ    http://\(name).local:8080/x").contains(name))
        #expect(try Self.file("\(name) \(name.lowercased())").split(separator: " ").count == 2)
    }

    @Test func `in a message as well`() {
        let redactor = RedactionSample.redactor(.identities)
        #expect(!redactor.redacted("no answer of DC-01 within 5 s").contains("DC-01"))
    }

    @Test(arguments: [
        "utf-8", "Windows-1252", "windows-10", "x86-64", "error-404", "HTTP-200",
        "client-4.18.2304.5", "client_2026-11-26", "client-20261126.log", "test-2026-11",
        "server-2026-11-26T1200",
        "utf-16", "ISO-8859-15", "aes-256", "SHA-256", "sha1-96", "tls-12", "RFC-9110", "KB5044285-01",
        "KB5044285-12345", "arm_64", "debian-12", "AES_256", "x86_64", "browser-7", "Package_1", "Device 12",
        "PC 1", "2026-11-26-10-15-30",
    ])
    func `encodings, versions and days stay`(text: String) throws {
        #expect(try Self.file("    A    REG_SZ    " + text) == "    A    REG_SZ    " + text)
    }

    @Test(arguments: [
        (#"NORDWERK\LT-0042$"#, #"\$"#), (#"NORDWERK\mark"#, #"\"#), (#"NORDWERK\\admin"#, #"\\"#),
        (#"NORDWERK\server.user"#, #"\"#),
    ])
    func `an account behind a domain is a token, whatever its words are`(text: String, signs: String) throws {
        let token = try Self.file("    A    REG_SZ    " + text).dropFirst(19)
        let parts = token.split { "\\$".contains($0) }
        #expect(
            parts.count == 2 && parts.allSatisfy { $0.wholeMatch(of: /(word|name)-[0-9a-z]{10}/) != nil },
            "\(token)")
        #expect(token.filter { "\\$".contains($0) } == signs)
    }

    @Test(arguments: ["backup$", "server$", "Test-Report$"])
    func `so is what ends in a dollar sign`(name: String) throws {
        for before in ["    A    REG_SZ    ", #"    A    REG_SZ    \\server\"#] {
            let token = try Self.file(before + name).dropFirst(before.count)
            #expect(token.wholeMatch(of: /word-[0-9a-z]{10}\$/) != nil, "\(token)")
        }
    }

    @Test(arguments: [
        #"C:\Windows\System32"#, #"BUILTIN\Administrators"#, #"NT AUTHORITY\SYSTEM"#,
        #"HKLM\SOFTWARE\Microsoft"#, #"\\server\C$"#, #"server\collection.txt"#,
    ])
    func `parts of paths and what every Windows has stay`(text: String) throws {
        #expect(try Self.file("    A    REG_SZ    " + text) == "    A    REG_SZ    " + text)
    }

    @Test(arguments: [
        "1234-5678-9012-3456-7890-1234-56", "4716-2258-1234-5678", "0000-1111-2222-3333-4444-5555-66.txt",
    ])
    func `a serial number in groups of digits is an id`(text: String) throws {
        let redacted = try Self.file("    A    REG_SZ    " + text)
        #expect(!redacted.contains(/[0-9]{4}-[0-9]{4}/), "\(redacted)")
    }
}
