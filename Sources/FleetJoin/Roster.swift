import FoundationEssentials
import Model

/// The devices in their order, with the records of each.
struct Roster {
    private let records: Records
    private var identities: Identities
    /// The first record of each device, in order.
    private var devices: [Int32] = []
    /// For each record the next one of its device, or -1.
    private var following: [Int32]

    init(_ records: Records, _ identities: Identities) {
        self.records = records
        self.identities = identities
        following = Array(repeating: -1, count: records.count)
        var lasts = [Int32](repeating: -1, count: records.count)
        for record in 0..<records.count {
            if record >= records.starts[3], record < records.starts[4],
                !records.machines.rows[record - records.starts[3]].mergedInto.isEmpty
            {
                continue
            }
            let first = self.identities.groups.first(of: record)
            if lasts[first] < 0 {
                devices.append(Int32(truncatingIfNeeded: first))
            } else {
                following[Int(lasts[first])] = Int32(truncatingIfNeeded: record)
            }
            lasts[first] = Int32(truncatingIfNeeded: record)
        }
    }

    func outcome() -> FleetJoin.Outcome {
        var symbols = SymbolTable()
        var twins = ProfileTwins()
        let reader = ProfileReader(records, identities, &symbols)
        var fleet = Fleet()
        var profiles: [DeviceProfile: UInt32] = [:]
        var facts: [ProfileFact] = []
        var evidence = records.evidence
        let firstFact = UInt32(evidence.count)
        fleet.rows.reserveCapacity(devices.count)
        var own = OwnRecords()
        let merged = records.machines.rows.count { !$0.mergedInto.isEmpty }
        if merged > 0 { fleet.leftOut["merged-record"] = merged }
        for device in devices {
            own.gather(from: Int(device), following, records)
            if let why = reader.whyLeftOut(own) {
                fleet.leftOut[why, default: 0] += 1
                continue
            }
            let profile = reader.profile(of: own, first: Int(device), &symbols, &twins)
            var row = Fleet.Row()
            reader.name(own, &row, &fleet.texts)
            if own.evidence.isEmpty {
                let number =
                    profiles[profile]
                    ?? {
                        let number = firstFact + UInt32(facts.count)
                        profiles[profile] = number
                        facts.append(ProfileFact(profile))
                        return number
                    }()
                row.fact = number
                facts[Int(number - firstFact)].add(fleet.texts, row.name)
                fleet.rows.append(row)
            } else {
                SharedEvidence(records).merge(own.evidence, in: &evidence)
                for index in own.evidence {
                    row.fact = UInt32(index)
                    fleet.rows.append(row)
                    ProfileClaims(records, profile, symbols, twins).extend(&evidence[index])
                }
            }
        }
        let made = facts.enumerated().map { index, fact in
            fact.device(number: index + 1, ProfileClaims(records, fact.profile, symbols, twins))
        }
        return .init(devices: evidence + made, fleet: fleet)
    }
}

/// The records of one device, by source, each list's in its order.
struct OwnRecords {
    private(set) var computers: [Int] = []
    private(set) var entra: [Int] = []
    private(set) var managed: [Int] = []
    private(set) var machines: [Int] = []
    private(set) var evidence: [Int] = []

    /// Takes all records that follow on `first`, as numbers in their lists.
    mutating func gather(from first: Int, _ following: [Int32], _ records: Records) {
        computers.removeAll(keepingCapacity: true)
        entra.removeAll(keepingCapacity: true)
        managed.removeAll(keepingCapacity: true)
        machines.removeAll(keepingCapacity: true)
        evidence.removeAll(keepingCapacity: true)
        var record = first
        while record >= 0 {
            switch records.source(of: record) {
            case .computers: computers.append(record)
            case .entra: entra.append(record - records.starts[1])
            case .managed: managed.append(record - records.starts[2])
            case .machines: machines.append(record - records.starts[3])
            case .evidence: evidence.append(record - records.starts[4])
            }
            record = Int(following[record])
        }
    }
}

/// What stands for all devices of one profile.
private struct ProfileFact {
    var profile: DeviceProfile
    private var count = 0
    private var examples: [String] = []

    init(_ profile: DeviceProfile) {
        self.profile = profile
    }

    mutating func add(_ texts: TextBlock, _ name: TextBlock.Place) {
        count += 1
        if examples.count < 3 { examples.append(texts.text(name).printable(limit: 255)) }
    }

    /// The fact, by its number, which is counted from 1.
    func device(number: Int, _ claims: ProfileClaims) -> DeviceFact {
        let name = examples.first ?? ""
        var fact = DeviceFact(path: DeviceFact.path(inFleet: number), name: name)
        fact.members = .init(count: count, examples: examples)
        claims.extend(&fact)
        return fact
    }
}
