import Model

/// A server that reads a forest, by the export that tells of it.
struct SyncRoute {
    var server: SyncServer
    var export: SyncConfigurationFact
    var forest: SyncForest

    var name: String { server.name }

    /// The newest export of the server that tells something of a forest, and what it tells.
    ///
    /// A settings file that is newer than a whole export tells less.
    func newest<T>(_ member: (SyncForest) -> T?) -> (value: T, export: SyncConfigurationFact)? {
        guard SyncExport.incompleteness(export) == nil else { return nil }
        return server.newest { export in
            // What an older export hides, it cannot tell.
            guard SyncExport.incompleteness(export) == nil else { return nil }
            return export.forests.first { $0.isSame(as: forest) }.flatMap(member).map { ($0, export) }
        }?.value
    }

    /// The server's newest export with rules, and the forest's connector there.
    var rules: (rules: [SyncRule], export: SyncConfigurationFact)? {
        guard let found = server.newest(\.rules) else { return nil }
        return (found.value, found.export)
    }
}

/// The servers that matter for one domain or forest, and why there may be none.
enum SyncRoutes {
    /// Those that are not in staging mode, and of which there is a young export.
    case routes([SyncRoute])
    case none(Reason)
}

extension FactSet {
    var syncServers: [SyncServer] { SyncServer.all(syncConfigurations) }

    /// What is judged where exports alone, or a directory as well, were given: a subject and its servers.
    ///
    /// One for each directory in the order of the facts; without any, one for each forest of the exports, or one for
    /// all where no forest can be read.
    func syncSubjects() -> [(subject: Subject, directory: DirectoryFact?, routes: SyncRoutes)] {
        let servers = syncServers
        guard directories.isEmpty else {
            return directories.map { directory in
                (
                    directory.subject, directory,
                    routes(servers, directory.domain) { $0.partition(of: directory) != nil }
                )
            }
        }
        var names: [String] = []
        for forest in servers.flatMap(\.forests) where !names.contains(forest.name) {
            names.append(forest.name)
        }
        // An export of which no forest can be read is not passed over.
        if names.isEmpty,
            let reason = servers.flatMap(\.exports).lazy.compactMap(SyncExport.incompleteness).first
        {
            return [(.environment, nil, .none(reason))]
        }
        return names.map { name in
            (Subject(.directory, name), nil, routes(servers, name) { $0.name == name })
        }
    }

    private func routes(
        _ servers: [SyncServer], _ name: String, _ isMeant: (SyncForest) -> Bool
    ) -> SyncRoutes {
        guard !servers.isEmpty else { return .none(SyncExport.missing(name)) }
        var routes: [SyncRoute] = []
        var isStagingOnly = false
        for server in servers {
            // A connector that cannot be read may be of this forest.
            if server.isStaging(directoryExpectation) != true, let export = server.scope,
                let reason = SyncExport.incompleteness(export)
            {
                return .none(reason)
            }
            guard let export = server.scope, let forest = export.forests.first(where: isMeant) else {
                continue
            }
            if server.isStaging(directoryExpectation) == true {
                isStagingOnly = true
            } else {
                routes.append(SyncRoute(server: server, export: export, forest: forest))
            }
        }
        if !routes.isEmpty { return .routes(routes) }
        let ids = servers.flatMap(\.ids)
        if isStagingOnly {
            let text = "\(name): only servers in staging mode speak of it; export the active server as well"
            return .none(Reason(.syncStaging, text, facts: ids))
        }
        if let reason = servers.flatMap(\.exports).lazy.compactMap(SyncExport.incompleteness).first {
            return .none(reason)
        }
        let text = "\(name): no export that was given speaks of it"
        return .none(Reason(.syncDomainNotCovered, text, facts: ids))
    }
}

extension SyncServer {
    /// The forests of the newest export in which any could be read.
    fileprivate var forests: [SyncForest] { exports.first { !$0.forests.isEmpty }?.forests ?? [] }

