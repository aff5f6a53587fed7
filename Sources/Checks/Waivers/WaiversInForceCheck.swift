import Model

/// No waiver has expired.
struct WaiversInForceCheck: WaiverCheck {
    let id: CheckID = "waivers.in-force"

    func verdict(_ review: WaiverReview) -> Verdict {
        let reasons = review.reasons(.waiverExpired) { entry in
            entry.waiver.isInForce(at: review.judgedAt)
                ? nil : "waives nothing any more: it expired at \(entry.waiver.expires.inUTC)"
        }
        guard reasons.isEmpty else { return .notMet(reasons) }
        return .met(seen: "\(waivers(review.entries.count)), in force at \(review.judgedAt.inUTC)")
    }
}
