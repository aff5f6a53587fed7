import Model

/// A controller of each domain answered and let the reader in.
struct ControllerReachableCheck: Check {
    let id: CheckID = "directory.controller-reachable"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let all = evidence.facts.directories
        return all.map { Finding($0.subject, verdict($0, all)) }
    }

    private func verdict(_ directory: DirectoryFact, _ all: [DirectoryFact]) -> Verdict {
        guard directory.failure == nil, let controller = directory.controller else {
            return unreached(directory)
        }
        guard controller.isActiveDirectory else {
            let text = "\(controller.server) answers, and does not say that it is Active Directory"
            return .undetermined([directory.reason(.directoryNotActiveDirectory, text)])
        }
        let unread = directory.unreadDomains(among: all)
        let more =
            unread.isEmpty ? "" : "; it names domains that were not read: \(unread.joined(separator: "; "))"
        return .met(seen: seen(controller, directory) + more)
    }

    private func seen(_ controller: ControllerFact, _ directory: DirectoryFact) -> String {
        let took = directory.attempts.last.map { " in \(Int(nearest: $0.milliseconds)) ms" } ?? ""
        let failed = directory.attempts.compactMap { attempt in
            attempt.failure.map { Self.words(attempt, $0) }
        }
        return "\(controller.name)\(took), \(controller.security.words), \(controller.signIn.words)"
            + (failed.isEmpty ? "" : "; before it failed: " + Self.list(failed))
    }

    private func unreached(_ directory: DirectoryFact) -> Verdict {
        let failed = directory.attempts.filter { $0.failure != nil }
        var reasons: [Reason] = []
        var codes: [ReasonCode] = []
        for attempt in failed {
            guard let code = attempt.failure?.code, !codes.contains(code) else { continue }
            codes.append(code)
            let same = failed.compactMap { attempt in
                attempt.failure.flatMap { $0.code == code ? Self.words(attempt, $0) : nil }
            }
            reasons.append(directory.reason(code, Self.list(same)))
        }
        // What ended the reading after a controller had answered is no attempt's failure.
        if let failure = directory.failure, !codes.contains(failure.code) {
            reasons.append(directory.reason(failure.code, failure.detail))
        }
        guard !reasons.isEmpty else {
            return .undetermined([directory.reason(.evidenceMissing, "no controller was asked")])
        }
        return isDead(directory, failed) ? .notMet(reasons) : .undetermined(reasons)
    }

    /// Whether no controller spoke LDAP, so that nobody else here would have got an answer either.
    private func isDead(_ directory: DirectoryFact, _ failed: [ControllerAttempt]) -> Bool {
        guard directory.controller == nil else { return false }
        guard !failed.isEmpty else { return directory.failure.map { Self.isDead($0.code) } ?? false }
        return failed.count == directory.attempts.count
            && failed.allSatisfy { attempt in
                switch attempt.step {
                // It had answered by then.
                case .bind, .search: false
                case .find, .name, .tcp, .tls, .rootDSE: attempt.failure.map { Self.isDead($0.code) } ?? false
                }
            }
    }

    /// What says that nobody answers; all else says more of the reader, or of this run.
    private static func isDead(_ code: ReasonCode) -> Bool {
        switch code {
        case .ldapNoControllerFound, .ldapUnavailable, .ldapTimeout, .ldapProtocolError: true
        default: ["dns.", "tcp.", "tls."].contains { code.rawValue.hasPrefix($0) }
        }
    }

    private static func words(_ attempt: ControllerAttempt, _ failure: Unreadable) -> String {
        let named = failure.detail.hasPrefix(attempt.server) ? "" : "\(attempt.server): "
        return "\(named)\(failure.detail) (\(attempt.step.rawValue))"
    }

    private static func list(_ words: [String]) -> String {
        let rest = words.count - 3
        return words.prefix(3).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    }
}

extension ControllerFact.Security {
    fileprivate var words: String {
        switch self {
        case .ldaps: "over ldaps"
        case .startTLS: "over StartTLS"
        case .sasl: "over ldap, sealed by the sign-in"
        case .cleartext: "over ldap without encryption"
        }
    }
}

extension ControllerFact.SignIn {
    fileprivate var words: String {
        switch self {
        case .anonymous: "without a sign-in"
        case .simple: "as a user with a password"
        case .gssapi: "as a user with Kerberos"
        }
    }
}
