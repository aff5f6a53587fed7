import Model
import Synchronization

/// Puts tokens in place of identities in text.
///
/// A word stays only where it is harmless. Messages are sentences of the tool's own with words from outside in them, such as names
/// of files, so that there the words of these sentences stay as well.
final class IdentityScanner: Sendable {
    let pseudonyms: Pseudonyms
    let knowledge: RedactionKnowledge
    let harmless: HarmlessWords
    let known: PhraseTable
    /// What stands in place of a known identity.
    let tokens: [[UInt8]]
    /// Whether a known identity is also a word of sentences, or so short that it may be one: such a name counts only where it
    /// has a capital letter or stands in quotation marks, in messages or everywhere.
    let needsCapitalInMessages: [Bool]
    let needsCapitalAnywhere: [Bool]
    let labels: PhraseTable
    let labelKinds: [RedactionKnowledge.LabelledKind]
    /// Those that no walk uses; there are as many as there were walks at a time.
    private let caches = Mutex<[TokenCache]>([])

    /// `known` are the identities that the pseudonyms have met.
    init(pseudonyms: Pseudonyms, known: [Pseudonyms.Known], knowledge: RedactionKnowledge) {
        self.pseudonyms = pseudonyms
        self.knowledge = knowledge
        harmless = HarmlessWords(knowledge)
        var names: [String] = []
        var tokens: [[UInt8]] = []
        var (needsCapitalInMessages, needsCapitalAnywhere) = ([Bool](), [Bool]())
        for identity in known where Self.isWanted(identity) {
            let core = PhraseTable.core(of: identity.original)
            let isShort = core.utf8.count < 3
            let isCommon = knowledge.isCommon(identity.original.lowercased(), identity.kind)
            let others = SearchableIdentities.otherWritings(identity)
            for (name, token) in [(identity.original, identity.token)] + others {
                names.append(name)
                tokens.append(Array(PhraseTable.core(of: token).utf8))
                needsCapitalInMessages.append(isShort || isCommon)
                needsCapitalAnywhere.append(isShort)
            }
        }
        self.known = PhraseTable(names)
        self.tokens = tokens
        self.needsCapitalInMessages = needsCapitalInMessages
        self.needsCapitalAnywhere = needsCapitalAnywhere
        let labels = knowledge.labels.sorted { $0.key < $1.key }
        self.labels = PhraseTable(labels.map(\.key))
        labelKinds = labels.map(\.value)
    }

    /// Words of which nothing is known are left to the vocabulary, and numbers that anything may be to what stands around them.
    private static func isWanted(_ identity: Pseudonyms.Known) -> Bool {
        guard identity.kind != .word, identity.original.lowercased() != identity.token.lowercased() else {
            return false
        }
        let core = PhraseTable.core(of: identity.original)
        guard !core.isEmpty else { return false }
        // One letter is a drive, or a part of a list.
        if core.utf8.count < 2 { return false }
        return core.utf8.allSatisfy { (48...57).contains($0) } ? core.utf8.count >= 6 : true
    }

    /// The text with tokens; nil where nothing was to be masked.
    func masked(_ bytes: Bytes, isMessage: Bool, depth: Int = 0) -> [UInt8]? {
        var walk = IdentityWalk(
            scanner: self, bytes: bytes, isMessage: isMessage, depth: depth,
            cache: caches.withLock { $0.popLast() } ?? TokenCache())
        walk.walk()
        caches.withLock { $0.append(walk.cache) }
        return walk.result
    }
}
