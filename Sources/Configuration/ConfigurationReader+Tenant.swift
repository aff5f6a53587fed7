import Addresses
import Foundation
import Model
import StrictYAML

extension ConfigurationReader {
    static let tenantKeys = [
        "id", "domain", "initial-domain", "cloud", "export", "export-max-age", "stale-after",
        "enforcement-scope",
    ]

    /// Saved answers; nil where none are named.
    func savedAnswers(_ tenant: inout Mapping) -> TenantSettings? {
        var settings = TenantSettings()
        settings.exports =
            tenant.each("export") { value in
                guard let name = value.string() else { return nil }
                let place = SavedAnswersPlace(name: name, path: absolute(name))
                guard !name.isEmpty, (try? FileManager.default.attributesOfItem(atPath: place.path)) != nil
                else {
                    value.complain("there is no file or folder \"\(place.path)\"")
                    return nil
                }
                return place
            } ?? []
        if let age = tenant.optional("export-max-age", { $0.duration() }) { settings.exportMaximumAge = age }
        if let age = tenant.optional("stale-after", { $0.duration() }) { settings.staleAfter = age }
        return settings.exports.isEmpty ? nil : settings
    }

    /// What somebody says the enforcement scope is.
    func attestation(_ tenant: inout Mapping) -> ScopeAttestation? {
        let keys = ["windows-clients", "windows-servers", "linux", "macos", "attested-by", "attested-on"]
        return tenant.mapping("enforcement-scope", keys: keys) { scope in
            let day = scope.text("attested-on")
            let by = scope.text("attested-by")
            let date = Self.day(day)
            if !day.isEmpty, date == nil {
                scope.complain(
                    "expected the day on which it was seen, such as 2026-11-20, found \"\(day.prefix(40))\"",
                    at: "attested-on")
            }
            var attestation = ScopeAttestation(by: by, on: date ?? Date(timeIntervalSince1970: 0))
            func platform(_ key: String) -> ScopeAttestation.Scope? {
                scope.optional(key) { $0.choice(ScopeAttestation.Scope.self) }
            }
            attestation.windowsClients = platform("windows-clients")
            attestation.windowsServers = platform("windows-servers")
            attestation.linux = platform("linux")
            attestation.macOS = platform("macos")
            if !keys.prefix(4).contains(where: scope.has) {
                scope.complain(
                    "names no platform; give windows-clients, windows-servers, linux or macos: all, tagged or off",
                    at: "attested-by")
            }
            return attestation
        }
    }

    /// `2026-11-20`, at 00:00 UTC.
    private static func day(_ text: String) -> Date? {
        guard text.utf8.count == 10 else { return nil }
        return try? Date(text, strategy: .iso8601.year().month().day())
    }
}
