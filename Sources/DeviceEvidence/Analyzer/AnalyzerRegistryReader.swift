import Model

/// Reads `MdeConfigMgrRegInfo.txt`, in which the MDE Client Analyzer notes what the registry says of the enrolment.
///
/// Each line is a name, a colon and a value. `False` or nothing stands there for what is missing, and for what could not be
/// read, too; so nothing is concluded from it. Its LastCheckinSuccess is that of the attempt, and is passed over.
struct AnalyzerRegistryReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.analyzer
    private static let title: StaticString = "please find reg info for MdeConfigMgr flow On :"

    static func recognizes(_ text: EvidenceText) -> Bool {
        text.bytes.prefix(256).drop { $0 == 32 || $0 == 10 || $0 == 13 }.starts(ignoringCase: title)
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        let end = text.bytes.lastIndex(of: 10) ?? -1
        if text.bytes.last != 10 { found.fail("breaks off in its last line") }
        for line in text.lines where line.bytes.startIndex <= end {
            if line.bytes.starts(ignoringCase: title) {
                let moment = line.bytes.dropFirst(title.utf8CodeUnitCount).trimmed
                found.observedAt =
                    found.observedAt ?? AnalyzerReader.moment(String(decoding: moment, as: UTF8.self))
                continue
            }
            guard let (name, value) = line.bytes.parted(at: UInt8(ascii: ":")), !value.isEmpty,
                !value.equals(ignoringCase: "False"),
                let rule = rules[String(decoding: name, as: UTF8.self)],
                let claim = rule.claim(.text(String(decoding: value, as: UTF8.self)))
            else { continue }
            found.add(rule.attribute, claim, line: line.number)
        }
    }

    private static let rules = [
        "EnrollmentStatus": RegistryRule(.enrollmentStatus, .digits),
        "TenantId": RegistryRule(.enrollmentTenantID, .guid),
        "DeviceId": RegistryRule(.enrollmentDeviceID, .guid),
        "ProductName": RegistryRule(.productName, .text),
        "UBR": RegistryRule(.systemRevision, .digits),
        "InstallLocation": RegistryRule(.sensorVersion, .versionedFolder),
    ]
}
