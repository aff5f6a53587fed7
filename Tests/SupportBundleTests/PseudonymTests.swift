import Foundation
import SupportBundle
import Testing

struct PseudonymTests {
    private let salt = [UInt8](repeating: 7, count: 32)

    @Test func `the same name has the same token whatever its case, and another kind has another`() {
        let pseudonyms = Pseudonyms(salt: salt)
        let token = pseudonyms.token(.computer, "PC-07")
        #expect(token == pseudonyms.token(.computer, "pc-07"))
        #expect(token != pseudonyms.token(.person, "PC-07"))
        #expect(token.hasPrefix("computer-"))
        #expect(pseudonyms.known.map(\.original) == ["PC-07", "PC-07"])
    }

    @Test func `another salt makes other tokens, and the same salt the same`() {
        let other = Pseudonyms(salt: [UInt8](repeating: 8, count: 32))
        let token = Pseudonyms(salt: salt).token(.computer, "PC-07")
        #expect(token == Pseudonyms(salt: salt).token(.computer, "PC-07"))
        #expect(token != other.token(.computer, "PC-07"))
    }

    @Test func `a word of which nothing is known ends like the computer that is called so`() {
        let pseudonyms = Pseudonyms(salt: salt)
        let (word, name) = (pseudonyms.token(.word, "DC-BER-01"), pseudonyms.computer("dc-ber-01"))
        #expect(word != name && word.suffix(10) == name.suffix(10))
    }
}
