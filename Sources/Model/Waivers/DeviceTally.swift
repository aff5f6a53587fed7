/// What waivers do to what a check says of many devices.
struct DeviceTally: Sendable {
    /// Devices in trouble, by what was found.
    struct Count: Sendable {
        var total = 0
        var waived = 0

        var isAllWaived: Bool { total > 0 && waived == total }
    }

    var notMet = Count()
    var undetermined = Count()
    /// Numbers of the waivers that have something to do with any of the devices.
    var touching: Set<Int> = []
    /// Numbers of those by which any is waived.
    var waiving: Set<Int> = []
    /// The codes of those that are waived.
    var codes: Set<ReasonCode> = []
    /// The codes of those that are not.
    var codesLeft: Set<ReasonCode> = []

    var waived: Int { notMet.waived + undetermined.waived }
    var isAllWaived: Bool { waived > 0 && waived == notMet.total + undetermined.total }

    /// Counts so many devices of which a voice says what it says at `place`, and which a set of waivers fits.
    mutating func add(_ voice: Voice, at place: Int, _ fitting: UInt32, count: Int = 1) {
        guard let mark = voice.devices?[place].mark else { return }
        let path: WritableKeyPath<DeviceTally, Count>
        switch mark {
        case .met, .notApplicable: return
        case .notMet: path = \.notMet
        case .undetermined: path = \.undetermined
        }
        self[keyPath: path].total += count
        let cover = voice.cover(at: place, fitting)
        touching.formUnion(cover.numbers)
        guard cover.isWhole else {
            for code in voice.codes(at: place) { codesLeft.insert(code) }
            return
        }
        self[keyPath: path].waived += count
        waiving.formUnion(cover.waiving)
        codes.formUnion(voice.codes(at: place))
    }
}

extension Evaluation {
    /// What waivers do to a finding about devices; nil where it names none.
    func tally(of finding: Finding, of check: CheckID, _ waivers: DeviceWaivers) -> DeviceTally? {
        guard finding.subject.kind == .devices else { return nil }
        let voice = Voice(check: check, severity: .fail, finding: finding, waivers: waivers)
        guard let devices = voice.devices else { return nil }
        var tally = DeviceTally()
        var roster = roster(of: voice.domain)
        voice.places = roster.places(of: devices)
        if let fleet, voice.domain == deviceSubject {
            for (key, count) in Self.alike(fleet, waivers) where voice.judges(Int(key.fact)) {
                tally.add(voice, at: Int(voice.places[Int(key.fact)]), key.fitting, count: count)
            }
        } else {
            for row in 0..<roster.count where voice.judges(row) {
                tally.add(voice, at: Int(voice.places[row]), roster.waivers(at: row, waivers))
            }
        }
        return tally
    }

    private struct Alike: Hashable {
        var fact: UInt32
        var fitting: UInt32
    }

    /// How many devices of the fleet have the same fact and the same waivers.
    private static func alike(_ fleet: Fleet, _ waivers: DeviceWaivers) -> [Alike: Int] {
        var counts: [Alike: Int] = [:]
        for (number, row) in fleet.rows.enumerated() {
            counts[Alike(fact: row.fact, fitting: waivers.set(ofFleetDevice: number)), default: 0] += 1
        }
        return counts
    }
}

extension Evaluation.Findings {
    /// Counts, for each finding about devices, what waivers do to it.
    mutating func count(_ evaluation: Evaluation, _ waivers: AppliedWaivers, _ check: CheckID) {
        guard let devices = waivers.devices else { return }
        tallies = common.map { evaluation.tally(of: $0, of: check, devices) }
        talliesBySet = bySet.mapValues { $0.map { evaluation.tally(of: $0, of: check, devices) } }
    }
}
