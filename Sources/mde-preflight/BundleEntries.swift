/// The names of a bundle's entries.
enum BundleEntries {
    static let report = "report.json"
    static let text = "report.txt"
    static let judgement = "judgement.json"
    static let fleet = "fleet.jsonl"
    static let configuration = "configuration.yml"
    static let log = "log.txt"
    /// In front of what was read of devices.
    static let evidence = "evidence"
}
