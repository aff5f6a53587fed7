import Model

/// What the enrolment status of a device says, as far as it can be told.
enum EnrollmentState {
    /// The number, and what its sources make of it; nil where they contradict each other.
    case known(EnrollmentKnowledge.Status, EnrollmentKnowledge.State?, place: String)
    /// A number that the catalogue does not have.
    case strange(Int, place: String)
    /// The place was looked at, and there is none.
    case none(place: String)
    case untold([Reason])
    case unusable([Reason])

    init(_ device: DeviceView, _ knowledge: EnrollmentKnowledge) {
        switch device.number(.enrollmentStatus) {
        case .value(let code, let place):
            if let status = knowledge.statuses[code] {
                self = .known(status, status.state, place: place)
            } else {
                self = .strange(code, place: place)
            }
        case .absent(let place): self = .none(place: place)
        case .untold(var reasons):
            if !reasons.isEmpty {
                reasons[0].message += "; an export of HKLM\\SOFTWARE\\Microsoft\\SenseCM shows it"
            }
            self = .untold(reasons)
        case .unusable(let reasons): self = .unusable(reasons)
        }
    }

    /// nil where there is none, or nothing can be concluded from it.
    var state: EnrollmentKnowledge.State? {
        if case .known(_, let state, _) = self { state } else { nil }
    }

    var isEnrolled: Bool { state == .enrolled || state == .harmless }

    var code: Int? {
        switch self {
        case .known(let status, _, _): status.code
        case .strange(let code, _): code
        default: nil
        }
    }

    /// Why nothing can be concluded of the enrolment; nil where something can, or where there is none.
    func doubts(_ device: DeviceView) -> [Reason]? {
        switch self {
        case .known(let status, nil, let place):
            return [
                device.reason(.onboardingSourcesDisagree, "\(status.title(place)): \(status.disagreement)")
            ]
        case .known(let status, .unknown, let place):
            let text = "\(status.title(place)): \(status.words); no source tells what that means"
            return [device.reason(.onboardingStatusUnknown, text)]
        case .strange(let code, let place):
            let text = "the enrolment status is \(code) (\(place)), which is not in the catalogue"
            return [device.reason(.onboardingStatusUnknown, text)]
        case .untold(let reasons), .unusable(let reasons): return reasons
        case .known, .none: return nil
        }
    }
}

extension EnrollmentKnowledge.Status {
    func title(_ place: String) -> String { "enrolment status \(code) (\(place))" }

    /// Each source's own words.
    var disagreement: String {
        let said = meanings.map { "\($0.source) says \"\($0.says)\"" }.joined(separator: ", ")
        return "sources disagree: \(said)"
    }
}
