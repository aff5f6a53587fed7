import Model

/// Every waiver in force has something to waive.
struct WaiversUsedCheck: WaiverCheck {
    let id: CheckID = "waivers.used"

    func verdict(_ review: WaiverReview) -> Verdict {
        let unused = review.reasons(.waiverUnused) { entry in
            entry.use == .unused ? "has nothing to waive in this run" : nil
        }
        guard unused.isEmpty else { return .notMet(unused) }
        let untold = review.reasons(.evidenceMissing) { entry in
            entry.use == .untold ? "may have something to waive that could not be judged in this run" : nil
        }
        guard untold.isEmpty else {
            let checks = review.entries.filter { $0.use == .untold }.compactMap(\.waiver.check)
            return .undetermined(untold, blockedBy: Set(checks).sorted().map { CheckID($0) })
        }
        let (used, unasked) = (review.count(.used), review.count(.notLookedAt))
        let rest = unasked == 0 ? "" : "\(waivers(unasked)) of what was not looked at in this run"
        guard used > 0 else {
            return .notApplicable(why: rest.isEmpty ? "no waiver is in force" : rest)
        }
        return .met(
            seen: "\(waivers(used)) with something to waive\(rest.isEmpty ? "" : ", and \(rest)")")
    }
}
