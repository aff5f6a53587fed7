package import Model
import Signing
import Synchronization

/// Tokens in place of identities: within one bundle the same identity has the same token wherever it stands.
///
/// A token is made of a secret salt and of the identity, so that whoever has the bundle alone cannot try names out. Names that
/// differ in case alone are one. It may be asked from several threads; which token an identity has does not depend on the order,
/// but where two had the same one, which among hundreds of thousands of names hardly happens: there the later one gets another.
package final class Pseudonyms: Sendable {
    /// An identity that was met, with what stands in its place.
    package struct Known: Sendable, Hashable {
        package var kind: IdentityKind
        /// As it was met first.
        package var original: String
        package var token: String

        package init(kind: IdentityKind, original: String, token: String) {
            self.kind = kind
            self.original = original
            self.token = token
        }
    }

    private struct Table {
        var known = TokenTable()
        /// Tokens of hexadecimal digits, so many that no two are the same, by what they stand for in lower case.
        var numbers: [String: String] = [:]
        var guids: [GUID: GUID] = [:]
        var hasVersionLikeAddress = false
    }

    private let salt: MessageKey
    let publicNames: PublicNames
    /// Words in lower case that stay as parts of paths, where nobody is known by them.
    let placeWords: Set<String>
    /// Whether somebody asks what tokens of unknown words stand for.
    private let keepsWords: Bool
    private let table = Mutex(Table())

    /// - Parameters:
    ///   - salt: Secret, at least 16 bytes.
    ///   - publicNames: What stays as it is.
    ///   - placeWords: Words in lower case that stay as parts of paths, where nobody is known by them.
    ///   - keepsWords: Whether ``known`` is to have the unknown words of texts, of which there may be a million.
    package init(
        salt: [UInt8], publicNames: PublicNames = PublicNames(), placeWords: Set<String> = [],
        keepsWords: Bool = true
    ) {
        self.salt = MessageKey(salt)
        self.publicNames = publicNames
        self.placeWords = placeWords
        self.keepsWords = keepsWords
    }

    /// The token of an identity: its kind, a hyphen and ten characters such as `person-7k2mq0xd4h`.
    package func token(_ kind: IdentityKind, _ name: String) -> String {
        remember(kind, name) { digest in "\(kind.rawValue)-\(Self.word(digest))" }
    }

    /// The token of a word in a text of which nothing is known, and which is therefore not looked for elsewhere.
    func unknownWord(_ word: String) -> String { keepsWords ? token(.word, word) : unlearnt(.word, word) }

    /// A token of a name that nobody looks for in a bundle, and that is told nowhere.
    package func unlearnt(_ kind: IdentityKind, _ name: String) -> String {
        "\(kind.rawValue)-\(Self.word(digest(kind.likeness, name.lowercased())))"
    }

    /// A token of a form of the caller's, made of 32 bytes that depend on the salt, the space and the name.
    ///
    /// Names of several kinds that may be compared with each other share a space; else each kind has its own. `form` is
    /// called again, with other bytes, where its token is another name's already.
    func remember(
        _ kind: IdentityKind, _ name: String, in space: IdentityKind? = nil, _ form: ([UInt8]) -> String
    ) -> String {
        let key = TokenTable.Key(name, in: space ?? kind)
        if let known = table.withLock({ $0.known.token(of: key) }) { return known }
        var bytes = digest(key.space.likeness, key.lower)
        while true {
            let token = form(bytes)
            let taken: String? = table.withLock { table in
                if let known = table.known.token(of: key) { return known }
                // No two names share one.
                guard !table.known.isTaken(token) else { return nil }
                table.known.add(Known(kind: kind, original: name, token: token), key, isUnique: true)
                return token
            }
            if let taken { return taken }
            bytes = salt.authentication(of: bytes)
        }
    }

    /// The token of at least 32 hexadecimal digits in lower case.
    func number(_ text: String) -> String {
        if let known = table.withLock({ $0.numbers[text] }) { return known }
        let bytes = digest(.id, text)
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for byte in bytes {
            digits.append(Self.hexadecimal[Int(byte >> 4)])
            digits.append(Self.hexadecimal[Int(byte & 15)])
        }
        let token = String(decoding: digits.prefix(text.utf8.count), as: UTF8.self)
        table.withLock { $0.numbers[text] = token }
        return token
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// Makes room for so many devices.
    func reserve(_ devices: Int) {
        table.withLock { table in
            table.known.reserve(devices)
            table.guids.reserveCapacity(table.guids.count + devices)
            table.numbers.reserveCapacity(table.numbers.count + devices)
        }
    }

    /// Whether a bare name has been met.
    func isKnown(_ name: String) -> Bool {
        let key = TokenTable.Key(name, in: .computer)
        return table.withLock { $0.known.contains(key) }
    }

    /// The token of a name that was met as one of a kind.
    func met(_ kind: IdentityKind, _ name: String) -> String? {
        let key = TokenTable.Key(name, in: kind)
        return table.withLock { $0.known.token(of: key) }
    }

    /// Whether a version of the facts is written like an address, so that it matters whether somebody has that address.
    package var hasVersionLikeAddress: Bool { table.withLock { $0.hasVersionLikeAddress } }

    func noteVersionLikeAddress() { table.withLock { $0.hasVersionLikeAddress = true } }

    /// Remembers a token that no other name can have.
    func note(_ kind: IdentityKind, _ name: String, _ token: String) {
        let key = TokenTable.Key(name, in: kind)
        table.withLock { table in
            guard !table.known.contains(key) else { return }
            table.known.add(Known(kind: kind, original: name, token: token), key, isUnique: false)
        }
    }

    /// The token of an id, which is one of 122 bits.
    func guid(_ guid: GUID) -> GUID {
        if guid == .zero || publicNames.ids.contains(guid) { return guid }
        if let known = table.withLock({ $0.guids[guid] }) { return known }
        var message = Array("guid".utf8)
        for place in stride(from: UInt64(56), through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: guid.high >> place))
            message.append(UInt8(truncatingIfNeeded: guid.low >> place))
        }
        let bytes = salt.authentication(of: message)
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for place in 0..<8 {
            words.high = words.high << 8 | UInt64(bytes[place])
            words.low = words.low << 8 | UInt64(bytes[place + 8])
        }
        // Version 4, as of any random one.
        let token = GUID(
            high: words.high & ~0xf000 | 0x4000,
            low: words.low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000)
        table.withLock { $0.guids[guid] = token }
        return token
    }

    /// HMAC of a kind and of what belongs to it.
    func digest(_ kind: IdentityKind, _ text: String) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(text.utf8.count + 16)
        message.append(contentsOf: kind.rawValue.utf8)
        message.append(0)
        message.append(contentsOf: text.utf8)
        return salt.authentication(of: message)
    }

    /// All identities that were met, in the order of their kinds and names.
    package var known: [Known] {
        var all: [Known] = []
        forEachKnown { all.append($0) }
        all.sort { ($0.kind, $0.original, $0.token) < ($1.kind, $1.original, $1.token) }
        return all
    }

    /// How many identities were met.
    package var count: Int { table.withLock { $0.known.count + $0.guids.count + $0.numbers.count } }

    /// Some of the identities that had been met when it was asked for.
    struct Part: Sendable {
        fileprivate var known: TokenTable
        fileprivate var number: Int
        fileprivate var count: Int
        fileprivate var guids: [GUID: GUID] = [:]
        fileprivate var numbers: [String: String] = [:]

        func forEach(_ body: (Known) -> Void) {
            known.forEach(inPart: number, of: count) { body($0.known) }
            for (guid, token) in guids {
                body(Known(kind: .id, original: guid.description, token: token.description))
            }
            for (number, token) in numbers { body(Known(kind: .id, original: number, token: token)) }
        }
    }

    /// All identities that were met, in parts of about as many, for several threads; while one is held, to meet more costs memory.
    func parts(_ count: Int) -> [Part] {
        table.withLock { table in
            var parts = (0..<count).map { Part(known: table.known, number: $0, count: count) }
            parts[0].guids = table.guids
            parts[count - 1].numbers = table.numbers
            return parts
        }
    }

    /// Gives all identities that were met, in no order.
    func forEachKnown(_ body: (Known) -> Void) {
        for part in parts(1) { part.forEach(body) }
    }

    /// Ten characters of an alphabet without vowels, so that no token spells a word.
    static func word(_ digest: [UInt8]) -> String {
        var number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var word: [UInt8] = []
        word.reserveCapacity(10)
        for _ in 0..<10 {
            word.append(alphabet[Int(number % UInt64(alphabet.count))])
            number /= UInt64(alphabet.count)
        }
        return String(decoding: word, as: UTF8.self)
    }

    private static let alphabet = Array("0123456789bcdfghjkmnpqrstvwxyz".utf8)
}

extension IdentityKind {
    /// Of what kind the names are whose tokens end alike: a word of which nothing is known may be a computer that a label tells elsewhere.
    fileprivate var likeness: Self { self == .word ? .computer : self }
}
