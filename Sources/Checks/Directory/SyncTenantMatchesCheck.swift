import Model

/// The synchronization servers send to the tenant that the configuration names.
struct SyncTenantMatchesCheck: Check {
    let id: CheckID = "directory.sync-tenant-matches"

    /// Something that names a tenant.
    private struct Witness {
        var what: String
        var domains: [String]
        var fact: String
        /// Why what it says proves nothing by itself.
        var objection: Reason?
    }

    func evaluate(_ evidence: Evidence) -> [Finding] {
        let facts = evidence.facts
        let exports = facts.syncConfigurations.compactMap { export -> Witness? in
            guard !export.tenants.isEmpty else { return nil }
            let name = export.server ?? export.path
            return Witness(
                what: "the export of \(name)", domains: export.tenants, fact: export.id,
                objection: SyncExport.objection(export, name, facts.directoryExpectation))
        }
        guard !facts.directories.isEmpty else {
            guard !facts.syncConfigurations.isEmpty else { return [] }
            let none = Reason(
                .evidenceMissing, "no export that was given names a tenant",
                facts: facts.syncConfigurations.map(\.id))
            return [Finding(.environment, doubted(verdict(exports, otherwise: [none], facts), facts))]
        }
        return facts.directories.map { directory in
            let (witnesses, doubts) = witnesses(in: directory)
            let verdict = doubted(verdict(witnesses + exports, otherwise: doubts, facts), facts)
            return Finding(directory.subject, blocked(verdict, directory))
        }
    }

    /// The accounts of a directory that name a tenant, and what is wrong with the others.
    private func witnesses(in directory: DirectoryFact) -> ([Witness], [Reason]) {
        switch directory.syncAccounts {
        case .unreadable(let why):
            return ([], [Reason(why.code, "\(directory.domain): \(why.detail)", facts: [directory.id])])
        case .absent: return ([], [absent(directory)])
        case .present(let accounts):
            let enabled = accounts.filter { !$0.disabled }
            guard !enabled.isEmpty else { return ([], [absent(directory)]) }
            var witnesses: [Witness] = []
            var doubts: [Reason] = []
            for account in enabled {
                let domains = account.description?.tenantDomains ?? []
                if domains.isEmpty {
                    let text =
                        account.description == nil
                        ? "the description of the account \(account.name) cannot be read"
                        : "the description of the account \(account.name) names no tenant"
                    doubts.append(
                        Reason(.evidenceMissing, "\(directory.domain): \(text)", facts: [directory.id]))
                } else {
                    witnesses.append(
                        Witness(what: "the account \(account.name)", domains: domains, fact: directory.id))
                }
            }
            return (witnesses, doubts)
        }
    }

    private func absent(_ directory: DirectoryFact) -> Reason {
        let text =
            "\(directory.domain): there is no enabled account with which a synchronisation server reads the directory, "
            + "or it has a name of its own; give an export of the server"
        return Reason(.syncNoAccount, text, facts: [directory.id])
    }

    private func verdict(
        _ witnesses: [Witness], otherwise doubts: [Reason], _ facts: FactSet
    ) -> Verdict {
        guard !witnesses.isEmpty else { return .undetermined(Array(doubts.prefix(5))) }
        let named = Set(witnesses.flatMap(\.domains))
        let said = witnesses.prefix(5).map { "\($0.what) names \($0.domains.joined(separator: " and "))" }
            .joined(separator: ", ")
        let ids = witnesses.map(\.fact).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard let expected = Self.initialDomain(facts.tenant) else {
            let answers = TenantAnswers(named.sorted(), facts)
            return answers.verdict(said, ids) ?? objection(to: witnesses)
                ?? .met(
                    seen: "\(said), which is tenant \(answers.expected.sorted().joined(separator: " and "))")
        }
        guard named.contains(expected) else {
            return .notMet([Reason(.tenantMismatch, "\(said), and the tenant is \(expected)", facts: ids)])
        }
        guard named.count == 1 else {
            return .undetermined([
                Reason(.tenantSourcesDisagree, "\(said), and the tenant is \(expected)", facts: ids)
            ])
        }
        return objection(to: witnesses) ?? .met(seen: said)
    }

    /// Undetermined instead of met where a connector that cannot be read may name another tenant.
    private func doubted(_ verdict: Verdict, _ facts: FactSet) -> Verdict {
        guard case .met = verdict else { return verdict }
        let hidden = facts.syncServers.compactMap(\.scope).compactMap(SyncExport.incompleteness)
        return hidden.isEmpty ? verdict : .undetermined(Array(hidden.prefix(5)))
    }

    /// Undetermined where no witness proves anything by itself.
    private func objection(to witnesses: [Witness]) -> Verdict? {
        let objections = witnesses.compactMap(\.objection)
        return objections.count < witnesses.count ? nil : .undetermined(Array(objections.prefix(5)))
    }

    /// The name to compare with, if the configuration has one that can be.
    private static func initialDomain(_ tenant: TenantExpectation?) -> String? {
        if let domain = tenant?.initialDomain?.lowercased() { return domain }
        guard let domain = tenant?.domain?.lowercased(), domain.isTenantDomain else { return nil }
        return domain
    }

    private func blocked(_ verdict: Verdict, _ directory: DirectoryFact) -> Verdict {
        guard case .undetermined(let reasons, _) = verdict, directory.failure != nil,
            case .unreadable = directory.syncAccounts,
            reasons.allSatisfy({ $0.facts == [directory.id] })
        else { return verdict }
        return .undetermined(reasons, blockedBy: ["directory.controller-reachable"])
    }
}