    /// Whether it is in staging mode; nil where no young export tells.
    func isStaging(_ limits: DirectoryExpectation?) -> Bool? {
        newest(\.staging).flatMap { $0.export.staleness(limits) == nil ? $0.value : nil }
    }
}

extension SyncForest {
    /// Whether both are one connector's, or of one forest.
    func isSame(as other: SyncForest) -> Bool {
        if !connector.isEmpty && !other.connector.isEmpty { return connector == other.connector }
        let names = Set(partitions.compactMap { DistinguishedName($0.dn) })
        return other.partitions.contains { DistinguishedName($0.dn).map(names.contains) ?? false }
    }

    /// The partition that is the directory's domain.
    func partition(of directory: DirectoryFact) -> SyncPartition? {
        guard let name = directory.name else { return nil }
        return partitions.first { DistinguishedName($0.dn) == name }
    }
}

extension DirectoryFact {
    /// The domain's distinguished name, as its controller says, else as its name has it.
    var name: DistinguishedName? {
        if let context = controller?.defaultNamingContext, let name = DistinguishedName(context) {
            return name
        }
        return DistinguishedName(
            domain.split(separator: ".").map { "DC=\(DistinguishedName.escape(String($0)))" }.joined(
                separator: ","))
    }
}

extension SyncExport {
    static func missing(_ name: String) -> Reason {
        Reason(
            .syncConfigurationMissing, "\(name): no export of a synchronisation server was given; \(howTo)")
    }

    /// Why what an export says of connectors proves nothing, since one may be missing; nil for a whole one.
    static func incompleteness(_ export: SyncConfigurationFact) -> Reason? {
        guard export.gaps.contains(.connectors) else { return nil }
        let more = export.faults.count > 2 ? " and \(export.faults.count - 2) more faults" : ""
        let text = export.faults.prefix(2).map(\.detail).joined(separator: "; ") + more
        // Of an export that is there at all, a part that is missing is one that cannot be read.
        let code = export.kind == .unknown ? export.faults.first?.code : nil
        return Reason(
            code ?? .syncConfigurationUnreadable,
            text.isEmpty ? "a connector in \(export.path) cannot be read" : text, facts: [export.id])
    }

    /// Why an export proves nothing; nil for one that is young.
    static func objection(
        _ export: SyncConfigurationFact, _ server: String, _ limits: DirectoryExpectation?
    ) -> Reason? {
        export.staleness(limits).map { age in
            Reason(.syncConfigurationOld, "the export of \(server) is \(age); \(howTo)", facts: [export.id])
        }
    }
}

/// What is said of one server or rule, before all are put together.
enum SyncOpinion {
    case met(String)
    case notMet(Reason)
    case undetermined(Reason)
}

extension [SyncOpinion] {
    /// Met where all are; one that is not outweighs one that is not known.
    var verdict: Verdict {
        var (seen, wrong, unknown): ([String], [Reason], [Reason]) = ([], [], [])
        for opinion in self {
            switch opinion {
            case .met(let text): if !seen.contains(text) { seen.append(text) }
            case .notMet(let reason): if !wrong.contains(reason) { wrong.append(reason) }
            case .undetermined(let reason): if !unknown.contains(reason) { unknown.append(reason) }
            }
        }
        if !wrong.isEmpty { return .notMet([Reason]((wrong + unknown).prefix(5))) }
        if !unknown.isEmpty { return .undetermined([Reason](unknown.prefix(5))) }
        let more = seen.count > 40 ? "; and \(seen.count - 40) more" : ""
        return .met(seen: seen.prefix(40).joined(separator: "; ") + more)
    }
}

extension Verdict {
    /// What cannot be told for want of an export; the check of the scope says how to get one, once for all.
    static func wanting(_ reason: Reason) -> Verdict {
        let isExportGiven = reason.code != .syncConfigurationMissing
        return .undetermined([reason], blockedBy: isExportGiven ? [] : ["directory.computers-in-sync-scope"])
    }
}
