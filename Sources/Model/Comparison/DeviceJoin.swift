/// Which devices of two reports are the same.
///
/// By the strongest id that both have and that is nobody else's: the Entra device id, the object of Active Directory, the
/// machine of Defender for Endpoint, the distinguished name, the name. The last is weak: it joins none of which a stronger id
/// says that they are two. Where several have one name, the place of their evidence tells them apart; by itself it joins none,
/// since the next device's evidence may be collected into the same folder.
struct DeviceJoin {
    /// A device with its number in each report; -1 where it is not there.
    struct Pair: Equatable {
        var old: Int32
        var new: Int32
    }

    /// In the order of the new report, then those that are gone, in the order of the old one.
    private(set) var pairs: [Pair] = []
    /// How many devices have nothing but a name, which others have too.
    private(set) var ambiguous = 0
    /// At most three of those names.
    private(set) var ambiguousNames: [String] = []

    private let old: Report.Devices
    private let new: Report.Devices
    /// Devices that are still to be joined, by their numbers.
    private var left: [Int32]
    private var right: [Int32]
    /// For each device of the new report the number of the old one.
    private var partners: [Int32]

    init(_ old: Report.Devices, _ new: Report.Devices) {
        self.old = old
        self.new = new
        left = Array(0..<Int32(old.count))
        right = Array(0..<Int32(new.count))
        partners = [Int32](repeating: -1, count: new.count)
        join { $0.ids.entraDeviceID.flatMap { $0 == .zero ? nil : $0 } }
        join { $0.ids.objectGUID.flatMap { $0 == .zero ? nil : $0 } }
        join { Self.text($0.ids.machine) }
        join { Self.text($0.ids.distinguishedName) }
        join(isWeak: true) { owner in owner.ids.place.map { [$0, owner.name.lowercased()] } }
        join(isWeak: true) { Self.text($0.name) }
        joinNamesakes()
        pairs = partners.enumerated().map { Pair(old: $1, new: Int32($0)) }
        let joined = Set(partners)
        pairs += (0..<Int32(old.count)).filter { !joined.contains($0) }.map { Pair(old: $0, new: -1) }
    }

    private typealias Owner = (name: String, ids: Report.Device.IDs)

    private static func text(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        return text.lowercased()
    }

    /// Joins those of which each is the only one with its key in its report.
    private mutating func join<Key: Hashable>(isWeak: Bool = false, by key: (Owner) -> Key?) {
        guard !left.isEmpty, !right.isEmpty else { return }
        let before = Self.owners(of: left, in: old, by: key)
        guard !before.isEmpty else { return }
        let after = Self.owners(of: right, in: new, by: key)
        var joined: Set<Int32> = []
        for (key, number) in after where number >= 0 {
            guard let partner = before[key], partner >= 0 else { continue }
            if isWeak, old.owner(at: Int(partner)).ids.contradict(new.owner(at: Int(number)).ids) { continue }
            partners[Int(number)] = partner
            joined.insert(partner)
        }
        guard !joined.isEmpty else { return }
        left.removeAll { joined.contains($0) }
        right.removeAll { partners[Int($0)] >= 0 }
    }

    /// The device of each key; -1 for a key that several have.
    private static func owners<Key: Hashable>(
        of numbers: [Int32], in devices: Report.Devices, by key: (Owner) -> Key?
    ) -> [Key: Int32] {
        var owners: [Key: Int32] = [:]
        owners.reserveCapacity(numbers.count)
        for number in numbers {
            guard let key = key(devices.owner(at: Int(number))) else { continue }
            if owners.updateValue(number, forKey: key) != nil { owners[key] = -1 }
        }
        return owners
    }

    /// Joins devices that only a name tells apart, which several have: those that do worst with those that did worst.
    private mutating func joinNamesakes() {
        guard !left.isEmpty, !right.isEmpty else { return }
        let before = Self.namesakes(left, in: old)
        let after = Self.namesakes(right, in: new)
        for (name, numbers) in after {
            guard let others = before[name] else { continue }
            for (partner, number) in zip(Self.sorted(others, old), Self.sorted(numbers, new)) {
                partners[Int(number)] = partner
            }
            ambiguous += max(others.count, numbers.count)
            ambiguousNames.append(name)
        }
        ambiguousNames = Array(ambiguousNames.sorted().prefix(3))
    }

    private static func namesakes(_ numbers: [Int32], in devices: Report.Devices) -> [String: [Int32]] {
        Dictionary(
            grouping: numbers.filter { devices.owner(at: Int($0)).ids.areWeak },
            by: { text(devices.owner(at: Int($0)).name) ?? "" })
    }

    private static func sorted(_ numbers: [Int32], _ devices: Report.Devices) -> [Int32] {
        numbers.sorted { devices.verdict(at: Int($0)).rank > devices.verdict(at: Int($1)).rank }
    }
}

extension Report.Device.IDs {
    /// Where its evidence lies; nil where it has only a number among the devices of a fleet.
    fileprivate var place: String? {
        guard let evidence, !evidence.isEmpty, !DeviceFact.isInFleet(evidence) else { return nil }
        return evidence
    }

    /// Whether nothing but a name or a place tells the device from others.
    fileprivate var areWeak: Bool {
        entraDeviceID == nil && objectGUID == nil && machine == nil && distinguishedName == nil
    }

    /// Whether both have an id of the same kind, and not the same.
    fileprivate func contradict(_ other: Report.Device.IDs) -> Bool {
        func differ<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
            guard let one, let other else { return false }
            return one != other
        }
        return differ(entraDeviceID, other.entraDeviceID) || differ(objectGUID, other.objectGUID)
            || differ(machine?.lowercased(), other.machine?.lowercased())
            || differ(distinguishedName?.lowercased(), other.distinguishedName?.lowercased())
    }
}
