/// One thing wrong in a file that people write, with its place.
package struct Diagnostic: Error, Equatable, Sendable, CustomStringConvertible {
    package var file: String
    /// From 1; nil where the whole file is meant.
    package var line: Int?
    package var message: String

    package init(file: String, line: Int?, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    package var description: String {
        line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}

/// Everything wrong in a set of files, gathered so that it can be reported at once.
package struct Diagnostics: Error, Equatable, Sendable, CustomStringConvertible {
    package private(set) var all: [Diagnostic] = []

    package init() {}

    package init(_ one: Diagnostic) {
        all = [one]
    }

    package var isEmpty: Bool { all.isEmpty }

    package mutating func add(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    package mutating func add(contentsOf other: Diagnostics) {
        if !other.all.isEmpty { all += other.all }
    }

    /// One line each, by file and line.
    package var description: String {
        all.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }.map(\.description).joined(
            separator: "\n")
    }
}
