import Model

/// A device as checks see it: what its evidence shows, or why nothing can be concluded from it.
///
/// A class, since it is handed about for each of very many devices; all checks share it.
final class DeviceView: Sendable {
    let fact: DeviceFact
    private let expectation: DeviceExpectation
    /// Why nothing that the evidence says can be relied on; empty where it can.
    let objections: [Reason]
    /// Files of the evidence, or the whole, that could not be read.
    let unread: [Reason]
    /// What the claims are about, in their order: searched far more often than claims are read.
    private let attributes: [UInt8]
    /// The lists that were asked for the device, whatever they said.
    let lists: [EvidenceFile.Kind]
    /// The fact's id, as reasons name it.
    private let facts: [String]

    /// What the evidence shows of one attribute.
    enum Seen<Value> {
        /// `place` names the file and the line.
        case value(Value, place: String)
        /// The place was looked at, and it is not there.
        case absent(place: String)
        /// Nothing tells; the reasons name what would settle it, and what could not be read.
        case untold([Reason])
        /// Something tells, and cannot be relied on: old, contradictory, damaged.
        case unusable([Reason])

        var value: Value? { if case .value(let value, _) = self { value } else { nil } }

        /// Why there is no value; nil where there is one, or where it is known that there is none.
        var doubts: [Reason]? {
            switch self {
            case .value, .absent: nil
            case .untold(let reasons), .unusable(let reasons): reasons
            }
        }

        func map<T>(_ body: (Value) -> T) -> Seen<T> {
            switch self {
            case .value(let value, let place): .value(body(value), place: place)
            case .absent(let place): .absent(place: place)
            case .untold(let reasons): .untold(reasons)
            case .unusable(let reasons): .unusable(reasons)
            }
        }
    }

    init(_ fact: DeviceFact, _ expectation: DeviceExpectation) {
        self.fact = fact
        self.expectation = expectation
        objections = Self.objections(to: fact)
        facts = [fact.id]
        unread = Self.unread(of: fact)
        attributes = fact.claims.indices.map { fact.claims[$0].attribute.byte }
        lists = Self.lists(of: fact)
    }

    /// Lower case.
    var family: Seen<String> { text(.systemFamily) }

    func text(_ attribute: DeviceAttribute, of instance: String? = nil) -> Seen<String> {
        seen(attribute, instance) { if case .text(let text) = $0 { text } else { nil } }
    }

    func number(_ attribute: DeviceAttribute, of instance: String? = nil) -> Seen<Int> {
        seen(attribute, instance) { if case .number(let number) = $0 { number } else { nil } }
    }

    func flag(_ attribute: DeviceAttribute, of instance: String? = nil) -> Seen<Bool> {
        seen(attribute, instance) { if case .flag(let flag) = $0 { flag } else { nil } }
    }

    /// Seconds from the moment to that of judging; negative where it is yet to come.
    func secondsSince(_ attribute: DeviceAttribute, of instance: String? = nil) -> Seen<Double> {
        seen(attribute, instance) {
            if case .moment(let date) = $0 { date.seconds(until: expectation.judgedAt) } else { nil }
        }
    }

    /// The instances of an attribute that evidence of any age tells of, each once, in the order of the evidence.
    func instances(of attribute: DeviceAttribute) -> [String] {
        let wanted = attribute.byte
        var known: Set<String> = []
        var instances: [String] = []
        for number in attributes.indices where attributes[number] == wanted {
            guard let instance = fact.claims[number].instance, known.insert(instance).inserted else {
                continue
            }
            instances.append(instance)
        }
        return instances
    }

    /// Whether there is a claim about an attribute, of whatever instance and age.
    func isTold(_ attribute: DeviceAttribute) -> Bool { attributes.contains(attribute.byte) }

    /// The claims about any of some attributes, of whatever age, in their order.
    func claims(about wanted: DeviceAttribute...) -> [Claim] { claims(about: wanted) }

