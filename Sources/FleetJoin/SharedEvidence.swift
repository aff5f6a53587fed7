import FoundationEssentials
import Model

/// Several folders of evidence of one device: each of them is judged by all that they say together.
///
/// What they say alike is said once, and what they say otherwise is a contradiction. Moments pass, and are no contradiction.
struct SharedEvidence {
    /// Folders beyond this many are not read together.
    private static let most = 8
    private let rules: FleetJoin.Rules

    init(_ records: Records) {
        rules = records.rules
    }

    private struct Key: Hashable {
        var attribute: DeviceAttribute
        var instance: String?
        var value: Claim.Value?
    }

    /// Adds to each of the facts what the others say.
    func merge(_ folders: [Int], in facts: inout [DeviceFact]) {
        guard folders.count > 1 else { return }
        let originals = folders.map { facts[$0] }
        guard folders.count <= Self.most else {
            let names = originals.prefix(3).map { $0.path.printable(limit: 80) }.joined(separator: ", ")
            let text =
                "\(folders.count) folders are of this device, such as \(names); keep the newest of them"
            for folder in folders { facts[folder].faults.append(Unreadable(.evidenceContradictory, text)) }
            return
        }
        for (place, folder) in folders.enumerated() {
            for (other, fact) in originals.enumerated() where other != place {
                add(fact, to: &facts[folder], originals[place])
            }
        }
    }

    private func add(_ other: DeviceFact, to fact: inout DeviceFact, _ own: DeviceFact) {
        var known = Set(
            fact.claims.map { Key(attribute: $0.attribute, instance: $0.instance, value: $0.value) })
        let absent = Self.absent(in: own)
        let otherAbsent = Self.absent(in: other)
        var numbers: [UInt16: UInt16] = [:]
        func file(_ number: UInt16) -> UInt16 {
            if let known = numbers[number] { return known }
            var file = EvidenceFile(name: "?")
            if Int(number) < other.files.count { file = other.files[Int(number)] }
            file.name = DeviceFact.name(of: file, in: other)
            fact.files.append(file)
            let made = UInt16(clamping: fact.files.count - 1)
            numbers[number] = made
            return made
        }
        func add(_ claim: Claim) {
            let key = Key(attribute: claim.attribute, instance: claim.instance, value: claim.value)
            if known.insert(key).inserted { fact.claims.append(claim) }
        }
        for claim in other.claims where isOfUse(claim, other) {
            if case .moment = claim.value { continue }
            let key = Key(attribute: claim.attribute, instance: claim.instance, value: claim.value)
            guard !known.contains(key) else { continue }
            var claim = claim
            claim.file = file(claim.file)
            add(claim)
            // Where one says that there is none at all, it says so of each that the other has.
            if claim.instance != nil, var none = absent[claim.attribute] {
                none.instance = claim.instance
                add(none)
            }
        }
        for claim in own.claims where claim.instance != nil {
            guard var none = otherAbsent[claim.attribute], isOfUse(none, other) else { continue }
            none.instance = claim.instance
            none.file = file(none.file)
            add(none)
        }
        for (number, unread) in other.files.enumerated() where unread.fault != nil {
            _ = file(UInt16(clamping: number))
        }
        fact.faults += other.faults
    }

    private static func absent(in fact: DeviceFact) -> [DeviceAttribute: Claim] {
        var found: [DeviceAttribute: Claim] = [:]
        for claim in fact.claims where claim.instance == nil && claim.value == .absent {
            found[claim.attribute] = claim
        }
        return found
    }

    /// What is too old says nothing against what was taken later.
    private func isOfUse(_ claim: Claim, _ fact: DeviceFact) -> Bool {
        guard Int(claim.file) < fact.files.count, let taken = fact.files[Int(claim.file)].observedAt else {
            return true
        }
        return rules.judgedAt.timeIntervalSince(taken) <= rules.evidenceMaximumAge
    }
}
