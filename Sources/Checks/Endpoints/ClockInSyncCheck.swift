import Model

/// This host's clock agrees with the service's to within five minutes, as signed requests and Kerberos demand.
struct ClockInSyncCheck: Check {
    let id: CheckID = "endpoints.clock-in-sync"

    /// Seconds. Source: <https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/maximum-tolerance-for-computer-clock-synchronization>
    private static let tolerance = 300.0

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts.neededEndpoints
        guard !facts.isEmpty else { return [] }
        return [Finding(.environment, verdict(facts))]
    }

    private func verdict(_ facts: [EndpointFact]) -> Verdict {
        let answered = facts.filter { $0.probe.failure == nil && $0.probe.http?.clockOffset != nil }
        // An answer over a verified connection outweighs one that anybody on the way could have written.
        let verified = answered.filter { $0.probe.tls?.trusted == true }
        let witnesses = verified.isEmpty ? answered : verified
        guard !witnesses.isEmpty else {
            let isAnswered = facts.contains { $0.probe.failure == nil }
            let text = "no answer told the time, so this host's clock could not be compared"
            let dated = facts.filter {
                [.tlsCertificateExpired, .tlsCertificateNotYetValid].contains($0.probe.failure?.code)
            }
            let hint =
                dated.isEmpty
                ? "" : "; that certificates look expired or not yet valid may mean a wrong clock here"
            return .undetermined(
                [Reason(.evidenceMissing, text + hint, facts: dated.map(\.id))],
                blockedBy: isAnswered ? [] : facts.blockers)
        }
        let off = witnesses.filter { abs($0.probe.http?.clockOffset ?? 0) > Self.tolerance }
        if off.count * 2 < witnesses.count || off.isEmpty {
            return .met(
                seen:
                    "\(Self.words(witnesses)) by \(witnesses.count - off.count) of \(witnesses.count) answers"
            )
        }
        let ids = off.map(\.id)
        if off.count * 2 == witnesses.count {
            let text = "half of the answers disagree with this host's clock by more than five minutes"
            return .undetermined([Reason(.evidenceInconclusive, text, facts: ids)])
        }
        return .notMet([Reason(.clockSkewed, "this host's clock is \(Self.words(off))", facts: ids)])
    }

    /// The median offset in words, as seen from this host's clock.
    private static func words(_ facts: [EndpointFact]) -> String {
        let offsets = facts.compactMap { $0.probe.http?.clockOffset }.sorted()
        let median = Int(nearest: offsets.isEmpty ? 0 : offsets[offsets.count / 2])
        switch median {
        case -1...1: return "right to the second"
        case ..<0: return "\(-median) s ahead of the service"
        default: return "\(median) s behind the service"
        }
    }
}
