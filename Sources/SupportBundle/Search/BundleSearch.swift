package import Model

/// The search that a finished bundle has to pass: nothing that was to be taken out is in it, in whatever encoding.
///
/// Looked for are the secrets, and at level `identities` the names of people, computers, domains, tenants, ids and addresses that
/// the run knows, as `docs/decisions/0026-…` tells in detail: plain and in UTF-16, base64, hexadecimal and percent-encoding, as
/// entities, with backslashes, quoted-printable, and one of these within another. A value is never told, only what it is.
package struct BundleSearch: Sendable {
    /// Something that should not be there.
    package struct Hit: Sendable, Equatable {
        /// The name of the secret, or the kind of the identity.
        package var what: String
        /// Such as `plain` or `base64, percent-encoded`, from the outside in.
        package var encoding: String
        /// In bytes from the beginning.
        package var offset: Int

        package init(what: String, encoding: String, offset: Int) {
            self.what = what
            self.encoding = encoding
            self.offset = offset
        }
    }

    /// How many are not looked for, and why.
    package struct Unsearched: Sendable, Equatable {
        /// Secrets of fewer than four bytes, and identities of fewer than three characters.
        package var tooShort = 0
        /// Identities that are words of the vocabulary, or numbers of fewer than six digits.
        package var tooCommon = 0
        /// Identities that are written like the token of another one.
        package var likeTokens = 0

        package init() {}
    }

    /// Bytes that a secret has at least to be looked for.
    package static let shortestSecret = 4
    package let unsearched: Unsearched
    private let search: EncodedSearch
    private let secretNames: [String]
    private let kinds: [IdentityKind]

    package init(
        level: RedactionLevel, secrets: [KnownSecret], identities: [Pseudonyms.Known],
        knowledge: RedactionKnowledge
    ) {
        let source: SearchableIdentities.Source = { body in for known in identities { body(known) } }
        let taken = TakenTokens([TakenTokens.Part(source, count: identities.count)])
        let names = KindedNames(
            level == .identities ? source : { _ in }, room: level == .identities ? identities.count : 0,
            taken,
            knowledge)
        self.init(secrets, names, knowledge)
    }

    /// The search for all that has been met so far, made by two threads.
    package static func all(
        level: RedactionLevel, secrets: [KnownSecret], pseudonyms: Pseudonyms, knowledge: RedactionKnowledge
    ) async -> BundleSearch {
        guard level == .identities else {
            return BundleSearch(level: level, secrets: secrets, identities: [], knowledge: knowledge)
        }
        let (parts, count) = (pseudonyms.parts(2), pseudonyms.count)
        async let second = TakenTokens.Part(parts[1].forEach, count: count / 2)
        let taken = TakenTokens([TakenTokens.Part(parts[0].forEach, count: count / 2), await second])
        async let others = KindedNames(parts[1].forEach, room: count / 2, taken, knowledge)
        // All of them are in this one in the end.
        var names = KindedNames(parts[0].forEach, room: count, taken, knowledge)
        names.take(await others)
        return BundleSearch(secrets, names, knowledge)
    }

    private init(_ secrets: [KnownSecret], _ found: consuming KindedNames, _ knowledge: RedactionKnowledge) {
        let long = secrets.filter { $0.value.count >= Self.shortestSecret }
        var unsearched = found.unsearched
        unsearched.tooShort += secrets.count - long.count
        self.unsearched = unsearched
        secretNames = long.map(\.name)
        kinds = found.kinds
        search = EncodedSearch(secrets: long.map(\.value), names: found.names, knowledge: knowledge)
    }

    /// The first sighting in an entry of a bundle; nil where there is none.
    package func firstHit(in bytes: [UInt8]) -> Hit? { firstHit(in: bytes[...]) }

    /// The first sighting in a part of an entry, whose place is told from the beginning of the part.
    package func firstHit(in bytes: ArraySlice<UInt8>) -> Hit? {
        var hit: Hit?
        bytes.withUnsafeBufferPointer { bytes in
            search.search(bytes) { sighting in
                let what =
                    switch sighting.needle {
                    case .secret(let number): secretNames[number]
                    case .name(let number): kinds[number].rawValue
                    }
                hit = Hit(what: what, encoding: sighting.encoding, offset: sighting.place.lowerBound)
                return false
            }
        }
        return hit
    }
}
