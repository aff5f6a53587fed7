import Model

/// What the exports of all servers together say of a computer.
struct SyncScope {
    private enum Activity {
        case active, staging, untold
    }

    private struct Member {
        var tree: ScopeTree
        var activity: Activity
        /// Why what it says proves nothing.
        var stale: Bool
        /// Whether a connector may be missing from it.
        var isIncomplete: Bool
    }

    private let members: [Member]

    init(_ servers: [SyncServer], _ limits: DirectoryExpectation?) {
        members = servers.compactMap { server in
            guard let scope = server.scope else { return nil }
            let staging = server.newest(\.staging).flatMap {
                $0.export.staleness(limits) == nil ? $0.value : nil
            }
            return Member(
                tree: ScopeTree(scope.forests),
                activity: staging.map { $0 ? .staging : .active } ?? .untold,
                stale: scope.staleness(limits) != nil,
                isIncomplete: scope.gaps.contains(.connectors))
        }
    }

    /// Judges each of `computers`, in their order.
    ///
    /// Computers share their containers: each container is walked once, so that the time is in proportion to the
    /// computers and not to what the exports list.
    func judge(_ computers: CountedComputers) -> [Judged] {
        var known: [Substring: Container?] = [:]
        let found = computers.index.containers.map { walk(to: $0, &known, 1) }
        return computers.indices.map { place in
            let dn = computers[place].dn
            guard let container = found[computers.container(at: place)], let first = Self.first(of: dn) else {
                return .undetermined(.evidenceInconclusive)
            }
            if !container.hasChildren && first.isPlainPart { return container.judged }
            guard let part = Self.part(first) else { return .undetermined(.evidenceInconclusive) }
            guard container.hasChildren else { return container.judged }
            return judge(zip(members, container.positions).map { $0.tree.step($1, part) })
        }
    }

    /// The first part of a name; nil where a separator at the end has nothing behind it.
    private static func first(of name: String) -> Substring? {
        let (first, rest) = DistinguishedName.split(name)
        return rest.isEmpty && first.endIndex != name.endIndex ? nil : first
    }

    /// A container with what is said of everything in it that is not named itself.
    private struct Container {
        var positions: [ScopeTree.Position]
        var hasChildren: Bool
        var judged: Judged
    }

    private func container(at positions: [ScopeTree.Position]) -> Container {
        // Below a name that no export mentions, one more part changes nothing.
        let below = zip(members, positions).map { $0.tree.step($1, "") }
        return Container(
            positions: positions, hasChildren: positions.contains { $0.hasChildren }, judged: judge(below))
    }

    /// The canonical form of one part of a name; nil where it is none.
    private static func part(_ text: Substring) -> String? {
        guard let parts = DistinguishedName(String(text))?.parts, parts.count == 1 else { return nil }
        return parts[0]
    }

    /// The first part of a name, and the container around it; nil where it is no name.
    private func enclosing(
        _ name: Substring, _ known: inout [Substring: Container?], _ depth: Int
    ) -> (String, Container)? {
        let (first, rest) = DistinguishedName.split(name)
        // A separator at the end has nothing behind it.
        guard depth < 200, !rest.isEmpty || first.endIndex == name.endIndex, let part = Self.part(first)
        else {
            return nil
        }
        if let found = known[rest] { return found.map { (part, $0) } }
        let found = walk(to: rest, &known, depth + 1)
        known[rest] = found
        return found.map { (part, $0) }
    }

    private func walk(to name: Substring, _ known: inout [Substring: Container?], _ depth: Int) -> Container?
    {
        guard !name.isEmpty else { return container(at: members.map(\.tree.start)) }
        guard let (part, around) = enclosing(name, &known, depth) else { return nil }
        return container(at: zip(members, around.positions).map { $0.tree.step($1, part) })
    }
}

// MARK: - Putting together

extension SyncScope {
    private func judge(_ positions: [ScopeTree.Position]) -> Judged {
        var tally = Tally()
        for (member, position) in zip(members, positions) {
            var answer = member.tree.answer(at: position)
            if member.isIncomplete {
                // What is hidden may be another forest, or this one again.
                answer = .unknown(.syncConfigurationUnreadable)
            } else if member.stale && answer != .silent && answer != .unknown(.syncConfigurationUnreadable) {
                answer = .unknown(.syncConfigurationOld)
            }
            tally.add(answer, member.activity)
        }
        return tally.judged(areAnyActive: members.contains { $0.activity == .active })
    }

    /// The answers of all servers about one name.
    private struct Tally {
        private struct Voices {
            var isWithin = false
            var outside: ReasonCode?
            var unknown: ReasonCode?
            var isSilent: Bool { !isWithin && outside == nil && unknown == nil }

            mutating func add(_ answer: ScopeTree.Answer) {
                switch answer {
                case .silent: break
                case .within: isWithin = true
                case .outside(let code): outside = outside ?? code
                case .unknown(let code): unknown = unknown ?? code
                }
            }
        }

        private var active = Voices()
        private var untold = Voices()
        private var staging = Voices()
        private var isEmpty = true

        mutating func add(_ answer: ScopeTree.Answer, _ activity: Activity) {
            isEmpty = false
            switch activity {
            case .active: active.add(answer)
            case .untold: untold.add(answer)
            case .staging: staging.add(answer)
            }
        }

        /// One active server in whose scope it is suffices; to be out of scope, it must be so for all that may count.
        func judged(areAnyActive: Bool) -> Judged {
            if isEmpty { return .undetermined(.syncConfigurationMissing) }
            if active.isWithin { return .met }
            if let code = active.unknown ?? untold.unknown { return .undetermined(code) }
            if untold.isWithin {
                // Whether some server is active at all is for another check to say.
                let isAlone = untold.outside == nil && !areAnyActive
                return isAlone ? .met : .undetermined(.evidenceMissing)
            }
            if let code = active.outside ?? untold.outside { return .notMet(code) }
            return .undetermined(staging.isSilent ? .syncDomainNotCovered : .syncStaging)
        }
    }
}

extension Substring {
    /// Whether this is one part of a name without question: a type, and a value in which nothing has a meaning.
    ///
    /// False where only taking it apart could tell.
    fileprivate var isPlainPart: Bool {
        var bytes = utf8.makeIterator()
        var typeLength = 0
        while let byte = bytes.next(), byte != UInt8(ascii: "=") {
            guard byte.isPlain else { return false }
            typeLength += 1
        }
        var valueLength = 0
        while let byte = bytes.next() {
            guard byte.isPlain else { return false }
            valueLength += 1
        }
        return typeLength > 0 && valueLength > 0
    }
}

extension UInt8 {
    /// A letter or digit of ASCII, or a hyphen.
    fileprivate var isPlain: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
