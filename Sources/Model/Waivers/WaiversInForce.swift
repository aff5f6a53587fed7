/// Those waivers of a run that waive anything, ready to be held against results.
///
/// A waiver that has expired, or names a check or a reason that there is not, is none of them; nor is one of a check of
/// the waivers themselves, so that no waiver can hide what is wrong with another.
package struct WaiversInForce: Sendable {
    package struct Entry: Sendable {
        /// The number of the waiver in its list.
        package var number: Int
        package var check: CheckID?
        package var reason: ReasonCode?
        package var pattern: SubjectPattern
        /// What a pattern means, in lower case, where it was redacted; they count in its place, unless it is one of them.
        package var names: Set<String>?

        /// The name that it means, in lower case, whatever of: a device, an id or all devices; nil where there are wildcards.
        var onlyName: String? {
            guard let name = pattern.onlyName else { return nil }
            return names?.contains(name) ?? true ? name : nil
        }

        func means(_ name: String, _ kind: SubjectPattern.Kind) -> Bool {
            guard let names else { return pattern.means(name, kind) }
            if let onlyName, onlyName == name.lowercased() { return true }
            // As wildcards do, it means no id and no word for all, though a domain's own results may be called like all in it.
            return kind != .identifier && names.contains(name.lowercased())
        }
    }

    package let entries: [Entry]

    package init(_ given: GivenWaivers?, known: Set<CheckID>) {
        guard let given else {
            entries = []
            return
        }
        let meanings = Dictionary(
            (given.meanings ?? []).map { ($0.waiver, Set($0.names.map { $0.lowercased() })) }
        ) { $0.union($1) }
        entries = given.waivers.enumerated().compactMap { number, waiver in
            guard waiver.isInForce(at: given.judgedAt) else { return nil }
            let pattern = SubjectPattern(waiver.subject)
            if let check = waiver.check.map({ CheckID($0) }) {
                guard known.contains(check), check.area != .waivers, waiver.reason == nil else { return nil }
                return Entry(
                    number: number, check: check, reason: nil, pattern: pattern, names: meanings[number])
            }
            guard let reason = waiver.reason.flatMap({ ReasonCode(rawValue: $0) }), !reason.isOfWaivers else {
                return nil
            }
            return Entry(
                number: number, check: nil, reason: reason, pattern: pattern, names: meanings[number])
        }
    }

    /// What waivers say to a result.
    package struct Cover: Sendable, Equatable {
        /// Numbers of the waivers that have something to do with it, in ascending order.
        package var numbers: [Int] = []
        /// Numbers of those by which all of it is waived; empty where something is left.
        package var waiving: [Int] = []

        package var isWhole: Bool { !waiving.isEmpty }
    }

    /// What they say to a result of `check` for `codes`, of `subject`.
    package func cover(_ check: CheckID, _ codes: [ReasonCode], _ subject: Subject) -> Cover {
        Self.cover(
            check, codes,
            entries.lazy.filter { entry in
                (entry.check == check || entry.reason.map(codes.contains) ?? false)
                    && entry.means(subject.name, subject.kind == .devices ? .identifier : .name)
            }.map { ($0.number, $0.check == check, $0.reason) })
    }

    /// The same, `entries` being those whose patterns match: their numbers, whether they are of this check, and their reasons.
    ///
    /// All reasons have to be accepted: one by itself, or all at once where the check is.
    static func cover(
        _ check: CheckID, _ codes: [ReasonCode],
        _ entries: some Sequence<(number: Int, isOfCheck: Bool, reason: ReasonCode?)>
    ) -> Cover {
        var (cover, ofCheck, accepted) = (Cover(), [Int](), Set<ReasonCode>())
        for entry in entries {
            guard entry.isOfCheck || entry.reason.map(codes.contains) ?? false else { continue }
            cover.numbers.append(entry.number)
            if entry.isOfCheck { ofCheck.append(entry.number) }
            if let reason = entry.reason { accepted.insert(reason) }
        }
        guard !cover.numbers.isEmpty, check.area != .waivers else { return Cover() }
        if !ofCheck.isEmpty {
            cover.waiving = ofCheck
        } else if codes.allSatisfy(accepted.contains) {
            cover.waiving = cover.numbers
        }
        return cover
    }
}

extension Status {
    /// Whether somebody may accept it: what is right, does not apply or was not asked for needs nobody's leave.
    package var canBeWaived: Bool {
        switch self {
        case .fail, .warning, .note, .undetermined: true
        case .pass, .notApplicable, .skipped, .waived: false
        }
    }
}
