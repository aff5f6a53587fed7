/// Counts how far devices have come on the way to being managed.
struct FleetFunnel {
    /// Where a device is stopped; `step` is the number of steps where it is not.
    struct Stop {
        var step: Int
        var code: ReasonCode?
        var isDoubt = false
    }

    private struct StopKey: Hashable {
        var step: Int
        var code: ReasonCode
        var isDoubt: Bool
    }

    private let facts: [DeviceFact]
    private let voices: [CheckID: Voice]
    /// Steps of which some source tells.
    private let isTold: [Bool]
    private var reached = [Int](repeating: 0, count: kinds.count)
    private var stops: [StopKey: FleetPicture.Stop] = [:]

    private static let kinds = FleetPicture.Step.Kind.allCases

    init(_ facts: [DeviceFact], _ voices: [Voice], _ directory: [String: [Voice]]) {
        self.facts = facts
        let judging = voices.filter { $0.devices != nil }
        self.voices = Dictionary(judging.map { ($0.check, $0) }, uniquingKeysWith: { first, _ in first })
        func isAsked(_ source: FleetPicture.Source.Kind) -> Bool { facts.contains { $0.isAsked(source) } }
        let hasScope = directory.values.joined().contains { $0.check == Self.scope && $0.devices != nil }
        let known = self.voices
        isTold = Self.kinds.map { kind in
            switch kind {
            case .directory: isAsked(.directory)
            case .synchronized: isAsked(.directory) && (isAsked(.entra) || hasScope)
            case .registered, .onboarded, .tagged, .managed: !Self.checks(of: kind, known).isEmpty
            }
        }
    }

    private static let scope: CheckID = "directory.computers-in-sync-scope"

    /// The checks that tell whether a step was taken.
    private static func checks(of kind: FleetPicture.Step.Kind, _ voices: [CheckID: Voice]) -> [CheckID] {
        let checks: [CheckID] =
            switch kind {
            case .directory, .synchronized: []
            case .registered:
                [
                    "registration.device-object-present", "registration.not-pending",
                    "registration.device-trusted",
                ]
            case .onboarded: ["onboarding.device-onboarded"]
            case .tagged: ["tagging.management-tag-present"]
            case .managed: ["onboarding.enrollment-status"]
            }
        return checks.filter { voices[$0] != nil }
    }

    /// Where a device is stopped of which a fact tells, and a row of the directory where there is one.
    func stop(of fact: Int, _ directory: [Voice], row: Int) -> Stop {
        for (step, kind) in Self.kinds.enumerated() where isTold[step] {
            switch kind {
            case .directory:
                if let stop = directoryStop(facts[fact], step) { return stop }
            case .synchronized:
                if let stop = synchronizedStop(facts[fact], directory, row, step) { return stop }
            case .registered, .onboarded, .tagged, .managed:
                for check in Self.checks(of: kind, voices) {
                    if let voice = voices[check], let stop = stop(voice, fact, step) { return stop }
                }
            }
        }
        return Stop(step: Self.kinds.count)
    }

    /// What a voice says against a device, if anything.
    private func stop(_ voice: Voice, _ row: Int, _ step: Int) -> Stop? {
        guard voice.judges(row), let device = voice.devices?[Int(voice.places[row])] else {
            return Stop(step: step, code: .evidenceMissing, isDoubt: true)
        }
        switch device.mark {
        case .met, .notApplicable: return nil
        case .notMet: return Stop(step: step, code: device.code)
        case .undetermined: return Stop(step: step, code: device.code, isDoubt: true)
        }
    }

    private func directoryStop(_ fact: DeviceFact, _ step: Int) -> Stop? {
        switch fact.value(.directoryAccount) {
        case .text("disabled"), .text("stale"): Stop(step: step, code: .registrationDeviceDisabled)
        // A device that needs no directory is on its way without one.
        case .text, .absent: nil
        case .unusable: Stop(step: step, code: .deviceAmbiguous, isDoubt: true)
        default: Stop(step: step, code: .evidenceMissing, isDoubt: true)
        }
    }

    private func synchronizedStop(_ fact: DeviceFact, _ directory: [Voice], _ row: Int, _ step: Int)
        -> Stop?
    {
        guard case .text = fact.value(.directoryAccount) else { return nil }
        switch fact.value(.entraObject) {
        case .text:
            if fact.value(.entraSynced) == .flag(true) || fact.text(.entraTrust) == "serverad" { return nil }
        case .absent: return Stop(step: step, code: .registrationObjectMissing)
        case .unusable: return Stop(step: step, code: .deviceAmbiguous, isDoubt: true)
        default: break
        }
        if let voice = directory.first(where: { $0.check == Self.scope }), voice.judges(row) {
            return stop(voice, row, step)
        }
        return Stop(step: step, code: .evidenceMissing, isDoubt: true)
    }

    mutating func add(_ stop: Stop, _ fleet: Fleet, _ row: Fleet.Row) {
        for step in 0..<stop.step { reached[step] += 1 }
        guard stop.step < Self.kinds.count else { return }
        let code = stop.code ?? .evidenceMissing
        let key = StopKey(step: stop.step, code: code, isDoubt: stop.isDoubt)
        var known =
            stops[key] ?? .init(code: code, isDoubt: stop.isDoubt, count: 0, examples: [])
        known.count += 1
        if known.examples.count < 3 {
            known.examples.append(fleet.texts.text(row.name).printable(limit: 255))
        }
        stops[key] = known
    }

    /// The most devices first.
    var steps: [FleetPicture.Step] {
        Self.kinds.enumerated().map { step, kind in
            let own = stops.filter { $0.key.step == step }.map(\.value).sorted {
                $0.count != $1.count
                    ? $0.count > $1.count
                    : ($0.code.rawValue, $0.isDoubt ? 1 : 0) < ($1.code.rawValue, $1.isDoubt ? 1 : 0)
            }
            return .init(kind: kind, reached: isTold[step] ? reached[step] : nil, stops: own)
        }
    }
}
