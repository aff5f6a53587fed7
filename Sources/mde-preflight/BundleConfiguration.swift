import FoundationEssentials
import Model
import StrictYAML
import SupportBundle

/// The configuration of a run, as its bundle shows it.
enum BundleConfiguration {
    /// The file as it is, without what looks like a secret; at level identities without comments, and with tokens.
    ///
    /// - Returns: nil where identities cannot be told from the rest.
    static func redacted(_ text: String, _ redaction: BundleRedaction) -> String? {
        guard redaction.level == .identities else { return redaction.text(text) }
        return RewrittenYAML.rewrite(text) { keys, name in
            isPolicy(keys) ? policy(name, "", redaction).name : name
        } _: { keys, value in
            // A policy's names are anybody's, and may be those of settings of this program.
            if isPolicy(keys.dropLast()) { return policy(keys.last ?? "", value, redaction).value }
            return isPublic(value, at: keys) ? value : redaction.setting(value, keys.last ?? "")
        }
    }

    /// Whether names and values there are those of a policy, which anybody may have made.
    private static func isPolicy(_ keys: some Sequence<String>) -> Bool {
        keys.elementsEqual(["devices", "settings"])
    }

    /// A name and a value that policy should have brought, as the facts of the bundle have them.
    private static func policy(
        _ name: String, _ value: String, _ redaction: BundleRedaction
    ) -> (name: String, value: String) {
        var facts = FactSet()
        facts.deviceExpectation = DeviceExpectation(judgedAt: Date(timeIntervalSince1970: 0))
        facts.deviceExpectation?.settings = [name: value]
        let redacted = redaction.facts(facts).deviceExpectation?.settings.first
        return (redacted?.key ?? "", redacted?.value ?? "")
    }

    /// Settings whose values are words of this program's own, or names from the catalogue.
    private static let publicSettings: Set<String> = [
        "cloud", "via", "requirement-set", "endpoint-sets", "start-tls", "scheme", "for", "bind",
        "windows-clients", "windows-servers", "linux", "macos", "attested-on",
    ]

    private static func isPublic(_ value: String, at keys: [String]) -> Bool {
        if let last = keys.last, publicSettings.contains(last), value.utf8.allSatisfy(isOfWord) {
            return true
        }
        return ["true", "false", "null", "~", ""].contains(value.lowercased()) || isAmount(value)
    }

    /// Whether it is a number, with or without a letter for a unit behind it.
    private static func isAmount(_ value: String) -> Bool {
        let digits = value.utf8.prefix { (0x30...0x39).contains($0) }
        return (1...9).contains(digits.count) && value.utf8.count <= digits.count + 1
            && value.utf8.dropFirst(digits.count).allSatisfy { (0x61...0x7a).contains($0) }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d
    }
}
