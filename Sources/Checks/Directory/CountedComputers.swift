import Model

/// Some of the computers of a domain, in the directory's order.
///
/// There may be a hundred thousand of them, so they are told by their places and not copied.
struct CountedComputers: RandomAccessCollection {
    let index: ComputerIndex
    private let all: [ComputerFact]
    private var places: [Int32]

    /// All of `computers`, of which `index` tells what they have in common.
    init(_ computers: [ComputerFact], _ index: ComputerIndex) {
        all = computers
        self.index = index
        places = Array(0..<Int32(computers.count))
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }

    subscript(position: Int) -> ComputerFact { all[Int(places[position])] }

    /// The number of a computer's container in the index.
    func container(at position: Int) -> Int { Int(index.containerOf[Int(places[position])]) }

    /// The number of a computer's system in the index.
    func system(at position: Int) -> Int { Int(index.systemOf[Int(places[position])]) }

    /// The first computer of each system that any computer of the domain runs.
    var examplesOfSystems: [ComputerFact] { index.systems.map { all[$0] } }

    /// Those at the positions that `isIncluded` lets in; it is asked once for each.
    func filter(positions isIncluded: (Int) -> Bool) -> CountedComputers {
        var kept: [Int32] = []
        kept.reserveCapacity(places.count)
        for position in places.indices where isIncluded(position) { kept.append(places[position]) }
        var filtered = self
        filtered.places = kept
        return filtered
    }

    /// Those whose system, or its version, is as `question` has it; it is asked once for each system.
    func filter(whoseSystem question: (ComputerFact) -> Bool) -> CountedComputers {
        let answers = examplesOfSystems.map(question)
        return filter { answers[system(at: $0)] }
    }
}
