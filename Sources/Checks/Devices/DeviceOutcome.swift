import Model

/// The judgements of all devices, counted and grouped.
struct DeviceOutcome {
    typealias Mark = FleetOutcome.Mark
    typealias Group = FleetOutcome.Group

    let fleet: FleetOutcome
    private let total: Int
    /// What is known to be wrong first, then by how many devices.
    private let troubles: [Trouble]

    /// Devices that share a code and a mark.
    private struct Trouble {
        var code: ReasonCode
        var mark: Mark
        var count: Int
        var example: String
        var facts: [String]
    }

    init(_ all: DeviceViews, _ judgements: [DeviceJudgement]) {
        let views = all.views
        var marks = MarkCounts()
        var totals: [String: Int] = [:]
        var groups: [Key: Group] = [:]
        var troubles: [Trouble] = []
        var devices: [FleetOutcome.Device] = []
        devices.reserveCapacity(views.count)
        for (number, judgement) in judgements.enumerated() {
            let view = views[number]
            let weight = view.fact.weight
            marks.add(weight, judgement.mark)
            let details = judgement.reasons.map { Report.Device.Reason($0.code, $0.message) }
            devices.append(
                .init(
                    name: view.fact.path, mark: judgement.mark, code: judgement.reasons.first?.code,
                    details: details))
            guard judgement.mark != .notApplicable else { continue }
            let name = judgement.group ?? all.systems[number]
            totals[name, default: 0] += weight
            guard let reason = judgement.reasons.first else { continue }
            groups[
                Key(name: name, code: reason.code, mark: judgement.mark),
                default: Group(
                    name: name, code: reason.code, verdict: judgement.mark, count: 0, total: 0, examples: [])
            ].add(view.fact)
            Self.add(reason, judgement.mark, view.fact, to: &troubles)
        }
        let counts = marks.byName
        for key in groups.keys { groups[key]?.total = totals[key.name] ?? 0 }
        total = views.reduce(0) { $0 + $1.fact.weight } - (counts[Mark.notApplicable.rawValue] ?? 0)
        fleet = FleetOutcome(
            counts: counts, leftOut: [:], groups: groups.values.sorted(by: Self.isWorse), devices: devices)
        self.troubles = troubles.sorted {
            ($0.mark == .notMet ? 0 : 1, -$0.count) < ($1.mark == .notMet ? 0 : 1, -$1.count)
        }
    }

    private static func add(
        _ reason: Reason, _ mark: Mark, _ fact: DeviceFact, to troubles: inout [Trouble]
    ) {
        if let index = troubles.firstIndex(where: { $0.code == reason.code && $0.mark == mark }) {
            troubles[index].count += fact.weight
            // A report that names every device of a fleet here would be read by nobody.
            if troubles[index].facts.count < 10 { troubles[index].facts.append(fact.id) }
        } else {
            troubles.append(
                Trouble(
                    code: reason.code, mark: mark, count: fact.weight,
                    example: "\(fact.name): \(reason.message)",
                    facts: [fact.id]))
        }
    }

    private struct Key: Hashable {
        var name: String
        var code: ReasonCode
        var mark: Mark
    }

    private static func isWorse(_ left: Group, _ right: Group) -> Bool {
        if left.verdict != right.verdict { return left.verdict == .notMet }
        if left.count != right.count { return left.count > right.count }
        return (left.name, left.code.rawValue) < (right.name, right.code.rawValue)
    }

    var verdict: Verdict {
        let reasons = troubles.prefix(5).map { trouble in
            let devices = total == 1 ? "device" : "devices"
            let text =
                trouble.count == 1 && total == 1
                ? trouble.example : "\(trouble.count) of \(total) \(devices), such as \(trouble.example)"
            return Reason(trouble.code, text, facts: trouble.facts)
        }
        if fleet.counts[Mark.notMet.rawValue] ?? 0 > 0 { return .notMet(reasons) }
        if fleet.counts[Mark.undetermined.rawValue] ?? 0 > 0 { return .undetermined(reasons) }
        let met = fleet.counts[Mark.met.rawValue] ?? 0
        guard met > 0 else { return .notApplicable(why: "applies to none of the devices") }
        let others = fleet.counts.values.reduce(0, +) - met
        let rest = others == 0 ? "" : "; it does not apply to \(others)"
        return .met(seen: (met == 1 ? "1 device" : "all \(met) devices") + rest)
    }
}

/// Devices by mark; a dictionary by the marks' names takes its time with very many devices.
private struct MarkCounts {
    private var met = 0
    private var notMet = 0
    private var undetermined = 0
    private var notApplicable = 0

    mutating func add(_ weight: Int, _ mark: FleetOutcome.Mark) {
        switch mark {
        case .met: met += weight
        case .notMet: notMet += weight
        case .undetermined: undetermined += weight
        case .notApplicable: notApplicable += weight
        }
    }

    /// Every mark is there, also with 0.
    var byName: [String: Int] {
        typealias Mark = FleetOutcome.Mark
        return [
            Mark.met.rawValue: met, Mark.notMet.rawValue: notMet,
            Mark.undetermined.rawValue: undetermined, Mark.notApplicable.rawValue: notApplicable,
        ]
    }
}

extension FleetOutcome.Group {
    fileprivate mutating func add(_ fact: DeviceFact) {
        count += fact.weight
        if examples.count < 3 {
            examples += (fact.members?.examples ?? [fact.name]).prefix(3 - examples.count)
        }
    }
}
