import Model

/// Every computer that counts has published a certificate of its own that is valid.
struct DeviceCertificatesCheck: Check {
    let id: CheckID = "directory.device-certificates-published"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        evidence.facts.directories.map { finding($0, evidence) }
    }

    private func finding(_ directory: DirectoryFact, _ evidence: Evidence) -> Finding {
        let facts = evidence.facts
        let subject = Subject(.devices, directory.domain)
        guard let all = directory.computers.value else {
            return Finding(subject, directory.computersUnread)
        }
        let limits = facts.directoryExpectation ?? DirectoryExpectation(judgedAt: directory.observedAt)
        var computers = Computers(all, of: directory, evidence)
        computers.leaveOut(.unsupportedVersion, whoseSystem: \.isTooOldForHybridJoin)
        guard !computers.counted.isEmpty else {
            return Finding(subject, .notApplicable(why: computers.whyNone))
        }
        let federated = facts.federation.filter { $0.realm.value?.account == .federated }
        let judge = Judge(limits: limits, isFederated: !federated.isEmpty)
        let outcome = FleetOutcome(
            computers.counted, computers.counted.map(judge.judge), leftOut: computers.leftOut)
        let verdict = outcome.verdict(
            seen: seen(computers), facts: [directory.id] + federated.map(\.id),
            words: Words(federated: federated.map(\.domain)).about)
        return Finding(subject, verdict, fleet: outcome)
    }

    private func seen(_ computers: Computers) -> String {
        let count = computers.counted.count
        let left = computers.leftOutInWords
        return (count == 1 ? "1 computer has" : "all \(count) computers have")
            + " published a certificate that is valid" + (left.isEmpty ? "" : " (not counted: \(left))")
    }

    private struct Judge {
        var limits: DirectoryExpectation
        /// A federated join writes no certificate, so that none being there tells nothing.
        var isFederated: Bool

        func judge(_ computer: ComputerFact) -> Judged {
            let state = computer.certificates
            if let end = state.deviceNotAfter {
                if end.seconds(until: limits.judgedAt) > 0 { return bad(.certificateExpired) }
                // Windows dates it at the moment of its making, so one of the two clocks is wrong.
                if let begin = state.deviceNotBefore, begin.seconds(until: limits.judgedAt) < 0 {
                    return .undetermined(.evidenceInconclusive)
                }
                return .met
            }
            if state.values == 0 { return bad(.certificateMissing) }
            // Without the computer's id nobody can tell which certificate is its own.
            if computer.objectGUID == nil { return .undetermined(.directoryUnsupportedValue) }
            return state.undecodable > 0 ? .undetermined(.certificateUndecodable) : bad(.certificateForeign)
        }

        private func bad(_ code: ReasonCode) -> Judged {
            isFederated ? .undetermined(code) : .notMet(code)
        }
    }

    /// What is said of the computers that share a code.
    private struct Words {
        var federated: [String]

        func about(_ code: ReasonCode) -> String {
            switch code {
            case .certificateMissing: "have published no certificate\(exception)"
            case .certificateForeign: "have published certificates, and none that is their own\(exception)"
            case .certificateExpired: "have published a certificate that has expired\(exception)"
            case .certificateUndecodable: "have published values that are no certificates"
            case .directoryUnsupportedValue:
                "have published certificates, and no objectGUID that tells which are their own"
            default: "have published a certificate that is not valid yet, by this host's clock"
            }
        }

        private var exception: String {
            federated.isEmpty
                ? "" : ", which proves nothing, since \(federated.joined(separator: " and ")) is federated"
        }
    }
}

/// Source: <https://learn.microsoft.com/entra/identity/devices/hybrid-join-plan>
extension ComputerFact {
    /// A client before Windows 10 1607, or a server before 2012 R2; never one whose version is not told.
    var isTooOldForHybridJoin: Bool {
        guard let text = operatingSystemVersion else { return false }
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.map { Int($0) }
        guard numbers.count > 1, let major = numbers[0], let minor = numbers[1] else { return false }
        guard major >= 10 else {
            return isKnownClient || (major, minor) < (6, 3)
        }
        guard isKnownClient, (major, minor) == (10, 0), numbers.count > 2, let build = numbers[2] else {
            return false
        }
        return build < 14393
    }

    private var isKnownClient: Bool {
        guard let system = operatingSystem?.lowercased() else { return false }
        return system.contains("windows") && !system.contains("server")
    }
}
