import Model

/// The containers of one export as a tree: walking down a name tells what the export says of it.
///
/// The most specific inclusion or exclusion wins, as the synchronization engine's own diagnosis has it.
///
/// Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering>
struct ScopeTree {
    private struct Node {
        var children: [String: Int] = [:]
        var partition: Int?
        var marks: [(partition: Int, mark: Mark)] = []
    }

    private struct Partition {
        var selected: Bool
        var isFiltered: Bool
        /// Selected, but in no run profile: nothing of it is ever read.
        var isLeftOut: Bool
        /// Why nothing that the export says of it can be relied on.
        var doubt: ReasonCode?
    }

    fileprivate enum Mark {
        case included, excluded
        /// One list says the one, and the other the other.
        case both
    }

    /// Where a walk has got to.
    struct Position {
        /// Absent below everything that the export names.
        fileprivate var node: Int?
        fileprivate var partition: Int?
        fileprivate var mark: Mark?
        fileprivate var isPartitionRoot = false
        /// Whether the next part could make a difference; always false below what the export names.
        fileprivate(set) var hasChildren = true
    }

    private var nodes = [Node()]
    private var partitions: [Partition] = []

    init(_ forests: [SyncForest]) {
        for forest in forests {
            for partition in forest.partitions { add(partition, isFiltered: forest.filterGroup != nil) }
        }
    }

    private mutating func add(_ partition: SyncPartition, isFiltered: Bool) {
        // A connector's default partition, and others that hold no computers, have no such name.
        guard let root = DistinguishedName(partition.dn), !root.parts.isEmpty else { return }
        let index = partitions.count
        var entry = Partition(
            selected: partition.selected, isFiltered: isFiltered, isLeftOut: partition.imported == false)
        let node = node(at: root)
        if let other = nodes[node].partition {
            partitions[other].doubt = .evidenceInconclusive
            return
        }
        nodes[node].partition = index
        for (names, mark) in [(partition.inclusions, Mark.included), (partition.exclusions, .excluded)] {
            for name in names {
                guard let container = DistinguishedName(name), root.contains(container) else {
                    entry.doubt = .syncConfigurationUnreadable
                    continue
                }
                set(mark, at: self.node(at: container), index)
            }
        }
        partitions.append(entry)
    }

    private mutating func node(at name: DistinguishedName) -> Int {
        var node = 0
        for part in name.parts {
            if let child = nodes[node].children[part] {
                node = child
            } else {
                nodes.append(Node())
                nodes[node].children[part] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        return node
    }

    private mutating func set(_ mark: Mark, at node: Int, _ partition: Int) {
        if let index = nodes[node].marks.firstIndex(where: { $0.partition == partition }) {
            if nodes[node].marks[index].mark != mark { nodes[node].marks[index].mark = .both }
        } else {
            nodes[node].marks.append((partition, mark))
        }
    }
}

// MARK: - Walking

extension ScopeTree {
    var start: Position { Position(node: 0) }

    /// One part further down from `position`.
    func step(_ position: Position, _ part: String) -> Position {
        let next = position.node.flatMap { nodes[$0].children[part] }
        var moved = position
        moved.node = next
        moved.hasChildren = next.map { !nodes[$0].children.isEmpty } ?? false
        if let next, let partition = nodes[next].partition {
            moved.partition = partition
            moved.mark = nil
            moved.isPartitionRoot = true
        } else {
            // A domain below this one is a partition of its own, also where the export does not know it.
            if position.isPartitionRoot && part.hasPrefix("dc=") {
                moved.partition = nil
                moved.mark = nil
            }
            moved.isPartitionRoot = false
        }
        if let next, let partition = moved.partition,
            let found = nodes[next].marks.first(where: { $0.partition == partition })
        {
            moved.mark = found.mark
        }
        return moved
    }

    /// What one export says of a name.
    enum Answer: Equatable {
        /// It does not speak of the domain.
        case silent
        case within
        case outside(ReasonCode)
        case unknown(ReasonCode)
    }

    func answer(at position: Position) -> Answer {
        guard let index = position.partition else { return .silent }
        let partition = partitions[index]
        if let doubt = partition.doubt { return .unknown(doubt) }
        if !partition.selected { return .outside(.syncPartitionNotSelected) }
        if partition.isLeftOut { return .outside(.syncNotScheduled) }
        switch position.mark {
        case .included: return partition.isFiltered ? .unknown(.syncGroupFilter) : .within
        case .excluded: return .outside(.syncContainerOutOfScope)
        case .both, nil: return .unknown(.evidenceInconclusive)
        }
    }
}
