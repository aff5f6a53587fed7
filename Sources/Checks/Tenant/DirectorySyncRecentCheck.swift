import Model

/// The directory was synchronized with the tenant lately.
struct DirectorySyncRecentCheck: TenantCheck {
    let id: CheckID = "tenant.directory-sync-recent"

    func verdict(_ tenant: TenantFact, _ evidence: Evidence) -> Verdict {
        tenant.verdict(tenant.organization, "its organization") { organization in
            guard organization.onPremisesSyncEnabled == true else {
                return withoutSync(organization, tenant, evidence)
            }
            guard let last = organization.onPremisesLastSync else {
                let text = "it is set to be synchronized, and the answer does not tell when it last was"
                return .undetermined([tenant.reason(.evidenceMissing, text)])
            }
            let limit = evidence.references.tenant.syncOldAfter
            let said = "it was last synchronized at \(last.inUTC)"
            switch evidence.facts.tenantAge(of: last, limit: limit) {
            case .fresh: return .met(seen: said)
            case .old(let seconds):
                let text = "\(said), \(seconds.asAge) before the answer"
                return .notMet([tenant.reason(.tenantSyncOld, text)])
            case .oldSinceRead:
                let text = "\(said), and the answer is too old to tell of now"
                return .undetermined([tenant.reason(.evidenceOld, text)])
            case .future:
                let text = "\(said), which is yet to come"
                return .undetermined([tenant.reason(.evidenceInconclusive, text)])
            case .unknown:
                let text = "\(said), and nothing tells when the answer was given"
                return .undetermined([tenant.reason(.evidenceMissing, text)])
            }
        }
    }

    /// Where the tenant takes nothing over from a directory, which is amiss only if there is one.
    private func withoutSync(
        _ organization: Organization, _ tenant: TenantFact, _ evidence: Evidence
    ) -> Verdict {
        let facts = evidence.facts
        let last = organization.onPremisesLastSync.map { ", and was last at \($0.inUTC)" } ?? ""
        let said =
            organization.onPremisesSyncEnabled == nil && last.isEmpty
            ? "it was never synchronized with a directory" : "it is no longer synchronized\(last)"
        let saved = tenant.lists.first { $0.kind == .directoryComputers }?.count ?? 0
        let hasDirectory =
            !facts.directories.isEmpty || !facts.syncConfigurations.isEmpty
            || facts.directoryExpectation != nil
        guard !hasDirectory else { return .notMet([tenant.reason(.tenantSyncDisabled, said)]) }
        guard saved == 0 else {
            let text = "\(said), and \(saved.counted("computer", "computers")) of a directory are listed"
            return .notMet([tenant.reason(.tenantSyncDisabled, text)])
        }
        if let device = Self.hybridDevice(evidence) {
            let text = "\(said); yet \(device) is joined to a directory, says its object in Entra ID"
            return .undetermined([tenant.reason(.evidenceContradictory, text)])
        }
        return .notApplicable(why: "\(said), and no directory was configured")
    }

    /// A device whose object in Entra ID came from a directory, in words; nil where there is none.
    private static func hybridDevice(_ evidence: Evidence) -> String? {
        let known = evidence.references.devices.registration.trustTypes
        for fact in evidence.facts.devices {
            for number in fact.numbers(of: .entraTrust) {
                guard case .text(let trust) = fact.claims[number].value,
                    known[trust.lowercased()] == .hybridJoined
                else { continue }
                return (fact.members?.examples.first ?? fact.name).printable(limit: 60)
            }
        }
        return nil
    }
}
