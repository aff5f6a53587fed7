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
        self.init(
            level: level, secrets: secrets, { body in for known in identities { body(known) } },
            count: identities.count, knowledge: knowledge)
    }

    /// The search for all that has been met so far.
    package init(
        level: RedactionLevel, secrets: [KnownSecret], pseudonyms: Pseudonyms, knowledge: RedactionKnowledge
    ) {
        self.init(
            level: level, secrets: secrets, { pseudonyms.forEachKnown($0) }, count: pseudonyms.count,
            knowledge: knowledge)
    }

    private init(
        level: RedactionLevel, secrets: [KnownSecret], _ identities: SearchableIdentities.Source, count: Int,
        knowledge: RedactionKnowledge
    ) {
        var unsearched = Unsearched()
        let long = secrets.filter { $0.value.count >= Self.shortestSecret }
        unsearched.tooShort = secrets.count - long.count
        secretNames = long.map(\.name)
        // There may be a million, so that nothing else is held of them than what finds them.
        var names = SoughtNames(room: level == .identities ? count : 0)
        var kinds: [IdentityKind] = []
        if level == .identities {
            kinds.reserveCapacity(count)
            SearchableIdentities.forEach(identities, count: count, knowledge, &unsearched) { writing in
                kinds.append(writing.kind)
                guard let other = names.add(writing.name) else { return }
                // Whatever comes first, it is told of as the same kind.
                kinds[other] = min(kinds[other], writing.kind)
            }
        }
        self.kinds = kinds
        self.unsearched = unsearched
        search = EncodedSearch(secrets: long.map(\.value), names: names, knowledge: knowledge)
    }

    /// The first sighting in an entry of a bundle; nil where there is none.
    package func firstHit(in bytes: [UInt8]) -> Hit? {
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
