/// Records that were found to be one device, by the record of each that comes first.
struct DeviceGroups {
    private var parents: [Int32]

    init(count: Int) {
        parents = Array(0..<Int32(truncatingIfNeeded: count))
    }

    /// The first record of the device.
    mutating func first(of record: Int) -> Int {
        var place = record
        while Int(parents[place]) != place {
            parents[place] = parents[Int(parents[place])]
            place = Int(parents[place])
        }
        return place
    }

    mutating func join(_ left: Int, _ right: Int) {
        let (left, right) = (first(of: left), first(of: right))
        if left < right { parents[right] = Int32(truncatingIfNeeded: left) }
        if right < left { parents[left] = Int32(truncatingIfNeeded: right) }
    }
}
