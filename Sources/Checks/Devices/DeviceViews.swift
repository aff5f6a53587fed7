import Model

/// The devices of the evidence in the order of the facts, as all checks see them.
struct DeviceViews: Sendable {
    let views: [DeviceView]
    /// What each of them runs in a few words; devices that are alike share the text.
    let systems: [String]

    init(_ facts: [DeviceFact], _ expectation: DeviceExpectation) {
        views = facts.map { DeviceView($0, expectation) }
        var known: Set<String> = []
        systems = views.map { known.insert($0.system).memberAfterInsert }
    }
}

extension Evidence {
    /// Made by the first check that asks.
    func views(_ expectation: DeviceExpectation) -> DeviceViews {
        common.value { DeviceViews(facts.devices, expectation) }
    }
}
