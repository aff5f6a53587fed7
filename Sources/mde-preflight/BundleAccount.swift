import Model
import SupportBundle

/// What a bundle is and what is in it, for whoever made it.
struct BundleAccount: Sendable {
    let path: String
    /// Bytes of the archive.
    let size: Int
    let manifest: BundleManifest
    /// Of the run.
    let run: Summary

    /// Files that are named when they were left out; of further ones the number is told.
    private static let mostNames = 10

    /// Some lines.
    var text: String {
        let prefix = "\(BundleEntries.evidence)/"
        let evidence = manifest.entries.count { $0.name.hasPrefix(prefix) }
        var names = manifest.entries.map(\.name).filter { !$0.hasPrefix(prefix) }
        if evidence > 0 { names.append("\(evidence) \(evidence == 1 ? "file" : "files") of evidence") }
        var lines = [
            "Bundle: \(path.printable(limit: 1000)), \(size) bytes",
            "Verdict of the run: \(run.verdict.rawValue)",
            "Redacted: \(words)",
            "In it: \((names + [BundleName.manifest]).joined(separator: ", "))",
        ]
        if !manifest.leftOut.isEmpty {
            lines.append("Left out: \(manifest.leftOut.count)")
            for file in manifest.leftOut.prefix(Self.mostNames) {
                lines.append("  \(file.name.printable(limit: 200)) \(file.why.printable(limit: 200))")
            }
            let more = manifest.leftOut.count - Self.mostNames
            if more > 0 { lines.append("  and \(more) more, which \(BundleName.manifest) lists") }
        }
        lines += manifest.notes.map { "Note: \($0.printable(limit: 400))" }
        return lines.map { $0 + "\n" }.joined()
    }

    private var words: String {
        switch manifest.redaction {
        case .none: "nothing but what the tool signs in with; names, ids and addresses are in it"
        case .secrets: "secrets; names, ids and addresses are in it"
        case .identities: "secrets, and names, ids and addresses, which are tokens"
        }
    }
}
