import Model

/// A question about operating systems that is asked once for each, however many computers run it.
struct SystemQuestion {
    private struct System: Hashable {
        var name: String?
        var version: String?

        // Few are in use, and most differ in their lengths, so that hashing every letter would only take time.
        func hash(into hasher: inout Hasher) {
            hasher.combine(name?.utf8.count ?? -1)
            hasher.combine(version?.utf8.count ?? -1)
        }
    }

    private let question: (ComputerFact) -> Bool
    private var answers: [System: Bool] = [:]

    /// - Parameter question: Looks at a computer's operating system and its version, and at nothing else.
    init(_ question: @escaping (ComputerFact) -> Bool) {
        self.question = question
    }

    mutating func isTrue(of computer: ComputerFact) -> Bool {
        let system = System(name: computer.operatingSystem, version: computer.operatingSystemVersion)
        if let answer = answers[system] { return answer }
        let answer = question(computer)
        // Whoever joins computers chooses what they say, so there may be as many systems as computers.
        if answers.count < 1000 { answers[system] = answer }
        return answer
    }
}