    func claims(about wanted: [DeviceAttribute]) -> [Claim] {
        let wanted = wanted.map(\.byte)
        return attributes.indices.filter { wanted.contains(attributes[$0]) }.map { fact.claims[$0] }
    }

    /// What a setting should be, by name.
    var expectedSettings: [String: String] { expectation.settings }

    /// What a list of a source is called.
    func name(of list: EvidenceFile.Kind) -> String {
        guard lists.contains(list) else { return "the list" }
        return fact.files.first { $0.kind == list }?.name ?? "the list"
    }

    /// A reason that rests on this device.
    func reason(_ code: ReasonCode, _ message: String) -> Reason {
        Reason(code, message, facts: facts)
    }

    /// `file:line`, for messages.
    func place(of claim: Claim) -> String {
        let name = Int(claim.file) < fact.files.count ? fact.files[Int(claim.file)].name : "?"
        return claim.line == 0 ? name : "\(name):\(claim.line)"
    }

    // MARK: Reading claims

    private func seen<Value>(
        _ attribute: DeviceAttribute, _ instance: String?, _ read: (Claim.Value) -> Value?
    ) -> Seen<Value> {
        guard objections.isEmpty else { return .unusable(objections) }
        let told = told(attribute, instance)
        guard let any = told.any else { return .untold(untold(attribute, instance)) }
        guard let number = told.good else { return .unusable([tooOld(any)]) }
        let first = fact.claims[number]
        if let other = told.other.map({ fact.claims[$0] }) {
            let text =
                "\(title(attribute, instance)) is \(words(first.value)) in \(place(of: first)) and "
                + "\(words(other.value)) in \(place(of: other))"
            return .unusable([reason(.evidenceContradictory, text)])
        }
        switch first.value {
        case .absent: return .absent(place: place(of: first))
        case .unusable(let what):
            let text = "\(title(attribute, instance)) in \(place(of: first)) cannot be used: \(what)"
            let isRecord = instance == nil && attribute.isRecord
            return .unusable([reason(isRecord ? .deviceAmbiguous : .evidenceUnreadable, text)])
        default:
            guard let value = read(first.value) else {
                let text =
                    "\(title(attribute, instance)) in \(place(of: first)) is of another kind than it should be"
                return .unusable([reason(.evidenceUnreadable, text)])
            }
            return .value(value, place: place(of: first))
        }
    }

    /// Numbers of the first claim, of the first one that is neither old nor of unknown age, and of the first such one
    /// that says something else.
    private func told(_ attribute: DeviceAttribute, _ instance: String?) -> (
        any: Int?, good: Int?, other: Int?
    ) {
        let wanted = attribute.byte
        var any: Int?
        var good: Int?
        for number in attributes.indices
        where attributes[number] == wanted && fact.claims[number].instance == instance {
            if any == nil { any = number }
            guard age(of: number).isGood else { continue }
            guard let first = good else {
                good = number
                continue
            }
            if fact.claims[number].value != fact.claims[first].value { return (any, good, number) }
        }
        return (any, good, nil)
    }

    private func title(_ attribute: DeviceAttribute, _ instance: String?) -> String {
        instance.map { "\(attribute.rawValue) (\($0.printable(limit: 80)))" } ?? attribute.rawValue
    }

    private func words(_ value: Claim.Value) -> String {
        switch value {
        case .text(let text): "\"\(text.printable(limit: 80))\""
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "yes" : "no"
        case .moment(let date): date.inUTC
        case .absent: "not there"
        case .unusable(let what): "unusable (\(what.printable(limit: 80)))"
        }
    }

