import Model

/// Some of the computers of a domain, in the directory's order.
///
/// There may be a hundred thousand of them, so they are told by their places and not copied.
struct CountedComputers: RandomAccessCollection {
    private let all: [ComputerFact]
    private var places: [Int32]

    /// All that `isIncluded` lets in; it is asked once for each.
    init(_ computers: [ComputerFact], where isIncluded: (ComputerFact) -> Bool = { _ in true }) {
        all = computers
        places = []
        places.reserveCapacity(computers.count)
        for place in all.indices where isIncluded(all[place]) { places.append(Int32(place)) }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { places.count }

    subscript(position: Int) -> ComputerFact { all[Int(places[position])] }

    mutating func removeAll(where isOut: (ComputerFact) -> Bool) {
        places.removeAll { isOut(all[Int($0)]) }
    }

    func filter(_ isIncluded: (ComputerFact) -> Bool) -> CountedComputers {
        var kept = self
        kept.removeAll { !isIncluded($0) }
        return kept
    }
}

/// The containers of some computers.
struct Containers {
    /// Each once, in the order in which they came.
    private(set) var names: [Substring] = []
    /// For each computer the number of its container.
    private(set) var numbers: [Int] = []

    init(of computers: CountedComputers) {
        var known: [Substring: Int] = [:]
        var last: Substring?
        numbers.reserveCapacity(computers.count)
        for place in computers.indices {
            let name = DistinguishedName.split(computers[place].dn).rest
            // Many directories list the computers of a container one after the other.
            if let number = numbers.last, name == last {
                numbers.append(number)
                continue
            }
            last = name
            let number = known[name] ?? names.count
            if number == names.count {
                known[name] = number
                names.append(name)
            }
            numbers.append(number)
        }
    }
}
