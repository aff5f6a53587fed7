import Model

extension FactSet {
    /// Why no device of the lists that were given is judged; nil where one is, or where no list was given.
    var noDeviceJudged: Reason? {
        guard let fleet, fleet.rows.isEmpty, devices.isEmpty else { return nil }
        let read = (tenantServices?.lists ?? []).map { "\($0.count) in \($0.kind.title)" }
        let out = fleet.leftOut.sorted { $0.key < $1.key }.map { "\($0.value) left out (\($0.key))" }
        let counts = (read + out).joined(separator: ", ")
        let text = "no device is left to judge\(counts.isEmpty ? "" : ": \(counts)")"
        return Reason(.evidenceMissing, text, facts: tenantServices.map { [$0.id] } ?? [])
    }
}
