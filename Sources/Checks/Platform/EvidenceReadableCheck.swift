import Model

/// All evidence of the device could be read to its end, and is of one device.
struct EvidenceReadableCheck: DeviceCheck {
    let id: CheckID = "platform.evidence-readable"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        guard !device.isListedOnly || !device.objections.isEmpty else { return .notApplicable }
        // What is missing may be what speaks against the device.
        let doubts = device.objections + device.unread + otherDevices(device)
        return doubts.isEmpty ? .met : .undetermined(doubts)
    }

    /// The device has one id in Entra ID, wherever it is told.
    private func otherDevices(_ device: DeviceView) -> [Reason] {
        var seen: (id: String, place: String)?
        for attribute in [DeviceAttribute.entraDeviceID, .enrollmentDeviceID] {
            switch device.text(attribute) {
            case .value(let id, let place):
                if let seen, seen.id != id.lowercased() {
                    let text = "the device's id is \(seen.id) in \(seen.place) and \(id) in \(place)"
                    return [device.reason(.evidenceTwoDevices, text)]
                }
                seen = (id.lowercased(), place)
            case .unusable(let reasons): return reasons
            case .absent, .untold: break
            }
        }
        return []
    }
}