    /// Names what is missing, and any file that could not be read and might have shown it.
    private func untold(_ attribute: DeviceAttribute, _ instance: String?) -> [Reason] {
        if let list = attribute.list {
            let missing = reason(.evidenceMissing, "no list shows \(title(attribute, instance))")
            let faults = fact.files.filter { $0.kind == list }.compactMap { file in
                file.fault.map { reason($0.code, "\(file.name): \($0.detail)") }
            }
            return [missing] + faults
        }
        let missing = reason(.evidenceMissing, "no evidence shows " + title(attribute, instance))
        guard fact.claims.isEmpty, !unread.isEmpty else { return [missing] + unread }
        // Where nothing at all could be read, why is what there is to say.
        return unread + [missing]
    }

    private static func unread(of fact: DeviceFact) -> [Reason] {
        var reasons = fact.faults.map { Reason($0.code, $0.detail, facts: [fact.id]) }
        var room = 5
        for number in fact.files.indices where room > 0 && !fact.files[number].kind.isList {
            guard let fault = fact.files[number].fault else { continue }
            let text = "\(fact.files[number].name): \(fault.detail)"
            reasons.append(Reason(fault.code, text, facts: [fact.id]))
            room -= 1
        }
        return reasons
    }

    private static func lists(of fact: DeviceFact) -> [EvidenceFile.Kind] {
        var lists: [EvidenceFile.Kind] = []
        func add(_ list: EvidenceFile.Kind) {
            if !lists.contains(list) { lists.append(list) }
        }
        for number in fact.files.indices where fact.files[number].kind.isList { add(fact.files[number].kind) }
        for number in fact.claims.indices {
            if let list = fact.claims[number].attribute.list { add(list) }
        }
        return lists
    }

    private enum Age {
        case good, old, unknown, future

        var isGood: Bool { self == .good }
    }

    /// Of a claim, by its number.
    private func age(of number: Int) -> Age {
        let file = Int(fact.claims[number].file)
        guard file < fact.files.count, let taken = fact.files[file].observedAt else { return .unknown }
        let seconds = taken.seconds(until: expectation.judgedAt)
        if seconds > expectation.maximumAge { return .old }
        // A day covers clocks that are set by another time zone.
        return seconds < -86_400 ? .future : .good
    }

    private func tooOld(_ number: Int) -> Reason {
        let place = Int(fact.claims[number].file)
        let file = place < fact.files.count ? fact.files[place] : nil
        let name = file?.name ?? "?"
        guard let taken = file?.observedAt else {
            return reason(.evidenceOld, "nothing tells when \(name) was taken")
        }
        if age(of: number) == .future {
            return reason(.evidenceOld, "\(name) says that it was taken at \(taken.inUTC), yet to come")
        }
        let days = Int(nearest: (expectation.maximumAge / 86_400).rounded(.up))
        return reason(.evidenceOld, "\(name) is of \(taken.inUTC), more than \(days) days ago")
    }

    private static func objections(to fact: DeviceFact) -> [Reason] {
        var names: [(text: String, claim: Claim)] = []
        for claim in fact.numbers(of: .computerName).map({ fact.claims[$0] }) {
            guard case .text(let text) = claim.value,
                !names.contains(where: { $0.text.isSameComputer(as: text) })
            else { continue }
            names.append((text, claim))
        }
        guard names.count > 1 else { return [] }
        let words = names.prefix(3).map { name in
            "\(name.text.printable(limit: 60)) in \(file(of: name.claim, fact))"
        }
        return [
            Reason(
                .evidenceTwoDevices, "the evidence names \(words.joined(separator: " and "))",
                facts: [fact.id])
        ]
    }

    private static func file(of claim: Claim, _ fact: DeviceFact) -> String {
        Int(claim.file) < fact.files.count ? fact.files[Int(claim.file)].name : "?"
    }
}

extension String {
    /// Whether two computer names mean one computer; NetBIOS cuts a name after fifteen characters.
    fileprivate func isSameComputer(as other: String) -> Bool {
        if self == other { return true }
        let (short, long) = count < other.count ? (self, other) : (other, self)
        return short.count == 15 && long.hasPrefix(short)
    }
}
