import Foundation
import StrictYAML

extension ConfigurationReader {
    static let devicesKeys = ["evidence", "max-age", "settings"]

    func devices(_ devices: inout Mapping) -> DevicesSettings {
        var settings = DevicesSettings()
        settings.evidence =
            devices.each("evidence") { value in
                guard let name = value.string() else { return nil }
                guard !name.isEmpty else {
                    value.complain("is empty; name a file or folder")
                    return nil
                }
                let place = EvidencePlace(name: name, path: absolute(name))
                if !place.isThere { value.complain("there is no file or folder \"\(place.path)\"") }
                return place
            } ?? []
        if let age = devices.optional("max-age", { $0.duration() }) { settings.maximumAge = age }
        if let entries = devices.optional("settings", { $0.entries() }) {
            for (name, value) in entries {
                var value = value
                if let text = value.text() { settings.settings[name] = text }
                devices.add(value.diagnostics)
            }
        }
        return settings
    }
}

extension EvidencePlace {
    /// Whether there is anything of that name, were it only a link that leads nowhere.
    package var isThere: Bool {
        (try? FileManager.default.attributesOfItem(atPath: path)) != nil
    }
}
