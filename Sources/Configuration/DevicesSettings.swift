/// Where the evidence of devices is, and what it is held against.
package struct DevicesSettings: Sendable, Equatable {
    package var evidence: [EvidencePlace] = []
    /// Seconds.
    package var maximumAge = 7 * 86_400.0
    /// Settings that policy should have brought, by name, as Get-MpPreference shows their values.
    package var settings: [String: String] = [:]

    package init() {}
}

/// A folder or archive with the evidence of one device or many.
package struct EvidencePlace: Sendable, Equatable {
    /// As the configuration or the command line has it.
    package var name: String
    /// Absolute.
    package var path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }
}
