import Addresses
import Model
import SupportBundle

extension BundleRedaction {
    /// The redaction of a run at the level that was asked for.
    init(
        _ request: BundleRequest, secrets: [KnownSecret], _ report: Report, _ catalogue: BundleKnowledge
    ) {
        let level = request.level
        let pseudonyms = Pseudonyms(
            salt: request.salt, publicNames: catalogue.names, placeWords: catalogue.redaction.vocabulary,
            keepsWords: request.tokenMap != nil)
        if level == .identities {
            // The first time round the names are learnt that texts are then searched for.
            let learning = FactRedactor(level: level, pseudonyms: pseudonyms) { $0 }
            _ = learning.redacted(report.run)
            _ = learning.redacted(report.facts.withoutDevices)
            for range in report.facts.partsOfDevices { _ = learning.redacted(report.facts.devices(range)) }
        }
        self.init(level, secrets, pseudonyms, catalogue)
        needsEvidence = pseudonyms.hasVersionLikeAddress
    }

    private init(
        _ level: RedactionLevel, _ secrets: [KnownSecret], _ pseudonyms: Pseudonyms,
        _ catalogue: BundleKnowledge
    ) {
        let texts = TextRedactor(
            level: level, secrets: secrets, pseudonyms: pseudonyms, knowledge: catalogue.redaction)
        let redactor = FactRedactor(
            level: level, pseudonyms: pseudonyms, text: { texts.redacted($0) },
            foreign: { texts.redacted(foreign: $0) })
        self.level = level
        facts = { redactor.redacted($0) }
        run = { redactor.redacted($0) }
        baseline = { redactor.redacted($0, from: $1, to: $2) }
        text = { texts.redacted($0) }
        otherFile = { level == .identities ? pseudonyms.unlearnt(.word, $0) : texts.redacted($0) }
        setting = { Self.setting($0, of: $1, pseudonyms) }
        fingerprint = { level == .identities ? pseudonyms.fingerprint($0) : $0 }
        file = { texts.redacted($0, as: $1) }
        search = {
            let search = await BundleSearch.all(
                level: level, secrets: secrets, pseudonyms: pseudonyms, knowledge: catalogue.search)
            return Search(
                firstHit: { bytes in
                    search.firstHit(in: bytes).map {
                        Hit(what: $0.what, encoding: $0.encoding, offset: $0.offset)
                    }
                }, notes: search.unsearched.notes)
        }
        known = { pseudonyms.known }
        informed = { BundleRedaction(level, secrets, pseudonyms, catalogue) }
    }

    /// Settings that name files.
    private static let files: Set<String> = [
        "ca-file", "certificate", "endpoint-set-files", "evidence", "export", "keytab", "known-issuers",
        "private-key", "sync-configuration", "waivers",
    ]

    /// A value of the configuration, with the token in its place that it has in the facts.
    private static func setting(_ value: String, of key: String, _ pseudonyms: Pseudonyms) -> String {
        switch key {
        case "attested-by": return pseudonyms.mail(value)
        case "why": return pseudonyms.token(.word, value)
        // Of a variable of the environment.
        case _ where key.hasSuffix("-env"): return pseudonyms.token(.word, value)
        case _ where files.contains(key) || key.hasSuffix("-file"): return pseudonyms.path(value)
        default: return setting(value, pseudonyms)
        }
    }

    private static func setting(_ value: String, _ pseudonyms: Pseudonyms) -> String {
        if GUID(value) != nil { return pseudonyms.guid(value) }
        if value.isAddress || value.contains("/") && value.prefix(while: { $0 != "/" }).isAddress {
            return pseudonyms.address(value)
        }
        if value.contains("://") { return pseudonyms.url(value) }
        if value.contains("@") { return pseudonyms.mail(value) }
        if value.contains("/") || value.contains("\\") { return pseudonyms.path(value) }
        if value.contains("=") { return pseudonyms.distinguishedName(value) }
        let parts = value.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 1 {
            return parts.map { $0.allSatisfy(\.isNumber) ? $0 : setting($0, pseudonyms) }.joined(
                separator: ":")
        }
        return value.contains(".") ? pseudonyms.host(value) : pseudonyms.path(value)
    }
}

extension BundleSearch.Unsearched {
    fileprivate var notes: [String] {
        [
            (tooShort, "too short"), (tooCommon, "words that stand everywhere"),
            (likeTokens, "written like tokens"),
        ].filter { $0.0 > 0 }.map { count, why in
            "the bundle was not searched for \(count) of the names and secrets that the run knows: they are \(why)"
        }
    }
}
