import Model

/// What Defender for Endpoint lists of a device's tags, whatever wrote them.
enum ListedTag {
    case notAsked
    case present
    /// With how it is nearly right.
    case nearMiss(Reason)
    case missing(Reason)
    case unsure([Reason])

    private static let merged =
        "the list holds the tags of the portal, the API, the registry and rules together"

    init(_ device: DeviceView, _ tag: String) {
        guard device.isAsked(.machine) else {
            self = .notAsked
            return
        }
        let record = device.text(.machineRecord)
        guard case .value = record else {
            if case .absent(let place) = record {
                let text = "\(place) has no record of the device, and so no tag of it"
                self = .missing(device.reason(.tagMissing, text))
            } else {
                self = .unsure(record.doubts ?? [])
            }
            return
        }
        var near: [Reason] = []
        var doubts: [Reason] = []
        for found in device.instances(of: .machineTag) {
            switch device.flag(.machineTag, of: found) {
            case .value(true, _) where found == tag:
                self = .present
                return
            case .value(true, let place):
                let how = NearMiss(found, of: tag)?.words ?? "it is another tag"
                let text =
                    "\"\(found.printable(limit: 80))\" in \(place) is not \(tag): \(how); it has no effect"
                near.append(device.reason(.tagNearMiss, text))
            case .unusable(let reasons): doubts += reasons
            case .value(false, _), .absent, .untold: break
            }
        }
        guard doubts.isEmpty else {
            self = .unsure(doubts)
            return
        }
        if let first = near.first {
            self = .nearMiss(first)
            return
        }
        let all = device.flag(.machineTag)
        if case .absent(let place) = all {
            let text = "the tags in \(place) have no \(tag); \(Self.merged)"
            self = .missing(device.reason(.tagMissing, text))
        } else {
            self = .unsure(
                all.doubts ?? [device.reason(.evidenceInconclusive, "the list of machines names no tag")])
        }
    }
}
