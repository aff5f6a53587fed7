import Model

/// Which records are one device.
struct Identities {
    var groups: DeviceGroups
    /// By the first record of each device: which lists have a record of its name that may be its or another's.
    private(set) var ambiguous: [Int: SourceSet] = [:]
    /// By the first record of each device: lists whose record of it may be another's, and another's its own.
    private(set) var rivals: [Int: SourceSet] = [:]
    /// By the first record of each device: Entra objects in use of its name that belong to no other device.
    private(set) var strayObjects: [Int: Int] = [:]
    /// Records that were joined by the bare name alone.
    private(set) var joinedByName: Set<Int> = []

    init(_ records: Records) {
        groups = DeviceGroups(count: records.count)
        joinByID(records)
        let fullNames = joinByFullName(records)
        joinByBareName(records, fullNames)
    }

    private mutating func joinByID(_ records: Records) {
        var table = IdentityTable(capacity: records.count)
        func join(_ id: GUID?, _ record: Int) {
            guard let id, let other = table.claim(id, for: record) else { return }
            groups.join(record, other)
        }
        for (index, row) in records.computers.rows.enumerated() { join(row.objectGUID, index) }
        for (index, row) in records.entra.rows.enumerated() { join(row.deviceID, records.starts[1] + index) }
        for (index, row) in records.managed.rows.enumerated() { join(row.entraID, records.starts[2] + index) }
        for (index, row) in records.machines.rows.enumerated() where row.mergedInto.isEmpty {
            join(row.entraID, records.starts[3] + index)
        }
        for (index, fact) in records.evidence.enumerated() {
            join(fact.text(.entraDeviceID).flatMap { GUID($0) }, records.starts[4] + index)
        }
    }

    /// - Returns: For the first record of each device, the number of its full name.
    private mutating func joinByFullName(_ records: Records) -> [Int32] {
        var table = NameTable(capacity: records.computers.rows.count + records.machines.rows.count)
        var firsts: [Int32] = []
        var names = [Int32](repeating: -1, count: records.count)
        let ranges = [0..<records.starts[1], records.starts[3]..<records.starts[5]]
        for record in ranges.joined() where !isMerged(record, records) {
            guard let full = records.fullName(of: record) else { continue }
            let number = table.number(of: full.name, full.domain)
            names[record] = Int32(truncatingIfNeeded: number)
            if number == firsts.count {
                firsts.append(Int32(truncatingIfNeeded: record))
            } else {
                groups.join(record, Int(firsts[number]))
            }
        }
        // What a device is called is what its first record that tells it says.
        for record in ranges.joined() where names[record] >= 0 {
            let first = groups.first(of: record)
            if names[first] < 0 { names[first] = names[record] }
        }
        return names
    }

    private func isMerged(_ record: Int, _ records: Records) -> Bool {
        record >= records.starts[3] && record < records.starts[4]
            && !records.machines.rows[record - records.starts[3]].mergedInto.isEmpty
    }

    /// Devices beyond this many of one name are not looked at: they are not told apart by it anyway.
    private static let crowd = 16

