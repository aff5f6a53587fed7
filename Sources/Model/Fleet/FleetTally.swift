/// Counts devices by something that they have in common, and by verdict.
struct FleetTally {
    private var counts: [String: [Int]] = [:]

    mutating func add(_ name: String, _ verdict: Report.Device.Verdict, weight: Int = 1) {
        counts[name, default: [0, 0, 0, 0]][verdict.number] += weight
    }

    /// Adds counts that were made elsewhere.
    mutating func add(_ name: String, _ numbers: [Int]) {
        for index in numbers.indices { counts[name, default: [0, 0, 0, 0]][index] += numbers[index] }
    }

    /// At most so many groups, and how many more there are.
    func groups(
        limit: Int, _ isBefore: (FleetPicture.Group, FleetPicture.Group) -> Bool
    ) -> (groups: [FleetPicture.Group], more: Int) {
        let all = counts.map { name, numbers in
            FleetPicture.Group(
                name: name,
                counts: Dictionary(
                    uniqueKeysWithValues: Report.Device.Verdict.allCases.map {
                        ($0.rawValue, numbers[$0.number])
                    }
                ))
        }.sorted { isBefore($0, $1) }
        return (Array(all.prefix(limit)), max(0, all.count - limit))
    }
}

extension FleetPicture.Group {
    /// The most devices first.
    static func isLarger(_ left: Self, _ right: Self) -> Bool {
        left.total != right.total ? left.total > right.total : left.name < right.name
    }

    /// The most devices that are not ready first.
    static func isWorse(_ left: Self, _ right: Self) -> Bool {
        let (lefts, rights) = (left.total - left.count(of: .ready), right.total - right.count(of: .ready))
        return lefts != rights ? lefts > rights : isLarger(left, right)
    }
}
