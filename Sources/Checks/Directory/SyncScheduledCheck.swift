import Model

/// The scheduler of an active synchronization server runs.
struct SyncScheduledCheck: Check {
    let id: CheckID = "directory.sync-scheduled"

    /// Seconds. Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler>
    private static let longest = 7 * 86400.0

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts
        guard !facts.directories.isEmpty || !facts.syncConfigurations.isEmpty else { return [] }
        return [Finding(.environment, verdict(facts.syncServers, facts.directoryExpectation))]
    }

    private func verdict(_ all: [SyncServer], _ limits: DirectoryExpectation?) -> Verdict {
        guard !all.isEmpty else { return .undetermined([SyncExport.missing("schedule")]) }
        let servers = all.filter { $0.isStaging(limits) != true }
        guard !servers.isEmpty else {
            let text = "only servers in staging mode were exported, and their schedule sends nothing"
            return .undetermined(
                [Reason(.syncStaging, text, facts: all.flatMap(\.ids))],
                blockedBy: ["directory.sync-not-staging"])
        }
        return servers.map { opinion($0, limits) }.verdict
    }

    private func opinion(_ server: SyncServer, _ limits: DirectoryExpectation?) -> SyncOpinion {
        guard let told = server.newest(\.scheduled) else {
            if let fault = server.exports.first(where: { $0.gaps.contains(.globalSettings) })?.faults.first {
                return .undetermined(Reason(fault.code, fault.detail, facts: server.ids))
            }
            let text = "what was given of \(server.name) does not tell its schedule; \(SyncExport.howTo)"
            return .undetermined(Reason(.evidenceMissing, text, facts: server.ids))
        }
        if let reason = SyncExport.objection(told.export, server.name, limits) {
            return .undetermined(reason)
        }
        guard told.value else {
            let text = "the scheduler of \(server.name) is suspended, or its cycle is off"
            return .notMet(Reason(.syncNotScheduled, text, facts: [told.export.id]))
        }
        guard let interval = told.export.interval else {
            if told.export.gaps.contains(.globalSettings), let fault = told.export.faults.last {
                return .undetermined(Reason(fault.code, fault.detail, facts: [told.export.id]))
            }
            return .met("\(server.name) synchronises by itself")
        }
        guard interval > 0 else {
            let text = "the interval at which \(server.name) synchronises is not understood"
            return .undetermined(Reason(.syncConfigurationUnreadable, text, facts: [told.export.id]))
        }
        guard interval <= Self.longest else {
            let text =
                "\(server.name) synchronises every \(Int(whole: interval / 86400)) days, which is longer than a week"
            return .notMet(Reason(.syncNotScheduled, text, facts: [told.export.id]))
        }
        return .met("\(server.name) synchronises every \(Int(whole: interval / 60)) minutes")
    }
}
