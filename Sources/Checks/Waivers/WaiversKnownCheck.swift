import Model

/// Every waiver names a check or a reason that there is.
struct WaiversKnownCheck: WaiverCheck {
    let id: CheckID = "waivers.known"

    func verdict(_ review: WaiverReview) -> Verdict {
        let reasons = review.reasons(.waiverUnknown) { entry in
            guard entry.use == .unknown else { return nil }
            let kind = entry.waiver.check == nil ? "reason" : "check"
            let hint = entry.waiver.likelyMeant.map { "; \($0.printable(limit: 100)) may be meant" } ?? ""
            return "waives nothing: no \(kind) is called so\(hint)"
        }
        guard reasons.isEmpty else { return .notMet(reasons) }
        return .met(seen: "\(waivers(review.entries.count)), of checks and reasons that there are")
    }
}
