import Model

/// Puts tokens in place of identities in text.
///
/// Evidence may hold anything, so that a word stays only where it is harmless. Messages are sentences of the tool's own with
/// words from outside in them, so that there a word stays as well where it can only be one of a sentence.
final class IdentityScanner: Sendable {
    let pseudonyms: Pseudonyms
    let knowledge: RedactionKnowledge
    let harmless: HarmlessWords
    let known: PhraseTable
    /// What stands in place of a known identity.
    let tokens: [[UInt8]]
    /// Known identities that count only as they are written, in messages and everywhere.
    let exactInMessages: [[UInt8]?]
    let exactAnywhere: [[UInt8]?]
    let labels: PhraseTable
    let labelKinds: [RedactionKnowledge.LabelledKind]

    init(pseudonyms: Pseudonyms, knowledge: RedactionKnowledge) {
        self.pseudonyms = pseudonyms
        self.knowledge = knowledge
        harmless = HarmlessWords(knowledge)
        var names: [String] = []
        var tokens: [[UInt8]] = []
        var (exactInMessages, exactAnywhere) = ([[UInt8]?](), [[UInt8]?]())
        for identity in pseudonyms.known where Self.isWanted(identity) {
            let core = PhraseTable.core(of: identity.original)
            let isShort = core.utf8.count < 3
            let isCommon = knowledge.isCommon(identity.original.lowercased(), identity.kind)
            for name in [identity.original] + SearchableIdentities.otherWritings(identity) {
                names.append(name)
                tokens.append(Array(PhraseTable.core(of: identity.token).utf8))
                exactInMessages.append(isShort || isCommon ? Array(core.utf8) : nil)
                exactAnywhere.append(isShort ? Array(core.utf8) : nil)
            }
        }
        known = PhraseTable(names)
        self.tokens = tokens
        self.exactInMessages = exactInMessages
        self.exactAnywhere = exactAnywhere
        let labels = knowledge.labels.sorted { $0.key < $1.key }
        self.labels = PhraseTable(labels.map(\.key))
        labelKinds = labels.map(\.value)
    }

    /// Words of which nothing is known are left to the vocabulary, and numbers that anything may be to what stands around them.
    private static func isWanted(_ identity: Pseudonyms.Known) -> Bool {
        guard identity.kind != .word, identity.original.lowercased() != identity.token.lowercased() else { return false }
        let core = PhraseTable.core(of: identity.original)
        guard !core.isEmpty else { return false }
        if core.utf8.allSatisfy({ (48...57).contains($0) }) { return core.utf8.count >= 6 }
        // A short name in lower case is a word of any language.
        return core.utf8.count > 2 || core.lowercased() != String(core)
    }

    /// The text with tokens; nil where nothing was to be masked.
    func masked(_ bytes: Bytes, isMessage: Bool, depth: Int = 0) -> [UInt8]? {
        var walk = IdentityWalk(scanner: self, bytes: bytes, isMessage: isMessage, depth: depth)
        walk.run()
        return walk.result
    }
}
