import Model

/// One synchronization server is active.
struct SyncNotStagingCheck: Check {
    let id: CheckID = "directory.sync-not-staging"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts
        guard !facts.directories.isEmpty || !facts.syncConfigurations.isEmpty else { return [] }
        return [Finding(.environment, verdict(facts.syncServers, facts.directoryExpectation))]
    }

    private func verdict(_ servers: [SyncServer], _ limits: DirectoryExpectation?) -> Verdict {
        guard !servers.isEmpty else { return .undetermined([SyncExport.missing("staging mode")]) }
        let active = servers.filter { $0.isStaging(limits) == false }
        if !active.isEmpty {
            let names = active.map(\.name).joined(separator: ", ")
            return .met(seen: "\(names) \(active.count == 1 ? "is" : "are") not in staging mode")
        }
        let untold = servers.filter { $0.isStaging(limits) == nil }
        guard untold.isEmpty else {
            return .undetermined(untold.prefix(5).map { reason($0, limits) })
        }
        return .notMet(
            servers.prefix(5).map {
                Reason(
                    .syncStaging, "\($0.name) is in staging mode, and so is every other server given",
                    facts: $0.ids)
            })
    }

    private func reason(_ server: SyncServer, _ limits: DirectoryExpectation?) -> Reason {
        if let told = server.newest(\.staging),
            let reason = SyncExport.objection(told.export, server.name, limits)
        {
            return reason
        }
        if let fault = server.exports.first(where: { $0.gaps.contains(.globalSettings) })?.faults.first {
            return Reason(fault.code, fault.detail, facts: server.ids)
        }
        let text =
            "what was given of \(server.name) does not tell whether it is in staging mode; \(SyncExport.howTo)"
        return Reason(.evidenceMissing, text, facts: server.ids)
    }
}
