import Foundation
import Model
import SupportBundle
import TestSupport
import Testing

@testable import mde_preflight

/// The last search of a bundle: what it finds, where, and what it leaves alone.
struct BundleSearchTests {
    private static func search(
        _ names: [(IdentityKind, String)], level: RedactionLevel = .identities, secrets: [String] = []
    ) -> BundleSearch {
        BundleSearch(
            level: level, secrets: secrets.map { KnownSecret(name: "a secret", value: Array($0.utf8)) },
            identities: names.map { .init(kind: $0, original: $1, token: "name-\($1.count)00000000") },
            knowledge: RedactionSample.knowledge)
    }

    @Test(arguments: [
        ("on PC1 and", true), ("on pc1.", true), ("(PC1)", true), ("PC1$", true), ("C:\\PC1\\x", true),
        ("my_PC1_x", true),
        ("PC1", true), ("PC10", false), ("XPC1", false), ("PC-1", false), ("PC 1", false), ("ÄPC1", false),
        ("PC1ß", false),
    ])
    func `a name begins and ends where a word does`(text: String, isFound: Bool) {
        #expect((Self.search([(.computer, "PC1")]).firstHit(in: Array(text.utf8)) != nil) == isFound)
    }

    @Test(arguments: [
        ("Jörg  Wüstenhagen", true), ("JÖRG\tWÜSTENHAGEN", true), ("Jörg\r\nWüstenhagen", true),
        ("Jörg+Wüstenhagen", true),
        ("Jo\u{308}rg Wu\u{308}stenhagen", true), ("J%C3%B6rg%20W%c3%bcstenhagen", true),
        ("J&ouml;rg W&#xFC;stenhagen", true),
        ("Jörg Karl Wüstenhagen", false), ("Jörg", false), ("Joerg Wuestenhagen", false),
    ])
    func `a name of several words is found with any space between them`(text: String, isFound: Bool) {
        #expect(
            (Self.search([(.person, "Jörg Wüstenhagen")]).firstHit(in: Array(text.utf8)) != nil) == isFound)
    }

    @Test(arguments: [
        (IdentityKind.address, "fd4c:91a2::17", "FD4C:91A2:0:0:0:0:0:17"),
        (.address, "fd4c:91a2::17", "fd4c:91a2:0000:0000:0000:0000:0000:0017"),
        (.address, "FD4C:91A2:0:0:0:0:0:17", "fd4c:91a2::17"),
        (.address, "10.31.7.44", "44.7.31.10.in-addr.arpa"),
        (.address, "192.168.7.9", "192-168-7-9"), (.address, "192.168.7.9", "192-168-7-9.dyn.example"),
        (.address, "192.168.7.9", "192_168_7_9"), (.address, "192.168.7.9", "0xC0A80709"),
        (.address, "192.168.7.9", "0x907a8c0"),
        (.address, "10.0.0.5", "0xa000005"), (.address, "10.0.0.5", "0x0A000005"),
        (.address, "192.168.7.9", "dword:c0a80709"), (.address, "192.168.7.9", "3232237321"),
        (.address, "192.168.7.9", "0300.0250.07.011"), (.address, "192.168.7.9", "0300.0250.0007.0011"),
        (.address, "192.168.7.9", "FFFF:C0A8:709"),
        (.address, "3C-52-82-6F-0A-D1", "3c:52:82:6f:0a:d1"),
        (.address, "3c:52:82:6f:0a:d1", "3c52.826f.0ad1"),
        (.address, "3c:52:82:6f:0a:d1", "3C52826F0AD1"),
        (.id, "5d1f2a77-93c4-4e0b-8a6e-2f7b1c9d4e30", "5D1F2A7793C44E0B8A6E2F7B1C9D4E30"),
        (.id, "5d1f2a77-93c4-4e0b-8a6e-2f7b1c9d4e30", "{5D1F2A77-93C4-4E0B-8A6E-2F7B1C9D4E30}"),
    ])
    func `ids and addresses are found in their other notations`(
        kind: IdentityKind, original: String, text: String
    ) {
        let hit = Self.search([(kind, original)]).firstHit(in: Array("at \(text), it".utf8))
        #expect(hit == .init(what: kind.rawValue, encoding: "plain", offset: text.hasPrefix("{") ? 4 : 3))
    }

    @Test(arguments: [
        // Parts of longer numbers, and numbers that anything may begin with.
        ("192.168.7.9", "0xc0a807090"), ("192.168.7.9", "c0a80709-1111-4222-8333-444455556666"),
        ("192.168.7.9", "32322373210"), ("192.168.7.9", "192-168-7-91"), ("192.168.7.9", "1192-168-7-9"),
        // Dates, sizes, flags.
        ("1.53.40.117", "20261125"), ("0.1.226.64", "123456"), ("10.0.0.0", "0xa000000"),
        ("10.0.0.0", "0xa"), ("16.0.0.0", "268435456"),
    ])
    func `a number that only has something of an address is none`(address: String, text: String) {
        #expect(Self.search([(.address, address)]).firstHit(in: Array("at \(text), it".utf8)) == nil)
    }

    @Test(arguments: [
        ("xxTr0ub4dor77xx", "plain", 2), ("xxTR0UB4DOR77xx", "plain", 2),
        ("ab %54%720ub4dor77", "percent-encoded", 3),
        ("ab \\u0054r0ub4dor77", "with backslashes", 3), ("ab VHIwdWI0ZG9yNzc=", "base64", 3),
        ("ab 547230756234646f723737 z", "hexadecimal", 3), ("ab Tr0ub&#52;dor77", "as entities", 3),
        ("ab Tr0ub=34dor77", "quoted-printable", 3), ("ab Tr0ub=\r\n4dor77", "quoted-printable", 3),
        ("ab Tr0ub\\34dor77", "escaped for LDAP", 3), ("\0T\0r\0\u{30}\0u\0b\04\0d\0o\0r\07\07", "UTF-16", 0),
    ])
    func `a hit tells how and where`(text: String, encoding: String, offset: Int) {
        let hit = Self.search([], level: .none, secrets: ["Tr0ub4dor77"]).firstHit(in: Array(text.utf8))
        #expect(hit == .init(what: "a secret", encoding: encoding, offset: offset))
    }

    @Test func `a short name is not found in what its bytes mean by chance`() {
        let search = Self.search([(.unit, "MUC"), (.unit, "dc1"), (.computer, "PC-07")])
        // Ids and tokens that read as `.MUC.` and the like, in hexadecimal and as base64.
        for text in [
            "4f012e4d55432e9a7700d1ce08bb31f5a6c2e990", "6d2e4d55432e-4f01-4d55-8432-2e4d55432e00",
            "4d554330-4f01-4d55-8432-2e4d55432e00", "name-TVVD0k1v8w", "6463312e6463312effff",
        ] {
            #expect(search.firstHit(in: Array("id \(text), next".utf8)) == nil, "\(text)")
        }
        for text in [
            "4d5543", "TVVD", Data("the site is MUC today".utf8).base64EncodedString(),
            "7468652073697465206973204d555320 7468652073697465206973204d554320746f646179",
        ] {
            #expect(search.firstHit(in: Array("id \(text), next".utf8))?.what == "unit", "\(text)")
        }
        let long = Self.search([(.computer, "WS-0417")])
        let bytes = Data([0x30, 0x82, 0x00] + Array("WS-0417".utf8) + [0x00, 0xff, 0x17])
        #expect(long.firstHit(in: Array(bytes.base64EncodedString().utf8))?.what == "computer")
    }

    @Test(arguments: [
        ("readonly", "it is read only"), ("readonly", "it is read\n   only"), ("a1b2c3d", "a1b2\n c3d"),
        ("Tr0ub4dor77", "Tr0ub4d-or77"), ("Tr0ub4dor77", "Tr0ub4\n> dor77"),
        ("Tr0ub4dor77", "Tr0ub4dor\n7 8"),
    ])
    func `what only looks like a secret that is broken up is none`(secret: String, text: String) {
        #expect(Self.search([], level: .none, secrets: [secret]).firstHit(in: Array(text.utf8)) == nil)
    }

    /// UTF-16 of either order, from an even or an odd place on, with text of the same kind, of the other order, or narrow around it.
    @Test(arguments: [
        "Tr0ub4dor77", "Jörg Wüstenhagen", "Zażółć 7", "PC-Ā-17", "Ёлка-7", "漢字-PC7", "PC\u{5800}7",
    ])
    func `UTF-16 hides nothing, wherever and in whatever order it is`(name: String) {
        func wide(_ text: String, _ isLittle: Bool) -> [UInt8] {
            text.utf16.flatMap {
                isLittle ? [UInt8($0 & 0xff), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xff)]
            }
        }
        let searches = [Self.search([(.computer, name)]), Self.search([], level: .none, secrets: [name])]
        let filler = String(repeating: "of no one. ", count: 40)
        for isLittle in [true, false] {
            let around: [[UInt8]] = [
                [], wide(filler, isLittle), wide(filler, !isLittle), Array(filler.utf8), [0x2e],
                wide("漢字. ", isLittle),
            ]
            for before in around {
                for behind in around {
                    let bytes = before + wide(" \(name) ", isLittle) + behind
                    for search in searches {
                        #expect(
                            search.firstHit(in: bytes) != nil,
                            "little-endian \(isLittle), \(before.count) before and \(behind.count) behind")
                    }
                }
            }
        }
    }

    @Test func `it counts what it cannot look for`() {
        let search = BundleSearch(
            level: .identities,
            secrets: [
                .init(name: "pin", value: Array("123".utf8)),
                .init(name: "password", value: Array("1234".utf8)),
            ],
            identities: [
                .init(kind: .unit, original: "IT", token: "unit-1"),
                .init(kind: .unit, original: "Computers", token: "unit-2"),
                .init(kind: .unit, original: "Windows 10", token: "unit-3"),
                .init(kind: .computer, original: "4711", token: "name-4"),
                .init(kind: .address, original: "10.0.0.7", token: "10.0.0.9"),
                .init(kind: .address, original: "10.0.0.9", token: "10.0.0.3"),
                .init(kind: .word, original: "reached", token: "word-5"),
                .init(kind: .address, original: "127.0.0.1", token: "127.0.0.1"),
                .init(kind: .computer, original: "...", token: "name-6"),
            ], knowledge: RedactionSample.knowledge)
        #expect(search.unsearched.tooShort == 3)
        #expect(search.unsearched.tooCommon == 3)
        #expect(search.unsearched.likeTokens == 1)
        #expect(
            search.firstHit(
                in: Array("IT, Computers, Windows 10, 4711, 10.0.0.9, reached, 127.0.0.1, 123".utf8)) == nil)
        #expect(search.firstHit(in: Array("at 10.0.0.7".utf8))?.what == "address")
        #expect(search.firstHit(in: Array("1234".utf8))?.what == "password")
    }

    @Test(arguments: [
        ("At Once", false), ("In Use", false), ("Up to Date", false), ("By Name", false),
        ("Zq Use", true), ("in-use", true), ("At Zwiebel", true),
    ])
    func `a name that is made of the report's own words is not looked for`(name: String, isFound: Bool) throws
    {
        let search = BundleSearch(
            level: .identities, secrets: [], identities: [.init(kind: .tenant, original: name, token: "t-1")],
            knowledge: try MadeBundle.knowledge.get().search)
        #expect((search.firstHit(in: Array("it is \(name) now".utf8)) != nil) == isFound)
    }

    @Test func `below level identities names are nobody's business`() {
        for level in [RedactionLevel.none, .secrets] {
            #expect(
                Self.search([(.computer, "WS-0417")], level: level).firstHit(in: Array("WS-0417".utf8)) == nil
            )
        }
    }

    @Test func `nothing is found in the tool's own texts, whoever is known`() throws {
        let search = RedactionSample.search(.identities)
        let enumerator = try #require(
            FileManager.default.enumerator(
                at: Repository.root.appending(path: "checks"), includingPropertiesForKeys: nil))
        var count = 0
        for case let file as URL in enumerator where file.pathExtension == "yml" {
            #expect(
                search.firstHit(in: [UInt8](try Data(contentsOf: file))) == nil, "\(file.lastPathComponent)")
            count += 1
        }
        #expect(count > 60)
    }
}
