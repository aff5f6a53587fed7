/// The names of a bundle's entries.
enum BundleEntries {
    static let report = "report.json"
    static let text = "report.txt"
    static let judgement = "judgement.json"
    static let fleet = "fleet.jsonl"
    /// Those that tell what was judged, of facts that are redacted by then; they are the first ones.
    static let ofReport: Set = [report, text, judgement, fleet]
    static let configuration = "configuration.yml"
    static let log = "log.txt"
    /// In front of what was read of devices.
    static let evidence = "evidence"
}
