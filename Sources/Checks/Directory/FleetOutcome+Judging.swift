import Model

/// What a check thinks of one computer.
struct Judged: Equatable {
    var mark: FleetOutcome.Mark
    /// Absent where the mark is `met`.
    var code: ReasonCode?

    static let met = Judged(mark: .met, code: nil)

    static func notMet(_ code: ReasonCode) -> Judged { Judged(mark: .notMet, code: code) }

    static func undetermined(_ code: ReasonCode) -> Judged { Judged(mark: .undetermined, code: code) }
}

extension FleetOutcome {
    /// Counts and groups what was judged of each of `computers`, in their order.
    init(_ computers: CountedComputers, _ judged: [Judged], leftOut: [String: Int]) {
        var marks: (met: Int, notMet: Int, undetermined: Int) = (0, 0, 0)
        let containers = computers.index.containers
        var totals = [Int](repeating: 0, count: containers.count)
        // By the number of the container; there are few of each.
        var groups = [[Group]](repeating: [], count: containers.count)
        var devices: [Device] = []
        devices.reserveCapacity(computers.count)
        for place in computers.indices {
            let (mark, code) = (judged[place].mark, judged[place].code)
            switch mark {
            case .met: marks.met += 1
            case .notMet: marks.notMet += 1
            case .undetermined: marks.undetermined += 1
            case .notApplicable: break
            }
            devices.append(Device(name: computers[place].dn, mark: mark, code: code))
            let container = computers.container(at: place)
            totals[container] += 1
            guard let code else { continue }
            let known = groups[container].firstIndex { $0.code == code && $0.verdict == mark }
            let index = known ?? groups[container].count
            if known == nil {
                groups[container].append(
                    Group(
                        name: String(containers[container]), code: code, verdict: mark, count: 0,
                        total: 0, examples: []))
            }
            groups[container][index].count += 1
            if groups[container][index].examples.count < 3 {
                groups[container][index].examples.append(computers[place].name)
            }
        }
        let counted = zip(groups, totals).flatMap { groups, total in
            groups.map { group in
                var group = group
                group.total = total
                return group
            }
        }
        let counts: [(Mark, Int)] = [
            (.met, marks.met), (.notMet, marks.notMet), (.undetermined, marks.undetermined),
        ]
        self.init(
            counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) }), leftOut: leftOut,
            groups: counted.sorted(by: Self.isWorse), devices: devices)
    }

    /// What is known to be wrong comes before what is not known; then the larger group.
    private static func isWorse(_ left: Group, _ right: Group) -> Bool {
        if left.verdict != right.verdict { return left.verdict == .notMet }
        if left.count != right.count { return left.count > right.count }
        return (left.name, left.code.rawValue) < (right.name, right.code.rawValue)
    }

    /// The verdict over all: one reason for each code, the worst first.
    ///
    /// `words` tells what is the matter with the computers of a code, to stand behind `3 of 7 computers`.
    func verdict(seen: String, facts: [String], words: (ReasonCode) -> String) -> Verdict {
        let reasons = groups.codes.prefix(5).map { code, verdict in
            reason(code, verdict, facts, words(code))
        }
        if counts[Mark.notMet.rawValue] ?? 0 > 0 { return .notMet(reasons) }
        if counts[Mark.undetermined.rawValue] ?? 0 > 0 { return .undetermined(reasons) }
        return .met(seen: seen)
    }

    private func reason(_ code: ReasonCode, _ mark: Mark, _ facts: [String], _ words: String) -> Reason {
        let mine = groups.filter { $0.code == code && $0.verdict == mark }
        let count = mine.reduce(0) { $0 + $1.count }
        var text = "\(count) of \(devices.count) \(devices.count == 1 ? "computer" : "computers")"
        if let worst = mine.first {
            let place = worst.name.isEmpty ? "without a readable container" : "in \(worst.name)"
            text += mine.count == 1 ? ", all \(place)," : ", \(worst.count) of them \(place),"
        }
        text += " " + words
        return Reason(code, text, facts: facts)
    }
}

extension [FleetOutcome.Group] {
    /// The codes there are, those that are known to be wrong first, then by how many computers.
    fileprivate var codes: [(ReasonCode, FleetOutcome.Mark)] {
        var sums: [(code: ReasonCode, mark: FleetOutcome.Mark, count: Int)] = []
        for group in self {
            if let index = sums.firstIndex(where: { $0.code == group.code && $0.mark == group.verdict }) {
                sums[index].count += group.count
            } else {
                sums.append((group.code, group.verdict, group.count))
            }
        }
        return sums.sorted {
            $0.mark != $1.mark ? $0.mark == .notMet : $0.count > $1.count
        }.map { ($0.code, $0.mark) }
    }
}
