import Model

/// A synchronization server, as all its exports together tell of it.
struct SyncServer {
    /// Newest first; they speak of one server.
    let exports: [SyncConfigurationFact]

    /// The servers of all exports that were given, in their order.
    ///
    /// Several exports of one server are one: the newest that tells something counts for it.
    static func all(_ facts: [SyncConfigurationFact]) -> [SyncServer] {
        var groups: [[SyncConfigurationFact]] = []
        for fact in facts {
            if let index = groups.firstIndex(where: { $0.allSatisfy { $0.isOfSameServer(as: fact) } }) {
                groups[index].append(fact)
            } else {
                groups.append([fact])
            }
        }
        return groups.map { group in
            SyncServer(
                exports: group.sorted { left, right in
                    // One of unknown age may be the newest.
                    guard let right = right.exportedAt else { return false }
                    guard let left = left.exportedAt else { return true }
                    return left > right
                })
        }
    }

    /// The export whose containers count; nil never happens, since no server is without one.
    var scope: SyncConfigurationFact? { exports.first }

    var name: String { exports.lazy.compactMap(\.server).first ?? exports.first?.path ?? "" }

    var ids: [String] { exports.map(\.id) }

    /// The newest export that tells `member`, and what it tells.
    func newest<T>(_ member: (SyncConfigurationFact) -> T?) -> (value: T, export: SyncConfigurationFact)? {
        for export in exports {
            if let value = member(export) { return (value, export) }
        }
        return nil
    }
}

extension SyncConfigurationFact {
    /// Whether both were taken of one server.
    fileprivate func isOfSameServer(as other: SyncConfigurationFact) -> Bool {
        guard let mine = server?.hostLabel, let theirs = other.server?.hostLabel, mine == theirs else {
            return false
        }
        // Hosts of two forests may have one name; of a connector that cannot be read the forest is not known.
        let (names, others) = (partitionNames, other.partitionNames)
        return names.isEmpty || others.isEmpty || !names.isDisjoint(with: others)
            || (gaps + other.gaps).contains(.connectors)
    }

    /// The domains and other partitions of all its forests.
    var partitionNames: Set<DistinguishedName> {
        Set(
            forests.flatMap(\.partitions).compactMap { DistinguishedName($0.dn) }.filter { !$0.parts.isEmpty }
        )
    }

    /// The age in days where it is known and too great, or why it is not known; nil for a young export.
    func staleness(_ limits: DirectoryExpectation?) -> String? {
        guard let limits else { return nil }
        guard let exportedAt else { return "of unknown age" }
        let age = exportedAt.seconds(until: limits.judgedAt)
        // The moment is written without a time zone.
        if age < -86400 { return "dated in the future" }
        return age > limits.exportMaximumAge ? "\(Int(whole: age / 86400)) days old" : nil
    }
}

extension String {
    /// The first label of a host name, lower case.
    fileprivate var hostLabel: String {
        lowercased().split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
    }
}
