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
        if let reason = rivals(active) { return .undetermined([reason]) }
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

    /// Two active servers that send the same forest to one tenant, as far as their exports tell.
    private func rivals(_ active: [SyncServer]) -> Reason? {
        for (index, first) in active.enumerated() {
            for second in active[..<index] where second.mayRival(first) {
                let text =
                    "\(second.name) and \(first.name) are both active for one forest, which one tenant does not support; "
                    + "only one may be, and the others belong in staging mode"
                return Reason(.syncStaging, text, facts: second.ids + first.ids)
            }
        }
        return nil
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

extension SyncServer {
    /// Whether both may send the same forest to the same tenant; what an export does not tell may be the same.
    fileprivate func mayRival(_ other: SyncServer) -> Bool {
        guard let mine = scope, let theirs = other.scope else { return false }
        let isHidden = (mine.gaps + theirs.gaps).contains(.connectors)
        let tenants = Set(mine.tenants)
        let areTenantsApart =
            !tenants.isEmpty && !theirs.tenants.isEmpty && tenants.isDisjoint(with: theirs.tenants)
        if areTenantsApart && !isHidden { return false }
        return isHidden || !mine.partitionNames.isDisjoint(with: theirs.partitionNames)
    }
}
