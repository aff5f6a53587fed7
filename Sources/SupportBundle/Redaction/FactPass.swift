import Model

/// One pass over a set of facts: what becomes of a text of each kind.
///
/// At level `secrets` only text that anybody may have written changes; at level `identities` all that names somebody does.
final class FactPass {
    let names: Pseudonyms
    let masks: Bool
    private let text: (String) -> String
    private let foreignText: (String) -> String
    private var texts: [String: String] = [:]
    private var listedTexts: [String: String] = [:]
    private var judgedTexts: [String: String] = [:]
    var containers: [Substring: String] = [:]
    private var taken: [String: String] = [:]

    init(
        _ level: RedactionLevel, _ names: Pseudonyms, _ text: @escaping (String) -> String,
        _ foreign: @escaping (String) -> String
    ) {
        self.names = names
        masks = level == .identities
        self.text = text
        foreignText = foreign
    }

    /// Text that anybody may have written, and that is looked through; words that stand for the same everywhere stay.
    func free(_ original: String) -> String {
        if original.isEmpty { return original }
        if let known = texts[original] { return known }
        let isKnown = names.publicNames.words.contains(original.lowercased())
        let result = isKnown ? original : text(original)
        if texts.count < 100_000 { texts[original] = result }
        return result
    }

    /// Text that another program wrote as a whole, of which unknown words may be names however they are written.
    func foreign(_ original: String) -> String {
        names.publicNames.words.contains(original.lowercased()) ? original : foreignText(original)
    }

    /// What Windows, a service or a product said, mostly a word of a closed list, such as a state; anything else in its place may
    /// name anybody.
    func listed(_ original: String) -> String {
        guard masks else { return free(original) }
        if let known = listedTexts[original] { return known }
        let result = foreign(original)
        if listedTexts.count < 100_000 { listedTexts[original] = result }
        return result
    }

    /// The same of a text in which checks look for phrases, such as the name of a system: it has them afterwards as well.
    func judged(_ original: String) -> String {
        guard masks else { return free(original) }
        if let known = judgedTexts[original] { return known }
        let result = withPhrases(original, foreign(original))
        if judgedTexts.count < 100_000 { judgedTexts[original] = result }
        return result
    }

    func listed(_ original: String?) -> String? { original.map { listed($0) } }

    /// A version, which may look like an address, and then is none, unless the run knows that address.
    ///
    /// Another address would be another version, of which checks might say something better.
    func version(_ original: String) -> String {
        if masks {
            let addresses = original.split(separator: " ").map(String.init).filter(\.isNumericAddress)
            if !addresses.isEmpty { names.noteVersionLikeAddress() }
            if addresses.contains(where: names.isKnownAddress) { return names.unlearnt(.address, original) }
        }
        let isPlain = original.utf8.allSatisfy { (0x28...0x39).contains($0) || $0 == 0x20 }
        return isPlain ? original : listed(original)
    }

    func free(_ original: String?) -> String? { original.map { free($0) } }

    func free(_ original: Unreadable) -> Unreadable {
        Unreadable(original.code, free(original.detail))
    }

    /// Names and values of which checks compare the names.
    func free(_ original: [String: String]) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in original.sorted(by: { $0.key < $1.key }) { result[free(name)] = free(value) }
        return result
    }

    func host(_ original: String) -> String { masks ? names.host(original) : withoutSecrets(original) }

    func computer(_ original: String) -> String {
        masks ? names.computer(original) : withoutSecrets(original)
    }

    func address(_ original: String) -> String { masks ? names.address(original) : withoutSecrets(original) }

    func id(_ original: String) -> String { masks ? names.identifier(original) : withoutSecrets(original) }

    func guid(_ original: GUID) -> GUID { masks ? names.guid(original) : original }

    func account(_ original: String) -> String { masks ? names.account(original) : withoutSecrets(original) }

    /// An address may hold a password.
    func url(_ original: String) -> String { masks ? names.url(original) : free(original) }

    func path(_ original: String) -> String { masks ? names.path(original) : free(original) }

    func tenantName(_ original: String) -> String {
        masks ? names.tenantName(original) : withoutSecrets(original)
    }

    func name(_ kind: IdentityKind, _ original: String) -> String {
        masks && !original.isEmpty ? names.token(kind, original) : free(original)
    }

    /// A value of which nothing is known but that it is compared with others: equal ones are equal afterwards.
    func value(_ original: String) -> String { masks ? names.value(original) : free(original) }

    /// Many names have few containers.
    func distinguishedName(_ original: String) -> String {
        guard masks else { return withoutSecrets(distinguishedName: original) }
        let (first, rest) = DistinguishedName.split(original)
        guard !rest.isEmpty, !first.lowercased().contains("dc") else {
            return names.distinguishedName(original)
        }
        let container = containers[rest] ?? names.distinguishedName(String(rest))
        containers[rest] = container
        return names.distinguishedName(String(first)) + String(original[first.endIndex]) + container
    }

    /// The same for the same original, and another for another one, also where they differ in case alone.
    ///
    /// - Parameters:
    ///   - space: Within which no two are the same.
    ///   - original: Exactly as it is compared.
    ///   - token: What becomes of it, in which case may be lost.
    /// - Returns: The token, in capital letters or with a number behind it where another original has it.
    func distinct(_ space: String, _ original: String, _ token: String) -> String {
        guard masks else { return token }
        var candidates = [token, token.uppercased()].makeIterator()
        var number = 1
        while true {
            number += 1
            let candidate = candidates.next() ?? "\(token)~\(number - 2)"
            let key = "\(space)\u{0}\(candidate)"
            guard let owner = taken[key] else {
                taken[key] = original
                return candidate
            }
            if owner == original { return candidate }
        }
    }

    /// A fact's id, in which the parts of the fact stand that `changes` tell, the first one first.
    func factID(_ original: String, _ changes: [(String, String)]) -> String {
        var rest = original
        var result = ""
        var isTold = false
        for (part, token) in changes where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { continue }
            isTold = true
            result += rest[..<range.lowerBound] + token
            rest = String(rest[range.upperBound...])
        }
        // It names something else than the fact does.
        if !isTold, masks { rest = names.token(.id, rest) }
        return distinct("id", original, result + rest)
    }

    func redacted(_ path: NetworkPath) -> NetworkPath {
        switch path {
        case .direct: .direct
        case .proxy(let address): .proxy(url(address))
        }
    }
}

extension Observation {
    func map(_ pass: FactPass, _ body: (Value) -> Value) -> Self {
        switch self {
        case .present(let value): .present(body(value))
        case .absent: .absent
        case .unreadable(let why): .unreadable(pass.free(why))
        }
    }
}
