/// How far an export reached, as its keys pass by in their order.
///
/// An export that was cut between two keys looks whole. That a key is not in the registry is shown only by a key that
/// comes after it; and that a value is not in a key, by the end of the key's values.
struct RegistryExtent {
    /// The key that was exported.
    private var root: RegistryPath?
    private var last: RegistryPath?
    /// No order can be relied on.
    private var isBroken = false
    private var marks = [Mark](repeating: Mark(), count: RegistryAbsence.all.count)

    private struct Mark {
        /// Where a later key passed by, by the number of levels that it shares with the one that is looked for.
        var passed: [Int: Int] = [:]
        /// Levels whose keys are in no order.
        var unsorted: Set<Int> = []
        var isSeen = false
        /// Line at which the values of the key ended.
        var valuesEnd: Int?
        var isOpen = false
        /// A key behind all enrolments.
        var behindEnrollments: Int?
        /// What is looked for would be within an export that was read, or within the one that is read now.
        var isCovered = false
        var isCurrent = false
    }

    /// Another export begins; how the one before ended is not known.
    mutating func begin() {
        root = nil
        last = nil
        for index in marks.indices { marks[index].isCurrent = false }
    }

    /// Goes into a key, which is nil where it is of another hive.
    mutating func enter(_ path: RegistryPath?, line: Int) {
        closeValues(line: line)
        guard let path else { return begin() }
        if let root, !root.isAncestorOrSelf(of: path) { begin() }
        if root == nil {
            root = path
            for (index, absence) in RegistryAbsence.all.enumerated()
            where path.isAncestorOrSelf(of: absence.path) {
                marks[index].isCurrent = true
                marks[index].isCovered = true
            }
        }
        let previous = last?.order(to: path)
        last = path
        switch previous {
        case .same, .below: isBroken = true
        default: break
        }
        for (index, absence) in RegistryAbsence.all.enumerated() where marks[index].isCurrent {
            if case .after(let depth) = previous, path.depthShared(with: absence.path) >= depth {
                marks[index].unsorted.insert(depth)
            }
            pass(path, line, absence, &marks[index])
        }
    }

    private func pass(_ path: RegistryPath, _ line: Int, _ absence: RegistryAbsence, _ mark: inout Mark) {
        switch path.order(to: absence.path) {
        case .same:
            mark.isSeen = true
            mark.isOpen = true
        case .below:
            mark.isSeen = true
            // Enrolments are named by GUIDs without braces, and behind those there are keys such as Status.
            if absence.part == .enrollments, let child = absence.path.child(path),
                let first = child.utf8.first, (103...122).contains(first), mark.behindEnrollments == nil
            {
                mark.behindEnrollments = line
            }
        case .after(let depth): if mark.passed[depth] == nil { mark.passed[depth] = line }
        case .above, .before: break
        }
    }

    /// The values of the key that was entered last have ended.
    mutating func closeValues(line: Int) {
        for index in marks.indices where marks[index].isOpen {
            marks[index].isOpen = false
            marks[index].valuesEnd = line
        }
    }

    func showing(_ absence: RegistryAbsence) -> RegistryShowing {
        guard let index = RegistryAbsence.all.firstIndex(of: absence), marks[index].isCovered else {
            return .nothing
        }
        let mark = marks[index]
        let end =
            isBroken
            ? nil
            : mark.passed.filter { !mark.unsorted.contains($0.key) }.map(\.value).min()
        switch absence.part {
        case .key: return mark.isSeen ? .nothing : end.map { .absent(line: $0) } ?? .nothing
        case .value:
            let line = mark.isSeen ? mark.valuesEnd : end
            return line.map { .absent(line: $0) } ?? .nothing
        case .enrollments:
            if let end { return .absent(line: end) }
            let isSorted = !isBroken && !mark.unsorted.contains(absence.path.depth)
            guard isSorted, let line = mark.behindEnrollments else { return .nothing }
            return .absent(line: line)
        }
    }
}

extension RegistryPath {
    /// How many names it is made of.
    var depth: Int { text.utf8.count { $0 == UInt8(ascii: "\\") } + 1 }

    /// How many names from the beginning two keys have in common.
    func depthShared(with other: RegistryPath) -> Int {
        switch order(to: other) {
        case .same, .above: depth
        case .below: other.depth
        case .before(let depth), .after(let depth): depth
        }
    }
}
