package import FoundationEssentials
package import Model
package import StrictYAML

/// Reads a file of waivers strictly.
///
/// A name that no check and no reason has is no mistake here: what the names are is up to the catalogue, and a waiver of
/// something that is gone is a finding of the report.
package struct WaiversReader {
    private let checks: [String]

    private static let maximumText = 500
    private static let maximumName = 100

    /// Reads `file`, which messages call `name`; `checks` are the ids of all checks, for suggestions.
    ///
    /// - Returns: The waivers in the order of the file.
    ///
    /// Throws ``Diagnostics`` with everything that is wrong in it.
    package static func read(_ file: URL, name: String, checks: [String]) throws(Diagnostics) -> [Waiver] {
        let reading = WaiversReader(checks: checks)
        var reader = Reader()
        let found = reader.read(file: file, name: name, keys: ["waivers"]) { reading.waivers(&$0) }
        guard let found, reader.diagnostics.isEmpty else { throw reader.diagnostics }
        return found
    }

    private func waivers(_ file: inout Mapping) -> [Waiver] {
        let keys = ["check", "reason", "subject", "because", "owner", "expires"]
        let waivers = file.mappings("waivers", keys: keys) { waiver(&$0) }
        if waivers.count > GivenWaivers.maximumCount {
            let limit = GivenWaivers.maximumCount
            file.complain("there are \(waivers.count), and no more than \(limit) are read", at: "waivers")
        }
        return waivers
    }

    private func waiver(_ entry: inout Mapping) -> Waiver? {
        let (check, reason) = target(&entry)
        let subject = text(&entry, "subject", limit: SubjectPattern.maximumLength)
        let because = text(&entry, "because", limit: Self.maximumText)
        let owner = text(&entry, "owner", limit: Self.maximumName)
        guard let expires = entry.required("expires", { expiry(&$0) }) else { return nil }
        let known = check == nil ? ReasonCode.allCases.map(\.rawValue) : checks
        let target = check ?? reason ?? ""
        return Waiver(
            check: check, reason: reason, subject: subject, because: because, owner: owner, expires: expires,
            line: entry.line, likelyMeant: known.contains(target) ? nil : nearest(to: target, among: known))
    }

    /// Exactly one of the two.
    private func target(_ entry: inout Mapping) -> (check: String?, reason: String?) {
        switch (entry.has("check"), entry.has("reason")) {
        case (true, true):
            entry.complain("gives both a check and a reason; give one of them, and a waiver each for two")
        case (false, false):
            entry.complain("needs \"check\", the id of a check, or \"reason\", the code of a reason")
        case (true, false):
            let check = text(&entry, "check", limit: Self.maximumName)
            if CheckID(check).area == .waivers { complain(&entry, at: "check") }
            return (check, nil)
        case (false, true):
            let reason = text(&entry, "reason", limit: Self.maximumName)
            if ReasonCode(rawValue: reason)?.isOfWaivers == true { complain(&entry, at: "reason") }
            return (nil, reason)
        }
        return (nil, nil)
    }

    private func complain(_ entry: inout Mapping, at key: String) {
        entry.complain(
            "what is wrong with waivers cannot be waived, or one could hide another; mend the other one",
            at: key)
    }

    /// A required text of at most so many characters, on one line and printable.
    private func text(_ entry: inout Mapping, _ key: String, limit: Int) -> String {
        let text = entry.text(key).split(whereSeparator: \.isNewline).joined(separator: " ").printable(
            limit: .max)
        let count = text.unicodeScalars.count
        if count > limit {
            entry.complain("is \(count) characters long, and may be at most \(limit)", at: key)
        }
        return text
    }

    private func expiry(_ value: inout Value) -> Date? {
        guard let text = value.text() else { return nil }
        do throws(WaiverExpiry.Mistake) {
            return try WaiverExpiry.moment(text)
        } catch {
            value.complain("\(error.message(text.printable(limit: 40)))")
            return nil
        }
    }
}
