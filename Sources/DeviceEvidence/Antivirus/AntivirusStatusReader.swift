import Model

/// Reads what `Get-MpComputerStatus` shows.
///
/// Source: <https://learn.microsoft.com/en-us/powershell/module/defender/get-mpcomputerstatus>
struct AntivirusStatusReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.antivirusStatus
    private static let marks = ["AMProductVersion", "AMRunningMode", "AMEngineVersion"]

    static func recognizes(_ text: EvidenceText) -> Bool {
        ObjectText.shows(marks, in: text)
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        let objects = ObjectText.objects(in: text, having: marks)
        if objects.isEmpty { found.fail("holds no status of the antivirus that can be read") }
        for property in objects.flatMap(\.properties) {
            switch property.name {
            case "AMProductVersion": tell(.antivirusVersion, property, &found)
            case "AMRunningMode": tell(.antivirusMode, property, &found)
            case "AntivirusEnabled": tell(.antivirusEnabled, property, isFlag: true, &found)
            case "IsTamperProtected": tell(.tamperProtected, property, isFlag: true, &found)
            default: break
            }
        }
    }

    private static func tell(
        _ attribute: DeviceAttribute, _ property: ObjectText.Property, isFlag: Bool = false,
        _ found: inout EvidenceFindings
    ) {
        switch property.value {
        case .text(""): break
        case .text(let text) where !isFlag:
            found.add(attribute, .text(text.printable()), line: property.line)
        case .text(let text):
            let flag = ["true": true, "false": false][text.lowercased()]
            let value = flag.map { Claim.Value.flag($0) } ?? .unusable("\"\(text.printable(limit: 60))\"")
            found.add(attribute, value, line: property.line)
        case .list: found.add(attribute, .unusable("a list"), line: property.line)
        case .cut(let what): found.add(attribute, .unusable(what), line: property.line)
        }
    }
}
