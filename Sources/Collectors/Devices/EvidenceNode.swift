import FoundationEssentials
import Model

/// A folder or an archive, with what was read of it.
struct EvidenceNode: Sendable {
    /// Printable; the last part of its path.
    var name: String
    /// Those that are evidence, and those that might have been and cannot be read; in the order of their names.
    var files: [ReadFile] = []
    /// In the order of their names.
    var children: [EvidenceNode] = []
    /// Why it, or part of it, could not be looked into; of an archive, this goes for all that is in it.
    var faults: [Unreadable] = []
    var isArchive = false
    /// The first few files that are no evidence.
    var others: [String] = []
    var otherCount = 0

    init(_ name: String) {
        self.name = name
    }

    mutating func add(_ file: ReadFile) {
        switch file.rank {
        case .evidence, .faulty: files.append(file)
        case .other:
            otherCount += 1
            if others.count < 3 {
                others.append(file.fault.map { "\(file.name), which \($0.detail)" } ?? file.name)
            }
        }
    }
}

/// One file, with what it tells; its bytes are gone.
struct ReadFile: Sendable {
    enum Rank: Sendable {
        case evidence
        /// It might have been evidence, and cannot be read.
        case faulty
        case other
    }

    /// Printable.
    var name: String
    var rank: Rank
    var kind = EvidenceFile.Kind.unknown
    /// The time that it tells itself.
    var told: Date?
    /// The file's own time.
    var modified: Date?
    var fault: Unreadable?
    var claims: [Claim] = []

    init(_ name: String, _ rank: Rank, modified: Date? = nil, fault: Unreadable? = nil) {
        self.name = name
        self.rank = rank
        self.modified = modified
        self.fault = fault
    }
}
