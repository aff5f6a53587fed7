import Model

/// Every computer that counts is in the scope of a synchronization server that is active.
struct ComputersInSyncScopeCheck: Check {
    let id: CheckID = "directory.computers-in-sync-scope"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts
        guard !facts.directories.isEmpty || facts.syncConfigurations.isEmpty else {
            let text =
                "an export was given and no domain, so that no computer was read; give directory.domain"
            return [Finding(.environment, .undetermined([Reason(.inputNotGiven, text)]))]
        }
        return facts.directories.map { finding($0, evidence) }
    }

    private func finding(_ directory: DirectoryFact, _ evidence: Evidence) -> Finding {
        let facts = evidence.facts
        let subject = Subject(.devices, directory.domain)
        guard let all = directory.computers.value else {
            return Finding(subject, directory.computersUnread)
        }
        let limits = facts.directoryExpectation ?? DirectoryExpectation(judgedAt: directory.observedAt)
        let computers = Computers(all, of: directory, evidence)
        guard !computers.counted.isEmpty else {
            return Finding(subject, .notApplicable(why: computers.whyNone))
        }
        let servers = SyncServer.all(facts.syncConfigurations)
        let judged = SyncScope(servers, limits).judge(computers.counted)
        let outcome = FleetOutcome(computers.counted, judged, leftOut: computers.leftOut)
        let words = Words(
            servers: servers, limits: limits, computers: computers.counted,
            unclear: judged.count { $0.code == .evidenceInconclusive })
        let verdict = outcome.verdict(
            seen: words.seen(computers), facts: [directory.id] + servers.flatMap(\.ids), words: words.about)
        return Finding(subject, verdict, fleet: outcome)
    }

    /// What is said of the computers that share a code.
    private struct Words {
        var servers: [SyncServer]
        var limits: DirectoryExpectation
        var computers: CountedComputers
        /// How many of them are undetermined for what their names or the lists of containers are.
        var unclear: Int

        func seen(_ computers: Computers) -> String {
            let count = computers.counted.count
            let names = servers.map(\.name).joined(separator: ", ")
            let scope = "in the scope that \(names) \(servers.count == 1 ? "has" : "have") been exported with"
            let left = computers.leftOutInWords
            return (count == 1 ? "1 computer is " : "all \(count) computers are ") + scope
                + (left.isEmpty ? "" : " (not counted: \(left))")
        }

        func about(_ code: ReasonCode) -> String {
            switch code {
            case .syncPartitionNotSelected: "are in a domain that is not selected for synchronisation"
            case .syncNotScheduled:
                "are in a domain that is selected, but that no run profile of the server imports"
            case .syncContainerOutOfScope: "are in containers that are not synchronised"
            case .syncDomainNotCovered: "are in a domain of which no export that was given speaks"
            case .syncGroupFilter:
                "are in scope only as members of the group that filters (\(groups)), and its members were not read"
            case .syncConfigurationOld: "cannot be judged: \(ages)"
            case .syncConfigurationUnreadable: "cannot be judged: \(faults)"
            case .syncConfigurationMissing:
                "cannot be judged, since no export of a synchronisation server was given: \(SyncExport.howTo); "
                    + "LDAP alone says that \(published) of them have published a device certificate"
            case .syncStaging:
                "are in a domain of which only servers in staging mode speak; export the active server as well"
            case .evidenceMissing:
                "are in the scope of a server of which is not told whether it is active; \(SyncExport.howTo)"
            default: reasonsForUnclear
            }
        }

        private var reasonsForUnclear: String {
            let nameless = computers.count { DistinguishedName($0.dn)?.parts.isEmpty ?? true }
            let container = "in containers of which the export says nothing clear"
            if nameless == 0 { return "are \(container)" }
            if nameless >= unclear { return "have a name that cannot be read" }
            return
                "cannot be judged: \(nameless) have a name that cannot be read, the others are \(container)"
        }

        private var groups: String {
            servers.flatMap { $0.scope?.forests ?? [] }.compactMap(\.filterGroup).joined(separator: "; ")
        }

        private var ages: String {
            servers.compactMap { server in
                server.scope?.staleness(limits).map { "the export of \(server.name) is \($0)" }
            }.joined(separator: ", ") + "; \(SyncExport.howTo)"
        }

        private var faults: String {
            let all = servers.flatMap(\.exports).flatMap(\.faults).map(\.detail)
            let more = all.count > 2 ? " and \(all.count - 2) more faults" : ""
            return all.isEmpty
                ? "a list of containers in an export cannot be read"
                : all.prefix(2).joined(separator: "; ") + more
        }

        private var published: Int { computers.count { $0.certificates.deviceNotAfter != nil } }
    }
}

/// How the evidence about synchronization is got.
enum SyncExport {
    static let command = #"Get-ADSyncServerConfiguration -Path C:\Temp\adsync"#
    static let howTo = "run \(command) in PowerShell on that server and give the folder"
}

extension DirectoryFact {
    /// The verdict where the domain's computers could not be read.
    var computersUnread: Verdict {
        guard case .unreadable(let why) = computers else {
            let text = "\(domain): the directory shows no computer at all to this reader"
            return .undetermined([Reason(.evidenceMissing, text, facts: [id])])
        }
        return unread(why)
    }
}

extension Computers {
    /// Why there is no computer to judge.
    var whyNone: String {
        leftOut.isEmpty ? "the domain has no computer" : "no computer counts (\(leftOutInWords))"
    }
}
