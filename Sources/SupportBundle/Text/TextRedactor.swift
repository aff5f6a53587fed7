package import Model

/// Takes secrets and identities out of messages and of files of evidence.
package struct TextRedactor: Sendable {
    private let level: RedactionLevel
    private let secretNames: [String]
    /// Finds secrets that were given to the run, and identities that it knows, in whatever encoding.
    private let knownSecrets: EncodedSearch
    private let knownIdentities: EncodedSearch
    private let identityTokens: [[UInt8]]
    private let secrets: SecretScanner
    private let identities: IdentityScanner

    /// The pseudonyms should have met all identities of the facts.
    package init(
        level: RedactionLevel, secrets: [KnownSecret], pseudonyms: Pseudonyms, knowledge: RedactionKnowledge
    ) {
        self.level = level
        let long = secrets.filter { $0.value.count >= BundleSearch.shortestSecret }
        secretNames = long.map(\.name)
        knownSecrets = EncodedSearch(secrets: long.map(\.value), names: [], knowledge: knowledge)
        var unsearched = BundleSearch.Unsearched()
        var names = SoughtNames(room: 0)
        var tokens: [[UInt8]] = []
        // To put them in order takes a while.
        let known = pseudonyms.known
        if level == .identities {
            SearchableIdentities.forEach(
                { body in for identity in known { body(identity) } }, count: known.count, knowledge,
                &unsearched
            ) { writing in
                names.add(writing.name)
                tokens.append(Array(PhraseTable.core(of: writing.token).utf8))
            }
        }
        knownIdentities = EncodedSearch(secrets: [], names: names, knowledge: knowledge)
        identityTokens = tokens
        self.secrets = SecretScanner(knowledge.secrets, entities: knowledge.entities)
        identities = IdentityScanner(pseudonyms: pseudonyms, known: known, knowledge: knowledge)
    }

    /// A message, or another short text of a fact.
    ///
    /// What cannot be redacted is replaced as a whole.
    package func redacted(_ text: String) -> String {
        if text.isEmpty { return text }
        guard let masked = masked(Array(text.utf8), isMessage: true) else { return "[removed: text]" }
        return String(decoding: masked, as: UTF8.self)
    }

    /// A short text that another program wrote, such as the title of a page: a word stays only where it would in evidence.
    package func redacted(foreign text: String) -> String {
        if text.isEmpty { return text }
        guard let masked = masked(Array(text.utf8), isMessage: false) else { return "[removed: text]" }
        return String(decoding: masked, as: UTF8.self)
    }

    /// A whole file, in the encoding that it has; nil where it is not understood and has to be left out.
    package func redacted(_ bytes: [UInt8], as kind: EvidenceFile.Kind) -> [UInt8]? {
        switch kind {
        case .unknown, .directoryComputer, .entraDevice, .managedDevice, .machine: return nil
        default: break
        }
        guard let text = EncodedText(bytes), let masked = masked(text.bytes, isMessage: false) else {
            return nil
        }
        return masked == text.bytes ? bytes : text.encoded(masked)
    }

    /// nil where something that is known could not be taken out.
    private func masked(_ text: [UInt8], isMessage: Bool) -> [UInt8]? {
        var text = text
        if level != .none, let masked = text.withUnsafeBufferPointer({ secrets.masked($0) }) { text = masked }
        let marks = secretNames.map { SecretScanner.mark($0) }
        guard let withoutSecrets = without(knownSecrets, text, .all, marks) else { return nil }
        guard level == .identities else { return withoutSecrets }
        text = withoutSecrets
        if let masked = text.withUnsafeBufferPointer({ identities.masked($0, isMessage: isMessage) }) {
            text = masked
        }
        // In evidence nothing is left that could be base64 of a name.
        return without(
            knownIdentities, text, isMessage ? .all : [.escapes, .hexadecimal, .wide], identityTokens)
    }

    /// Masks what is known, until nothing is left of it; nil where that takes no end.
    private func without(
        _ known: EncodedSearch, _ text: [UInt8], _ encodings: EncodedSearch.Encodings, _ marks: [[UInt8]]
    ) -> [UInt8]? {
        var text = text
        for _ in 0..<4 {
            var sightings: [EncodedSearch.Sighting] = []
            text.withUnsafeBufferPointer { bytes in
                known.search(bytes, in: encodings) { sighting in
                    sightings.append(sighting)
                    return true
                }
            }
            if sightings.isEmpty { return text }
            text = Self.replaced(text, sightings, marks)
        }
        return nil
    }

    private static func replaced(
        _ text: [UInt8], _ sightings: [EncodedSearch.Sighting], _ marks: [[UInt8]]
    ) -> [UInt8] {
        // The longer one of two that begin alike, since the other is part of it.
        let ordered = sightings.sorted {
            ($0.place.lowerBound, $1.place.upperBound) < ($1.place.lowerBound, $0.place.upperBound)
        }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        for sighting in ordered where sighting.place.lowerBound >= index {
            result.append(contentsOf: text[index..<sighting.place.lowerBound])
            switch sighting.needle {
            case .secret(let number), .name(let number): result.append(contentsOf: marks[number])
            }
            result.append(contentsOf: text[sighting.place].filter(\.isLineEnd))
            index = sighting.place.upperBound
        }
        result.append(contentsOf: text[index...])
        return result
    }
}
