import Model

/// A check of the waivers themselves, by what became of them.
protocol WaiverCheck: Check {
    func verdict(_ review: WaiverReview) -> Verdict
}

extension WaiverCheck {
    /// What a waiver waives may be another under each set.
    var judgesBySet: Bool { true }

    func evaluate(_ evidence: Evidence) -> [Finding] {
        guard let review = evidence.waivers else { return [] }
        guard !review.entries.isEmpty else {
            return [Finding(.environment, .notApplicable(why: "the list of waivers is empty"))]
        }
        return [Finding(.environment, verdict(review))]
    }
}

extension WaiverReview {
    /// One reason for each waiver of which `words` has something to say.
    func reasons(_ code: ReasonCode, _ words: (Entry) -> String?) -> [Reason] {
        entries.compactMap { entry in words(entry).map { Reason(code, "\(entry.waiver.words) \($0)") } }
    }

    func count(_ use: Use) -> Int { entries.count { $0.use == use } }
}

extension Waiver {
    /// As `the waiver of tag.missing for "PC-0*" (line 3, desk team)`.
    fileprivate var words: String {
        let place = line.map { "line \($0), " } ?? ""
        return
            "the waiver of \(target.printable(limit: 100)) for \"\(subject.printable(limit: 100))\" (\(place)\(owner.printable(limit: 100)))"
    }
}

/// As `1 waiver` or `3 waivers`.
func waivers(_ count: Int) -> String { count == 1 ? "1 waiver" : "\(count) waivers" }
