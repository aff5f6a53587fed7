import Model

/// Settings that policy should have brought are in force.
struct SettingsAppliedCheck: DeviceCheck {
    let id: CheckID = "policy.settings-applied"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        guard !device.expectedSettings.isEmpty else { return .notApplicable }
        return .onWindows(device, evidence) {
            var differing: [Reason] = []
            var unknown: [Reason] = []
            let shown = device.instances(of: .preference)
            for (name, expected) in device.expectedSettings.sorted(by: { $0.key < $1.key }) {
                let called = shown.first { $0.lowercased() == name.lowercased() } ?? name
                let seen = device.text(.preference, of: called)
                switch seen {
                case .value(let value, let place):
                    guard Self.form(value) != Self.form(expected) else { continue }
                    let text =
                        "\(name.printable(limit: 80)) is \"\(value.printable(limit: 120))\" in \(place), and "
                        + "\"\(expected.printable(limit: 120))\" is expected"
                    differing.append(device.reason(.policySettingDiffers, text))
                case .absent(let place):
                    let text = "\(place) does not show \(name.printable(limit: 80))"
                    unknown.append(device.reason(.policySettingNotShown, text))
                case .untold:
                    let text = "no evidence shows \(name.printable(limit: 80)); Get-MpPreference does"
                    unknown.append(device.reason(.policySettingNotShown, text))
                case .unusable(let reasons): unknown += reasons
                }
            }
            if !differing.isEmpty {
                return DeviceJudgement(mark: .notMet, reasons: differing + unknown, group: nil)
            }
            return unknown.isEmpty ? .met : .undetermined(unknown)
        }
    }

    /// A value in the form in which two are compared: case does not count, nor does the order of a list.
    private static func form(_ value: String) -> [String] {
        value.split(separator: ",", omittingEmptySubsequences: true).map { part in
            let text = part.lowercased().drop(while: \.isWhitespace)
            let word = String(text.reversed().drop(while: \.isWhitespace).reversed())
            return Int(word).map { "\($0)" } ?? word
        }.filter { !$0.isEmpty }.sorted()
    }
}
