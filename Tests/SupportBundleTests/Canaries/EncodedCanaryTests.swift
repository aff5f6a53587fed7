import Foundation
import Model
import SupportBundle
import Testing

/// What the run knows is found in every way of writing it, and taken out in every one.
struct EncodedCanaryTests {
    private static let redactors = [
        RedactionLevel.none: RedactionSample.redactor(.none),
        .identities: RedactionSample.redactor(.identities),
    ]
    private static let search = RedactionSample.search(.identities)
    private static let secrets = RedactionSample.secrets.map { String(decoding: $0.value, as: UTF8.self) }
    /// Names of a person, a computer, a tenant and a domain, and an id and an address.
    private static let names = [
        "Jörg Wüstenhagen", "WS-0417", "Quastenflosser Maschinenbau GmbH", "QFLOSSER",
        "5d1f2a77-93c4-4e0b-8a6e-2f7b1c9d4e30",
        "10.31.7.44", "Siobhán Ó Ceallaigh",
    ]

    @Test(arguments: Writing.allCases, secrets)
    func `a secret of the run is taken out however it is written, even where nothing else is`(
        writing: Writing, secret: String
    ) throws {
        let text = "first line\r\nvalue: \(writing.of(secret)) end\r\nlast line"
        let redactor = try #require(Self.redactors[.none])
        let redacted = try #require(redactor.redacted(Array(text.utf8), as: .services))
        #expect(!DumbSearch.finds(secret, in: redacted))
        #expect(Self.search.firstHit(in: redacted) == nil)
        #expect(String(decoding: redacted, as: UTF8.self).hasPrefix("first line\r\nvalue: "))
        #expect(!DumbSearch.finds(secret, in: Array(redactor.redacted(text).utf8)))
    }

    @Test(arguments: Break.allCases, secrets)
    func `a secret of the run is found and taken out where it is broken up`(way: Break, secret: String) throws
    {
        let redactor = try #require(Self.redactors[.none])
        for written in [way.of(secret), Writing.json.of(way.of(secret))] {
            let text = "first line\r\nvalue: \(written) end\r\nlast line"
            let hit = try #require(Self.search.firstHit(in: Array(text.utf8)), "\(written)")
            #expect(hit.encoding.hasSuffix("broken up"))
            let redacted = try #require(redactor.redacted(Array(text.utf8), as: .services))
            let result = String(decoding: redacted, as: UTF8.self)
            #expect(Self.search.firstHit(in: redacted) == nil, "\(result)")
            #expect(
                result.hasPrefix("first line\r\nvalue: ") && result.hasSuffix(" end\r\nlast line"),
                "\(result)")
            #expect(result.filter(\.isNewline).count == text.filter(\.isNewline).count)
        }
    }

    @Test(arguments: [
        (
            "    v3    REG_SZ    BASE64\r\n    v4    REG_SZ    x",
            "    v3    REG_SZ    MARK\r\n    v4    REG_SZ    x"
        ),
        ("v3: BASE64\nabcd efgh", "v3: MARK\nabcd efgh"),
        ("v3: HEX\n  be careful", "v3: MARK\n  be careful"),
        ("v3: HEX\n  1234 5", "v3: MARK\n  1234 5"),
        ("v3: PAIRS\r\n  be careful", "v3: MARK\r\n  be careful"),
        ("v3: ab cd PAIRS 01 02", "v3: ab cd MARK 01 02"),
    ])
    func `a secret in digits takes nothing of the next line with it`(text: String, expected: String) throws {
        let secret = Self.secrets[0] + Self.secrets[0]
        let redactor = TextRedactor(
            level: .none, secrets: [KnownSecret(name: "x", value: Array(secret.utf8))],
            pseudonyms: RedactionSample.pseudonyms(), knowledge: RedactionSample.knowledge)
        func filled(_ text: String) -> String {
            text.replacing("BASE64", with: Writing.base64.of(secret)).replacing(
                "HEX", with: Writing.hexadecimal.of(secret)
            )
            .replacing("PAIRS", with: Writing.hexadecimalSpaced.of(secret)).replacing(
                "MARK", with: "[removed: x]")
        }
        let redacted = try #require(redactor.redacted(Array(filled(text).utf8), as: .services))
        #expect(String(decoding: redacted, as: UTF8.self) == filled(expected))
    }

    @Test(arguments: Writing.allCases, secrets + names)
    func `the search finds what the run knows however it is written`(writing: Writing, hidden: String) throws
    {
        let text = "first line\r\nvalue: \(writing.of(hidden)) end\r\nlast line"
        let hit = try #require(Self.search.firstHit(in: Array(text.utf8)))
        #expect(hit.offset < text.utf8.count)
        #expect(!"\(hit)".contains(hidden))
        for isLittleEndian in [true, false] {
            let wide = text.data(using: isLittleEndian ? .utf16LittleEndian : .utf16BigEndian) ?? Data()
            for odd in [[], [UInt8(65)]] {
                #expect(Self.search.firstHit(in: odd + wide)?.encoding.hasPrefix("UTF-16") == true)
            }
        }
    }

    @Test(arguments: Writing.allCases, names)
    func `an identity of the run is taken out however it is written`(writing: Writing, name: String) throws {
        let text = "value: \(writing.of(name)) end\r\nlast line"
        let redactor = try #require(Self.redactors[.identities])
        let redacted = try #require(redactor.redacted(Array(text.utf8), as: .services))
        #expect(!DumbSearch.finds(name, in: redacted), "\(String(decoding: redacted, as: UTF8.self))")
        #expect(Self.search.firstHit(in: redacted) == nil)
        let message = Array(redactor.redacted("value: \(writing.of(name)) end").utf8)
        #expect(!DumbSearch.finds(name, in: message), "\(String(decoding: message, as: UTF8.self))")
        #expect(Self.search.firstHit(in: message) == nil)
    }
}
