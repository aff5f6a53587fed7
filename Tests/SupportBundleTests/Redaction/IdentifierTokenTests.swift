import Model
import SupportBundle
import Testing

struct IdentifierTokenTests {
    private let pseudonyms = Pseudonyms(salt: Array("a salt for tests".utf8), publicNames: .sample)

    @Test(arguments: [
        "72f988bf-86f1-41af-91ab-2d7cd011db47", "72F988BF-86F1-41AF-91AB-2D7CD011DB47",
        "{72f988bf-86f1-41af-91ab-2d7cd011db47}",
    ])
    func `an id is an id afterwards, written as it was`(text: String) throws {
        let token = pseudonyms.guid(text)
        #expect(token != text && token.utf8.count == text.utf8.count)
        #expect(token.hasPrefix("{") == text.hasPrefix("{"))
        let back: GUID? = GUID(token)
        #expect(back != nil && back == GUID(pseudonyms.guid(text.lowercased())))
    }

    @Test func `the id of nobody stays, and so do known ones`() {
        var names = PublicNames()
        let known = GUID(high: 1, low: 2)
        names.ids = [known]
        let pseudonyms = Pseudonyms(salt: [1], publicNames: names)
        #expect(pseudonyms.guid(GUID.zero.description) == GUID.zero.description)
        #expect(pseudonyms.guid(known.description) == known.description)
    }

    @Test func `accounts of a domain stay together, and keep what every domain has`() {
        let user = pseudonyms.account("S-1-5-21-1004336348-1177238915-682003330-512")
        let other = pseudonyms.account("S-1-5-21-1004336348-1177238915-682003330-1234")
        let domain = pseudonyms.account("S-1-5-21-1004336348-1177238915-682003330")
        #expect(user == domain + "-512")
        #expect(other.hasPrefix(domain + "-") && !other.hasSuffix("-1234"))
        #expect(!domain.contains("1004336348") && domain.split(separator: "-").count == 7)
    }

    @Test func `an account of Entra ID is told by the id that it has in numbers`() throws {
        let id = try #require(GUID("01020304-0506-0708-090a-0b0c0d0e0f10"))
        let token = pseudonyms.account("S-1-12-1-16909060-117966086-202050057-269422093")
        let back = try #require(GUID(pseudonyms.guid(id.description)))
        let numbers = token.split(separator: "-").suffix(4).compactMap { UInt32($0) }
        let bytes = numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        #expect(GUID(directoryBytes: bytes) == back)
    }

    @Test(arguments: ["d41d8cd98f00b204e9800998ecf8427e", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"])
    func `hexadecimal digits stay as many`(text: String) {
        let token = pseudonyms.identifier(text)
        #expect(token != text && token.utf8.count == text.utf8.count)
        #expect(token.contains { "ABCDEF".contains($0) } == text.contains { "ABCDEF".contains($0) })
    }
}
