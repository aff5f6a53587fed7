import Foundation
import Model
import SupportBundle
import Testing

/// Whatever a file holds, it is redacted or left out; nothing crashes, and long lines take no longer than short ones.
struct HostileTextTests {
    private static let redactors = RedactionLevel.allCases.map { RedactionSample.redactor($0) }
    private static let search = RedactionSample.search(.identities)

    /// Bytes that are the same each time.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private static func bear(_ bytes: [UInt8]) {
        for redactor in redactors {
            for kind in [EvidenceFile.Kind.registryExport, .agentHealth] {
                _ = redactor.redacted(bytes, as: kind)
            }
            _ = redactor.redacted(String(decoding: bytes, as: UTF8.self))
        }
        _ = search.firstHit(in: bytes)
    }

    @Test(arguments: 0..<40)
    func `random bytes are borne`(seed: Int) {
        var generator = Generator(state: UInt64(seed) &* 77 + 1)
        let length = Int.random(in: 0...3000, using: &generator)
        Self.bear((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
        // Text with much of what means something to the redactor.
        let marks = Array(#"=:;,"'\/<>[]{}()@%&#+-_. "#.utf8) + Array("aZ09éx\r\n\t\0".utf8)
        Self.bear((0..<length).map { _ in marks.randomElement(using: &generator) ?? 0 })
    }

    @Test(arguments: 0..<40)
    func `pieces of everything in any order are borne`(seed: Int) {
        var generator = Generator(state: UInt64(seed) &* 991 + 5)
        let pieces =
            SecretCanary.all.map(\.text) + IdentityCanary.all.map(\.text)
            + Writing.allCases.map { $0.of("WS-0417") } + [
                "password", "=", ":", "\"", "\\\"", "<", ">", "<Password>", "hex(7):", "hex:", "dword:",
                "-----BEGIN PRIVATE KEY-----", "://",
                "@", "CN=", "\\u", "\\ud83d", "&#", "&#x110000;", "%", "=\r\n", "proxy", "REG_SZ",
                "\"value\":", "[", "{", "net use ", "\r\n",
            ]
        var text = ""
        for _ in 0..<Int.random(in: 1...30, using: &generator) {
            let piece = pieces.randomElement(using: &generator) ?? ""
            text +=
                Bool.random(using: &generator)
                ? piece : String(piece.prefix(Int.random(in: 0...piece.count, using: &generator)))
        }
        Self.bear(Array(text.utf8))
        Self.bear(text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xff), UInt8(unit >> 8)] } + [0xd8])
    }

    @Test(arguments: [
        "[", "{\"a\":", "<a>", "((", "\\\\\\", "&amp;", "%2525", "{\"password\":[", "\\\"", "CN=a,",
    ])
    func `deep nesting is borne`(piece: String) {
        Self.bear(Array(String(repeating: piece, count: 5_000).utf8))
    }

    /// Each would take an hour where work grew with the square of a line's length.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            "a", "a.", "a-", "1:", "=", "hash=", "://", "://a@", "password", "password=", "proxy", "o=",
            "CN=", "%41", "\\u0041", "&#65;", "ab,",
            "domain:hex ", "net use a ", "eyJ", "-----BEGIN PRIVATE KEY-----\u{1}", "A1B2", "\"", "key\"",
            "\u{fc}", "ws-", "pwd={", "setx password ", "/v password ", "powershell -enc AAAA ",
            "<key>password</key><a>",
            "password : a\n           ", "Pw : a\n  ", "https://x?code=", "q7T~Zebra. ", "Über\n",
            "mysql -p ",
            "Mot de passe\u{a0}",
        ])
    func `a very long line is borne`(piece: String) {
        let bytes = Array(String(repeating: piece, count: 300_000 / piece.utf8.count).utf8)
        _ = Self.redactors.last?.redacted(bytes, as: .services)
        _ = Self.search.firstHit(in: bytes)
    }

    @Test func `what could not be taken out is no message`() {
        // A secret that is part of its own mark comes back each time.
        let redactor = TextRedactor(
            level: .none, secrets: [KnownSecret(name: "removed", value: Array("removed".utf8))],
            pseudonyms: RedactionSample.pseudonyms(), knowledge: RedactionSample.knowledge)
        #expect(redactor.redacted("it was removed") == "[removed: text]")
        #expect(redactor.redacted(Array("it was removed".utf8), as: .services) == nil)
    }
}
