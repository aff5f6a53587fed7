import Model
import SupportBundle

/// Something in a finished bundle that must not be in it, told so that its cause can be found, and never by what it is.
struct BundleHit: Error {
    let hit: BundleRedaction.Hit
    let entry: String
    /// In the entry.
    let offset: Int

    /// What whoever wanted the bundle is told: the place in it, where that came from, and what helps.
    ///
    /// - Parameters:
    ///   - place: The entry's place that the hit is at.
    ///   - source: Where the entry came from.
    ///   - level: Of the bundle.
    ///   - isTellable: Whether a text holds nothing that must not be in the bundle.
    /// - Returns: Some lines, of which the first one may be shown to anybody.
    func message(
        _ place: TextPlace, from source: Source, _ level: RedactionLevel, isTellable: (String) -> Bool
    ) -> String {
        let shown = isTellable(entry) ? entry.printable() : "an entry whose name must not be told"
        let path = place.path.flatMap { isTellable($0) ? $0 : nil }
        let inner = path.map { ", in \($0)" } ?? ""
        let lines = [
            "no bundle was written: \(shown) would hold \(what) (\(hit.encoding)) in line \(place.line)\(inner), at byte \(offset)",
            "It comes from \(origin(place.line, path, source, isTellable))",
            "\(help(source)); \(Self.otherLevel(level))",
            "That it was left there is a fault of the program: please report the first of these lines, and no names",
        ]
        return lines.joined(separator: "\n  ")
    }

    private var what: String {
        guard let kind = IdentityKind(rawValue: hit.what) else { return "the \(hit.what)" }
        return switch kind {
        case .person: "the name of a person"
        case .computer: "the name of a computer"
        case .domain: "the name of a domain"
        case .unit: "the name of a unit, group or policy"
        case .tenant: "the name of a tenant"
        case .id: "the id of somebody or something"
        case .address: "the address of a computer"
        case .account: "the account of somebody"
        case .place: "the name of a folder or file"
        case .word: "the word that nothing is known of and that may be a name"
        }
    }

    private func origin(
        _ line: Int, _ path: String?, _ source: Source, _ isTellable: (String) -> Bool
    ) -> String {
        switch source {
        case .evidence(let name?, _, _) where isTellable(name):
            return "line \(line) of the file of evidence \(name.printable(limit: 1000))"
        case .evidence(_, let device, let file):
            return
                "line \(line) of a file of evidence, which facts.devices[\(device)].files[\(file)] of the run's own report names (--output json)"
        case .configuration: return "the configuration" + (path.map { ", from the setting \($0)" } ?? "")
        case .report:
            let member = path.map { ", in \($0)" } ?? ""
            return "what the run found: its own report tells it at the same place\(member) (--output json)"
        case .fleet: return "device \(line - 1) of the joined fleet, as facts.fleet has them"
        case .log: return "what the run said of its steps, on standard error and in its log"
        case .other: return "the names of files that the run was given to read"
        }
    }

    private func help(_ source: Source) -> String {
        switch source {
        case .evidence: "What helps: run again with that file somewhere else, outside of the evidence"
        case .configuration: "What helps: write that setting otherwise, or leave it out, and run again"
        case .report, .fleet:
            "What helps: run again without the input that it tells of, or without its area (--skip AREA)"
        case .log, .other: "What helps: run again with that file called otherwise"
        }
    }

    private static func otherLevel(_ level: RedactionLevel) -> String {
        switch level {
        case .identities:
            "or with --redact secrets, for those who may see names, ids and addresses, which that leaves in"
        case .none: "or with --redact secrets, which takes more out"
        case .secrets: "or take the secret out of what it stands in"
        }
    }
}

extension BundleHit {
    /// Where an entry of a bundle comes from.
    enum Source: Equatable {
        /// A file of evidence by the numbers of its device and of itself, and by its path where the bundle tells it as it is.
        case evidence(path: String?, device: Int, file: Int)
        case configuration, report, fleet, log, other

        /// - Parameters:
        ///   - entry: The entry's name.
        ///   - original: What the manifest says of it, where the name does not tell.
        ///   - shown: The devices as the bundle has them.
        ///   - run: The same devices as they were in the run.
        init(_ entry: String, original: String?, _ shown: [DeviceFact], _ run: [DeviceFact]) {
            switch entry {
            case BundleEntries.configuration: self = .configuration
            case BundleEntries.report, BundleEntries.text, BundleEntries.judgement: self = .report
            case BundleEntries.fleet: self = .fleet
            case BundleEntries.log: self = .log
            default:
                let path = original ?? entry.dropPrefix("\(BundleEntries.evidence)/")
                let found = shown.indices.lazy.compactMap { device -> (Int, Int)? in
                    guard path.hasPrefix("\(shown[device].path)/") else { return nil }
                    let name = path.dropPrefix("\(shown[device].path)/")
                    return shown[device].files.firstIndex { $0.name == name }.map { (device, $0) }
                }.first
                guard let (device, file) = found, run.indices.contains(device),
                    run[device].files.indices.contains(file)
                else {
                    self = .other
                    return
                }
                let own = "\(run[device].path)/\(run[device].files[file].name)"
                self = .evidence(path: own == path ? own : nil, device: device, file: file)
            }
        }
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}
