import Model

/// Reads what `mdatp connectivity test` shows.
///
/// Source: <https://learn.microsoft.com/en-us/defender-endpoint/linux-support-connectivity>
struct AgentConnectivityReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.agentConnectivity

    static func recognizes(_ text: EvidenceText) -> Bool {
        EvidenceLines(Array(text.bytes.prefix(1024))).contains {
            $0.bytes.starts(ignoringCase: "Testing connection with ")
        }
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        let end = text.bytes.lastIndex(of: 10) ?? -1
        if text.bytes.last != 10 { found.fail("breaks off in its last line") }
        for line in text.lines where line.bytes.startIndex <= end {
            let bytes = line.bytes.trimmed
            guard bytes.starts(ignoringCase: "Testing connection with ") else { continue }
            let rest = bytes.dropFirst("Testing connection with ".utf8.count)
            let url = rest.prefix { $0 != 32 && $0 != 9 }
            guard !url.isEmpty else { continue }
            let value: Claim.Value
            if let open = rest.lastIndex(of: UInt8(ascii: "[")) {
                // What else may stand there names an error, in words or as a number.
                value = .flag(rest[open...].equals(ignoringCase: "[OK]"))
            } else {
                value = .unusable("the line shows no result")
            }
            let name = String(printing: url, limit: 300)
            found.add(.agentConnectivity, of: name, value, line: line.number)
        }
    }
}