    private mutating func joinByBareName(_ records: Records, _ fullNames: [Int32]) {
        var table = NameTable(capacity: records.count / 3)
        var sources = [UInt8](repeating: 0, count: records.count)
        /// First records that may be any device's of the name.
        var floating: Set<Int> = []
        var isNamed = [Bool](repeating: false, count: records.count)
        /// For each name the last device of it, and for each device the one before it of the same name.
        var lasts: [Int32] = []
        var sizes: [Int32] = []
        var previous = [Int32](repeating: -1, count: records.count)
        for record in 0..<records.count where !isMerged(record, records) {
            let first = groups.first(of: record)
            sources[first] |= records.source(of: record).bit
            if first == record, records.isFloating(record) { floating.insert(record) }
            // A device has the name that its first record with a name has.
            guard !isNamed[first] else { continue }
            let name = records.bareName(of: record)
            guard !name.isEmpty else { continue }
            isNamed[first] = true
            let number = table.number(of: name)
            if number == lasts.count {
                lasts.append(Int32(truncatingIfNeeded: first))
                sizes.append(1)
            } else {
                previous[first] = lasts[number]
                lasts[number] = Int32(truncatingIfNeeded: first)
                sizes[number] += 1
            }
        }
        for number in lasts.indices where sizes[number] > 1 {
            var devices: [Int] = []
            var device = Int(lasts[number])
            if !floating.isEmpty { compete(from: device, previous, records, sources, floating) }
            while device >= 0, devices.count < Self.crowd {
                devices.append(device)
                device = Int(previous[device])
            }
            settle(devices.reversed(), isCrowd: sizes[number] > Self.crowd, records, sources, fullNames)
            // The others of a crowd are ambiguous too.
            while device >= 0 {
                ambiguous[device] = SourceSet(rawValue: 0x0F).subtracting(.init(rawValue: sources[device]))
                device = Int(previous[device])
            }
        }
    }

    /// Joins devices of one bare name where no two of them can be different ones, else says what is in doubt.
    private mutating func settle(
        _ devices: [Int], isCrowd: Bool, _ records: Records, _ sources: [UInt8], _ fullNames: [Int32]
    ) {
        let seen = devices.reduce(UInt8(0)) { $0 | sources[$1] }
        let isDisjoint = devices.reduce(0) { $0 + sources[$1].nonzeroBitCount } == seen.nonzeroBitCount
        let names = Set(devices.map { fullNames[$0] }.filter { $0 >= 0 })
        if !isCrowd && isDisjoint && names.count <= 1 {
            for device in devices.dropFirst() {
                groups.join(devices[0], device)
                joinedByName.insert(device)
            }
            joinedByName.insert(devices[0])
            return
        }
        for device in devices {
            let others = devices.filter { $0 != device }.reduce(UInt8(0)) { $0 | sources[$1] }
            let doubt = SourceSet(rawValue: others & ~sources[device]).intersection(.init(rawValue: 0x0F))
            if !doubt.isEmpty { ambiguous[device] = doubt }
            guard sources[device] & (Source.computers.bit | Source.machines.bit) != 0 else { continue }
            let strays = devices.count { other in
                other != device && sources[other] == Source.entra.bit && isInUse(other, records)
            }
            if strays > 0 { strayObjects[device] = strays }
        }
    }

    /// Says of devices of one bare name that a record may be the one's or the other's, though the one has its own.
    private mutating func compete(
        from last: Int, _ previous: [Int32], _ records: Records, _ sources: [UInt8], _ floating: Set<Int>
    ) {
        var all = [Int](repeating: 0, count: Source.allCases.count)
        var loose = all
        func forEach(_ body: (Int, Bool) -> Void) {
            var device = last
            while device >= 0 {
                body(device, sources[device].nonzeroBitCount == 1 && floating.contains(device))
                device = Int(previous[device])
            }
        }
        forEach { device, isLoose in
            for source in Source.allCases where sources[device] & source.bit != 0 {
                all[source.rawValue] += 1
                if isLoose { loose[source.rawValue] += 1 }
            }
        }
        var found: [(Int, SourceSet)] = []
        forEach { device, isLoose in
            var set: SourceSet = []
            for source in Source.allCases where sources[device] & source.bit != 0 {
                let others = isLoose ? all[source.rawValue] - 1 : loose[source.rawValue]
                if others > 0 { set.formUnion(.init(rawValue: source.bit)) }
            }
            if !set.isEmpty { found.append((device, set)) }
        }
        for (device, set) in found { rivals[device] = set }
    }

    private func isInUse(_ record: Int, _ records: Records) -> Bool {
        guard records.source(of: record) == .entra else { return true }
        return records.isInUse(records.entra.rows[record - records.starts[1]])
    }
}
