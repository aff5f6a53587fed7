/// The names that the pattern of a waiver means among the facts, where the pattern itself was redacted and means another or none.
package struct WaiverMeaning: Codable, Sendable, Equatable {
    /// The number of the waiver in its list, from 0.
    package var waiver: Int
    /// As they are redacted; a pattern without wildcards is one of them, and means what it says as well.
    package var names: [String]

    package init(waiver: Int, names: [String]) {
        self.waiver = waiver
        self.names = names
    }
}

/// Finds out what waivers mean, name by name.
package struct WaiverMeanings: Sendable {
    private let index: PatternIndex
    /// The numbers of those without wildcards, by the name in lower case.
    private let exact: [String: [Int]]
    /// In lower case, the tokens of those without wildcards, which they mean anyway.
    private let known: [Int: String]
    private var names: [Int: Set<String>]

    /// - Parameters:
    ///   - original: The waivers as they were given.
    ///   - redacted: The same with patterns that are redacted.
    package init(_ original: GivenWaivers, as redacted: GivenWaivers) {
        var patterns: [Int: SubjectPattern] = [:]
        var exact: [String: [Int]] = [:]
        var known: [Int: String] = [:]
        for (number, (before, after)) in zip(original.waivers, redacted.waivers).enumerated()
        where before.subject != after.subject {
            let pattern = SubjectPattern(before.subject)
            if let name = pattern.onlyName {
                exact[name, default: []].append(number)
                known[number] = after.subject.lowercased()
            } else if !pattern.isForAll {
                patterns[number] = pattern
            }
        }
        self.exact = exact
        self.known = known
        index = PatternIndex(patterns.sorted { $0.key < $1.key }.map { (number: $0.key, pattern: $0.value) })
        names = patterns.mapValues { _ in [] }
    }

    package var isEmpty: Bool { index.isEmpty && exact.isEmpty }

    /// Takes a name of the facts, of a kind, and what stands in its place.
    package mutating func take(_ name: String, _ kind: SubjectPattern.Kind, as redacted: String) {
        if !index.isEmpty {
            for number in index.fitting(name, kind) { names[number, default: []].insert(redacted) }
        }
        guard !exact.isEmpty, let numbers = exact[name.lowercased()] else { return }
        // One name has several tokens where it stands for several things, such as a tenant and a computer.
        for number in numbers where known[number] != redacted.lowercased() {
            names[number, default: [known[number] ?? redacted]].insert(redacted)
        }
    }

    /// In the order of the waivers; nil where each pattern still means what it meant.
    package var meanings: [WaiverMeaning]? {
        guard !names.isEmpty else { return nil }
        return names.sorted { $0.key < $1.key }.map {
            WaiverMeaning(waiver: $0.key, names: $0.value.sorted())
        }
    }
}
