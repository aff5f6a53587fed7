import Model

/// The names that are looked for, each with its kind; there may be a million, so that nothing is held but what finds them.
struct KindedNames: Sendable {
    private(set) var names: SoughtNames
    private(set) var kinds: [IdentityKind] = []
    private(set) var unsearched = BundleSearch.Unsearched()

    /// Takes up identities, with room for so many.
    init(
        _ identities: SearchableIdentities.Source, room: Int, _ taken: TakenTokens,
        _ knowledge: RedactionKnowledge
    ) {
        var names = SoughtNames(room: room)
        var kinds: [IdentityKind] = []
        kinds.reserveCapacity(room)
        SearchableIdentities.forEach(identities, taken, knowledge, &unsearched) { writing in
            kinds.append(writing.kind)
            guard let other = names.add(writing.name) else { return }
            // Whatever comes first, it is told of as the same kind.
            kinds[other] = min(kinds[other], writing.kind)
        }
        self.names = names
        self.kinds = kinds
    }

    /// Takes over those of another one.
    mutating func take(_ others: consuming KindedNames) {
        var kinds = kinds + others.kinds
        names.take(others.names) { kinds[$0] = min(kinds[$0], kinds[$1]) }
        self.kinds = kinds
        unsearched.tooShort += others.unsearched.tooShort
        unsearched.tooCommon += others.unsearched.tooCommon
        unsearched.likeTokens += others.unsearched.likeTokens
    }
}
