import Signing
import Synchronization

/// Tokens in place of identities: within one bundle the same identity has the same token wherever it stands.
///
/// A token is made of a secret salt and of the identity, so that whoever has the bundle alone cannot try names out. Names that
/// differ in case alone are one. It may be asked from several threads; which token an identity has does not depend on the order.
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

    private struct Key: Hashable {
        var kind: IdentityKind
        var name: String
    }

    private let salt: [UInt8]
    private let table = Mutex<[Key: Known]>([:])

    /// - Parameter salt: Secret, at least 16 bytes.
    package init(salt: [UInt8]) {
        self.salt = salt
    }

    /// The token of an identity: its kind, a hyphen and eight characters such as `computer-7k2mq0xd`.
    package func token(_ kind: IdentityKind, _ name: String) -> String {
        remember(kind, name) { digest in "\(kind.rawValue)-\(Self.word(digest))" }
    }

    /// A token of a form of the caller's, made of 32 bytes that depend on the salt, the kind and the name.
    func remember(_ kind: IdentityKind, _ name: String, _ form: ([UInt8]) -> String) -> String {
        let key = Key(kind: kind, name: name.lowercased())
        if let known = table.withLock({ $0[key]?.token }) { return known }
        let token = form(digest(kind, key.name))
        table.withLock { $0[key] = $0[key] ?? Known(kind: kind, original: name, token: token) }
        return token
    }

    /// HMAC of a kind and of what belongs to it.
    func digest(_ kind: IdentityKind, _ text: String) -> [UInt8] {
        Digest.authentication(of: Array("\(kind.rawValue)\u{0}\(text)".utf8), key: salt)
    }

    /// All identities that were met, in the order of their kinds and names.
    package var known: [Known] {
        table.withLock { Array($0.values) }.sorted {
            ($0.kind, $0.original, $0.token) < ($1.kind, $1.original, $1.token)
        }
    }

    /// Eight characters of an alphabet without vowels, so that no token spells a word.
    private static func word(_ digest: [UInt8]) -> String {
        let alphabet = Array("0123456789bcdfghjkmnpqrstvwxyz".utf8)
        var number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String(
            decoding: (0..<8).map { _ in
                defer { number /= UInt64(alphabet.count) }
                return alphabet[Int(number % UInt64(alphabet.count))]
            }, as: UTF8.self)
    }
}
