import Model

/// Windows Server 2012 R2 with a device certificate passes the rules that make devices.
struct Server2012R2RuleCheck: Check {
    let id: CheckID = "directory.server-2012r2-rule"

    func evaluate(_ evidence: Evidence) -> [Finding] {
        evidence.facts.syncSubjects().compactMap { subject, directory, routes in
            guard let directory else { return nil }
            return Finding(subject, verdict(directory, routes, evidence))
        }
    }

    private func verdict(
        _ directory: DirectoryFact, _ routes: SyncRoutes, _ evidence: Evidence
    ) -> Verdict {
        guard let all = directory.computers.value else { return directory.computersUnread }
        let computers = Computers(all, of: directory, evidence).counted(onServer2012R2: true)
        guard !computers.isEmpty else {
            return .notApplicable(why: "no computer that counts runs Windows Server 2012 R2")
        }
        switch routes {
        case .none(let reason): return .wanting(reason)
        case .routes(let routes):
            let systems = SystemsOfComputers(computers)
            let limits = evidence.facts.directoryExpectation
            return routes.flatMap { opinions($0, systems, computers.count, limits) }.verdict
        }
    }

    private func opinions(
        _ route: SyncRoute, _ systems: SystemsOfComputers, _ count: Int, _ limits: DirectoryExpectation?
    ) -> [SyncOpinion] {
        let rules: ComputerRules
        switch ComputerRules.of(route, limits) {
        case .rules(let found): rules = found
        case .none(let reason): return [.undetermined(reason)]
        }
        guard rules.enabled.contains(where: \.makesDevices) else {
            let text = "\(route.name) has no enabled rule that makes a device of a computer"
            return [.undetermined(Reason(.syncRuleMissing, text, facts: [rules.id]))]
        }
        let chain = RuleChain(rules: rules.enabled)
        return systems.excess(route.name, rules.id)
            + systems.all.map { system in
                switch chain.outcome(for: system.computer(hasCertificate: true)) {
                case .filtered(let name):
                    let text =
                        "\(route.name): the rule \(name) keeps out \(system.words) even with a valid device certificate "
                        + "(\(count) such servers count)"
                    return .notMet(Reason(.syncRuleFilters, text, facts: [rules.id]))
                case .unknown(let why):
                    let text =
                        "\(route.name): whether \(system.words) passes the rules cannot be told: \(why)"
                    return .undetermined(Reason(.syncRuleNotUnderstood, text, facts: [rules.id]))
                case .passes:
                    let waits = chain.outcome(for: system.computer(hasCertificate: false))
                    let more = if case .filtered = waits { ", and waits for one" } else { "" }
                    return .met(
                        "by the rules of \(route.name), \(system.words) passes with a device certificate\(more)"
                    )
                }
            }
    }
}

/// The operating systems of some computers, each once.
struct SystemsOfComputers {
    struct System: Hashable {
        var name: String?
        var version: String?

        var words: String {
            [name ?? "an unknown system", version].compactMap(\.self).joined(separator: " ")
        }

        func computer(hasCertificate: Bool) -> SyncObject {
            SyncObject(system: name, version: version, hasCertificate: hasCertificate)
        }
    }

    /// Of each that was not looked at, nothing is known.
    static let most = 2000

    /// The most frequent first; at most ``most``.
    let all: [System]
    private let left: Int

    init(_ computers: CountedComputers) {
        var numbers = [Int](repeating: 0, count: computers.index.systems.count)
        for position in computers.indices { numbers[computers.system(at: position)] += 1 }
        let counts = zip(computers.examplesOfSystems, numbers).filter { $1 > 0 }.map { example, count in
            (
                system: System(name: example.operatingSystem, version: example.operatingSystemVersion),
                count: count
            )
        }
        all = counts.sorted { ($1.count, $0.system.words) < ($0.count, $1.system.words) }.prefix(Self.most)
            .map(\.system)
        left = counts.count - all.count
    }

    /// That there are more of them than are looked at.
    func excess(_ name: String, _ id: String) -> [SyncOpinion] {
        guard left > 0 else { return [] }
        let text =
            "\(name): the computers name \(all.count + left) different systems; whether the rules let \(left) of "
            + "them pass was not looked at"
        return [.undetermined(Reason(.syncRuleNotUnderstood, text, facts: [id]))]
    }

    /// For where no computers are known.
    static let usual = SystemsOfComputers(
        all: [
            System(name: "Windows 11 Enterprise", version: "10.0 (22631)"),
            System(name: "Windows Server 2022 Standard", version: "10.0 (20348)"),
        ])

    private init(all: [System]) {
        self.all = all
        left = 0
    }
}
