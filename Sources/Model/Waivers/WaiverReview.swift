package import FoundationEssentials

/// What became of each waiver of a run, for the checks that judge the waivers themselves.
package struct WaiverReview: Sendable, Equatable {
    package enum Use: Sendable, Equatable {
        /// No check or reason is called so.
        case unknown
        /// It waives nothing any more.
        case expired
        /// It waives something, or would if all else about the result were waived too.
        case used
        /// Nothing that was found fits it.
        case unused
        /// What it is about was not looked at in this run.
        case notLookedAt
        /// Nothing fits it, and its check could not be made; what might fit is not known.
        case untold
    }

    package struct Entry: Sendable, Equatable {
        package var waiver: Waiver
        package var use: Use

        package init(_ waiver: Waiver, _ use: Use) {
            self.waiver = waiver
            self.use = use
        }
    }

    package var judgedAt: Date
    /// In the order of the file.
    package var entries: [Entry]

    package init(judgedAt: Date, entries: [Entry]) {
        self.judgedAt = judgedAt
        self.entries = entries
    }
}

extension WaiverReview {
    /// Tells by the results of a run, with the numbers of the waivers that had to do with any of them.
    ///
    /// `judged` are the checks that found something to judge, `deselected` tells whether any check was left out by name.
    init(
        _ given: GivenWaivers, results: [Report.Result], used: Set<Int>, known: Set<CheckID>,
        judged: Set<CheckID>, deselected: Bool
    ) {
        let untold = Set(results.filter { $0.status == .undetermined }.map(\.check))
        let entries = given.waivers.enumerated().map { number, waiver -> Entry in
            func use(of check: CheckID) -> Use {
                if !known.contains(check) { return .unknown }
                if !waiver.isInForce(at: given.judgedAt) { return .expired }
                if used.contains(number) { return .used }
                if !judged.contains(check) { return .notLookedAt }
                return untold.contains(check) ? .untold : .unused
            }
            if let check = waiver.check { return Entry(waiver, use(of: CheckID(check))) }
            guard waiver.reason.flatMap({ ReasonCode(rawValue: $0) }) != nil else {
                return Entry(waiver, .unknown)
            }
            if !waiver.isInForce(at: given.judgedAt) { return Entry(waiver, .expired) }
            if used.contains(number) { return Entry(waiver, .used) }
            // Which checks would have given the reason is not known.
            return Entry(waiver, deselected ? .notLookedAt : .unused)
        }
        self.init(judgedAt: given.judgedAt, entries: entries)
    }
}
