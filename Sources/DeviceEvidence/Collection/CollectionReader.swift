package import Model

/// Reads `collection.txt`, in which `mde-preflight collect` and its script for Windows say what they collected.
///
/// Its first line tells its version; each of the others is a key, a colon and a value.
package enum CollectionReader: EvidenceReader {
    package static let kind = EvidenceFile.Kind.collection

    private static let mark: StaticString = "mde-preflight collection "

    package static func recognizes(_ text: EvidenceText) -> Bool {
        var lines = text.lines
        return lines.next()?.bytes.starts(ignoringCase: mark) ?? false
    }

    package static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        var lines = text.lines
        guard let first = lines.next() else { return }
        let version = first.bytes.dropFirst(mark.utf8CodeUnitCount).trimmed
        guard version.elementsEqual("1".utf8) else {
            return found.fail("is of version \(String(printing: version, limit: 20)), and 1 is known")
        }
        var localTime: EvidenceLine?
        var time: EvidenceLine?
        while let line = lines.next() {
            guard let (key, value) = line.bytes.parted(at: UInt8(ascii: ":")), !value.isEmpty else {
                continue
            }
            switch String(decoding: key, as: UTF8.self) {
            case "collected-at": time = EvidenceLine(number: line.number, bytes: value, isEnded: line.isEnded)
            case "local-date-time":
                localTime = EvidenceLine(number: line.number, bytes: value, isEnded: line.isEnded)
            case let key: add(key, String(printing: value), line.number, &found)
            }
        }
        // A script that could tell UTC itself has left no doubt about it.
        if let time {
            setTime(CalendarTime(utc: time.bytes), time, &found)
        } else if let localTime {
            setTime(CalendarTime(managementInstrumentation: localTime.bytes), localTime, &found)
        }
    }

    private static func setTime(
        _ time: CalendarTime?, _ line: EvidenceLine, _ found: inout EvidenceFindings
    ) {
        guard let date = time?.date else {
            let words = String(printing: line.bytes, limit: 40)
            return found.fail("has no time of collection: \"\(words)\" in line \(line.number) is none")
        }
        found.observedAt = date
    }

    private static func add(_ key: String, _ value: String, _ line: Int, _ found: inout EvidenceFindings) {
        switch key {
        case "family":
            let family = value.lowercased()
            let isKnown = ["windows", "linux", "macos"].contains(family)
            found.add(.systemFamily, isKnown ? .text(family) : .unusable(value), line: line)
        case "computer-name":
            guard let name = value.split(separator: ".").first else { return }
            found.add(.computerName, .text(name.lowercased()), line: line)
        case "architecture":
            found.add(.architecture, architecture(value).map { .text($0) } ?? .unusable(value), line: line)
        case "language-mode": found.add(.languageMode, .text(value), line: line)
        case "board-vendor": addBoardVendor(value, line, &found)
        case "mdatp" where value == "not installed": found.add(.agentVersion, .absent, line: line)
        default: break
        }
    }

    private static func addBoardVendor(_ value: String, _ line: Int, _ found: inout EvidenceFindings) {
        switch value {
        case "present": found.add(.boardVendor, .flag(true), line: line)
        case "absent": found.add(.boardVendor, .flag(false), line: line)
        default: found.add(.boardVendor, .unusable(value), line: line)
        }
    }

    /// As PROCESSOR_ARCHITECTURE and uname have it.
    private static func architecture(_ name: String) -> String? {
        switch name.lowercased() {
        case "amd64", "x86_64", "x64": "x64"
        case "x86", "i386", "i486", "i586", "i686": "x86"
        case "arm64", "aarch64": "arm64"
        default: nil
        }
    }
}
