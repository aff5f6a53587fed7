import Model

/// No waiver that has something to waive expires within a fortnight.
struct WaiversNotEndingSoonCheck: WaiverCheck {
    let id: CheckID = "waivers.not-ending-soon"

    /// Seconds.
    private static let soon = 14 * 86_400.0

    func verdict(_ review: WaiverReview) -> Verdict {
        let waiving = review.entries.filter { $0.use == .used }
        guard !waiving.isEmpty else { return .notApplicable(why: "no waiver has anything to waive") }
        let reasons = review.reasons(.waiverEnding) { entry in
            guard entry.use == .used, entry.waiver.secondsLeft(at: review.judgedAt) <= Self.soon else {
                return nil
            }
            return "expires at \(entry.waiver.expires.inUTC); from then on, what it waives counts again"
        }
        guard reasons.isEmpty else { return .notMet(reasons) }
        return .met(seen: "\(waivers(waiving.count)), for a fortnight at least")
    }
}
