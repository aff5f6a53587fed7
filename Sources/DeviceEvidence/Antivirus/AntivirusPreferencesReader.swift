import Model

/// Reads what `Get-MpPreference` shows.
///
/// Source: <https://learn.microsoft.com/en-us/powershell/module/defender/get-mppreference>
struct AntivirusPreferencesReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.antivirusPreferences
    private static let marks = [
        "AttackSurfaceReductionRules_Ids", "AttackSurfaceReductionRules_Actions", "DisableRealtimeMonitoring",
        "MAPSReporting", "PUAProtection", "EnableNetworkProtection", "ExclusionPath",
    ]

    static func recognizes(_ text: EvidenceText) -> Bool {
        ObjectText.shows(marks, in: text)
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        let objects = ObjectText.objects(in: text, having: marks)
        if objects.isEmpty { found.fail("holds no preferences of the antivirus that can be read") }
        for property in objects.flatMap(\.properties) {
            // What PowerShell adds to every object.
            if property.name.hasPrefix("Cim") || property.name.hasPrefix("PS") { continue }
            if property.name == "ComputerID" { continue }
            let value: Claim.Value =
                switch property.value {
                case .text(let text): .text(canonical(text))
                case .list(let parts): .text(parts.map(canonical).joined(separator: ","))
                case .cut(let what): .unusable(what)
                }
            found.add(.preference, of: property.name.printable(limit: 100), value, line: property.line)
        }
    }

    private static func canonical(_ text: String) -> String {
        switch text {
        case "True", "TRUE": "true"
        case "False", "FALSE": "false"
        default: text.printable(limit: 1000)
        }
    }
}
