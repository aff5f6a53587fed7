/// The waivers of a run, held against what was found.
struct AppliedWaivers: Sendable {
    let given: GivenWaivers
    /// The checks that there are.
    let known: Set<CheckID>
    let inForce: WaiversInForce
    /// Absent where no waiver can have to do with devices.
    private(set) var devices: DeviceWaivers?

    init(_ given: GivenWaivers, known: Set<CheckID>) {
        self.given = given
        self.known = known
        inForce = WaiversInForce(given, known: known)
    }

    /// Finds out which devices the waivers fit.
    mutating func take(_ evaluation: Evaluation) {
        let findings = evaluation.judged.flatMap { entry in
            let found = entry.findings.map { [$0.common] + $0.bySet.values } ?? []
            return found.joined().filter { $0.subject.kind == .devices }.map { (entry.check, $0) }
        }
        devices = DeviceWaivers(inForce, findings)
        devices?.take(evaluation.directories, evaluation.evidence, evaluation.fleet)
    }

    /// The result with what waivers make of it; adds to `used` the numbers of those that had to do with it.
    func waived(_ result: Report.Result, _ tally: DeviceTally?, used: inout Set<Int>) -> Report.Result {
        guard result.status.canBeWaived else { return result }
        let codes = result.reasons.map(\.code)
        let cover = inForce.cover(result.check, codes, result.subject)
        used.formUnion(cover.numbers)
        if let tally { used.formUnion(tally.touching) }
        guard let tally, tally.notMet.total + tally.undetermined.total > 0 else {
            return cover.isWhole ? waived(result, by: cover.waiving) : result
        }
        guard tally.waived > 0 else { return result }
        var waived = result
        waived.waiver = .init(
            status: result.status, devices: tally.waived, by: waivers(tally.waiving.sorted()))
        // What is said of all, beside what is said of each, has to be accepted too.
        let rest = codes.filter { !tally.codes.contains($0) && !tally.codesLeft.contains($0) }
        guard rest.isEmpty || inForce.cover(result.check, rest, result.subject).isWhole else {
            return waived
        }
        if tally.isAllWaived {
            waived.status = .waived
        } else if tally.notMet.isAllWaived && tally.undetermined.total > 0 {
            // What is left is not known to be wrong.
            waived.status = .undetermined
        }
        return waived
    }

    private func waived(_ result: Report.Result, by numbers: [Int]) -> Report.Result {
        var waived = result
        waived.waiver = .init(status: result.status, by: waivers(numbers))
        waived.status = .waived
        return waived
    }

    private func waivers(_ numbers: [Int]) -> [Waiver] { numbers.map { given.waivers[$0] } }
}
