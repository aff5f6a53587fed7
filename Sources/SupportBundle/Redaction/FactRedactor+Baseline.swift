package import Model

/// How a run stands beside an earlier one, whose report nobody redacted.
extension FactRedactor {
    /// Takes out of it what must not be in a bundle.
    ///
    /// - Parameters:
    ///   - outcome: What was found.
    ///   - original: The report of the run, as it was held against the earlier one.
    ///   - redacted: The report of the redacted facts.
    /// - Returns: The same of the redacted facts; nil where their results are not those of the run.
    package func redacted(
        _ outcome: BaselineOutcome, from original: Report, to redacted: Report
    ) -> BaselineOutcome? {
        guard level != .none else { return outcome }
        let same = zip(original.results, redacted.results).allSatisfy {
            $0.check == $1.check && $0.status == $1.status
        }
        guard same, original.results.count == redacted.results.count else { return nil }
        let pass = FactPass(level, pseudonyms, text, foreign)
        var result = outcome
        result.run.tool.version = pass.free(outcome.run.tool.version)
        result.run.catalogue = outcome.run.catalogue.map { .init(version: pass.free($0.version)) }
        result.run.host = pass.host(outcome.run.host)
        result.run.vantage = outcome.run.vantage.map(pass.vantage)
        result.run.requirementSet = pass.free(outcome.run.requirementSet)
        result.run.cloud = pass.free(outcome.run.cloud)
        result.doubts = outcome.doubts.map {
            pass.redacted($0, outcome.run.vantage, original.run.vantage)
        }
        let places = Dictionary(grouping: original.results.indices) {
            Place(original.results[$0].check, original.results[$0].subject)
        }
        result.results = outcome.results.map { change in
            let own = places[Place(change.check, change.subject)]?.filter {
                original.results[$0].status == change.to?.status
            }
            let place = own?.first { change.isOf(original.results[$0]) } ?? own?.first
            return pass.redacted(change, as: place.map { redacted.results[$0] })
        }
        if let devices = outcome.devices {
            let tokens = names(devices.groups, original.devices, redacted.devices)
            for index in devices.groups.indices {
                result.devices?.groups[index].examples = devices.groups[index].examples.map {
                    tokens[$0] ?? pass.computer($0)
                }
            }
        }
        return result
    }

    /// What the devices are called that are named as examples.
    private func names(
        _ groups: [DeviceChangeGroup], _ original: Report.Devices?, _ redacted: Report.Devices?
    ) -> [String: String] {
        guard let original, let redacted, original.count == redacted.count else { return [:] }
        let wanted = Set(groups.flatMap(\.examples))
        var tokens: [String: String] = [:]
        for position in original.indices {
            let name = original.owner(at: position).name
            if wanted.contains(name) { tokens[name] = redacted.owner(at: position).name }
        }
        return tokens
    }
}

/// A check and what it is about.
private struct Place: Hashable {
    var check: CheckID
    var subject: Subject

    init(_ check: CheckID, _ subject: Subject) {
        (self.check, self.subject) = (check, subject)
    }
}

extension ResultChange {
    /// Whether a result, of the same check and subject, is the one that it tells of.
    fileprivate func isOf(_ result: Report.Result) -> Bool {
        result.reasons.prefix(Self.maximumGrounds).map(\.message) == grounds.map(\.message)
    }
}

extension FactPass {
    /// Where a run was made, in its user's words.
    func vantage(_ original: String) -> String { masks ? names.token(.place, original) : free(original) }

    fileprivate func redacted(_ doubt: ComparisonDoubt, _ old: String?, _ new: String?) -> ComparisonDoubt {
        var result = doubt
        switch doubt.kind {
        case .vantage where masks:
            let words = [old, new].map { $0.map(vantage) ?? "none named" }
            result.message = "other vantage: \(words.joined(separator: ", then "))"
        case .paths where masks: result.message = "other way through the network"
        default: result.message = free(doubt.message)
        }
        return result
    }

    /// `shown` is what has become of the result that is there now; nil where it is not there any more.
    fileprivate func redacted(_ change: ResultChange, as shown: Report.Result?) -> ResultChange {
        var result = change
        guard let shown else {
            result.subject.name =
                change.subject == .environment ? change.subject.name : value(change.subject.name)
            result.title = free(change.title)
            result.breaks = free(change.breaks)
            result.remediation = free(change.remediation)
            for index in change.grounds.indices {
                result.grounds[index].message = free(change.grounds[index].message)
            }
            return result
        }
        result.subject = shown.subject
        result.grounds = shown.reasons.prefix(ResultChange.maximumGrounds).map(ResultChange.Ground.init)
        return result
    }
}
