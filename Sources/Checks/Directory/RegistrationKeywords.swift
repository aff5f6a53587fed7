import Model

/// What service connection points say of where to register.
struct RegistrationKeywords {
    /// Each once, in the order of the keywords.
    private(set) var tenantIDs: [GUID] = []
    /// Lower case, each once.
    private(set) var tenantNames: [String] = []
    /// Keywords that send computers to AD FS.
    private(set) var enterprise: [String] = []
    /// Keywords that are meant for Entra ID and cannot be read as such.
    private(set) var malformed: [String] = []

    init(_ points: [RegistrationPoint], _ place: RegistrationPlace) {
        for keyword in points.flatMap(\.keywords) {
            let text = keyword.lowercased().drop(while: \.isWhitespace)
            func begins(_ word: String) -> Bool { !word.isEmpty && text.hasPrefix(word.lowercased()) }
            if begins(place.enterpriseDRS) {
                enterprise.append(keyword)
            } else if begins(place.tenantName) {
                add(
                    keyword, Self.value(of: keyword, place.tenantName).flatMap(Self.domain), to: \.tenantNames
                )
            } else if begins(place.tenantID) {
                add(keyword, Self.value(of: keyword, place.tenantID).flatMap(Self.guid), to: \.tenantIDs)
            }
        }
    }

    private mutating func add<T: Equatable>(
        _ keyword: String, _ value: T?, to list: WritableKeyPath<Self, [T]>
    ) {
        if let value {
            if !self[keyPath: list].contains(value) { self[keyPath: list].append(value) }
        } else {
            malformed.append(keyword)
        }
    }

    /// What stands behind the colon, where the word before it is `prefix` and nothing else.
    private static func value(of keyword: String, _ prefix: String) -> String? {
        let halves = keyword.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].lowercased() == prefix.lowercased() else { return nil }
        return String(halves[1])
    }

    private static func guid(_ text: String) -> GUID? {
        text.hasPrefix("{") ? nil : GUID(text)
    }

    private static func domain(_ text: String) -> String? {
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
        return labels.count > 1 && isName ? text.lowercased() : nil
    }
}
