/// What became of a result or a device from one report to the next.
package enum Change: String, Codable, Sendable, CaseIterable {
    /// More is wrong, less is known of what was good, or it came with trouble.
    case worse
    case better
    /// Trouble that was known and of which it cannot be told now whether it is still there: not better.
    case noLongerKnown = "no-longer-known"
    /// It came, and nothing is wrong with it.
    case appeared
    /// It is gone, or nobody looks at it any more, and it was not good before.
    case vanished
    /// Somebody accepts it now.
    case waived
    /// As good as before, for other reasons or in another way.
    case changed
    case same

    /// What became of a result; nil is one that is not there.
    package init(from old: Standing?, to new: Standing?) {
        let before = old.flatMap { $0.isLookedAt ? $0 : nil }
        let after = new.flatMap { $0.isLookedAt ? $0 : nil }
        switch (before, after) {
        case (nil, nil): self = .same
        case (nil, let after?): self = after.status == .waived ? .waived : after.rank > 0 ? .worse : .appeared
        // Not looking is not good; nor does it mend anything.
        case (let before?, nil): self = before.rank == 0 ? .worse : .vanished
        case (let before?, let after?): self.init(from: before, to: after)
        }
    }

    private init(from old: Standing, to new: Standing) {
        if old == new {
            self = .same
        } else if new.status == .waived {
            self = old.status == .waived ? .changed : .waived
        } else if old.status == .waived {
            // The waiver is gone; what it covered may be gone too.
            self = new.rank == 0 ? .better : .worse
        } else if new.rank > old.rank {
            self = .worse
        } else if new.rank == old.rank {
            self = .changed
        } else {
            self = new.status == .undetermined && old.status != .undetermined ? .noLongerKnown : .better
        }
    }

    /// What became of a device by its verdict; nil is a device that is not there.
    ///
    /// Devices come and go. One that is gone is told, and is neither worse nor better.
    package init(from old: Report.Device.Verdict?, to new: Report.Device.Verdict?) {
        guard let new else {
            self = old == nil ? .same : .vanished
            return
        }
        guard let old else {
            self = new == .ready ? .appeared : .worse
            return
        }
        if old == new {
            self = .same
        } else if old.rank == new.rank {
            self = .changed
        } else if new.rank > old.rank {
            self = .worse
        } else {
            self = new == .undetermined ? .noLongerKnown : .better
        }
    }
}

extension Report.Device.Verdict {
    /// How far from ready it is.
    var rank: Int {
        switch self {
        case .ready: 0
        case .undetermined: 1
        case .managedElsewhere, .notReady: 2
        }
    }
}
