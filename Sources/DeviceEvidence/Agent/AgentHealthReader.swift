import Model

/// Reads what `mdatp health` shows, as text and as JSON, and `mdatp version`.
///
/// Source: <https://learn.microsoft.com/en-us/defender-endpoint/health-status>
struct AgentHealthReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.agentHealth

    static func recognizes(_ text: EvidenceText) -> Bool {
        let head = text.bytes.prefix(2048)
        if head.first(where: { $0 != 32 && $0 != 10 && $0 != 13 }) == UInt8(ascii: "{") {
            let words = String(decoding: head, as: UTF8.self)
            return words.contains("\"healthy\"")
                && ["\"licensed\"", "\"appVersion\"", "\"app_version\""].contains(where: words.contains)
        }
        return EvidenceLines(Array(head)).contains { line in
            guard let (name, _) = line.bytes.parted(at: UInt8(ascii: ":")) else { return false }
            return name.equals(ignoringCase: "healthy") || name.equals(ignoringCase: "app_version")
                || name.equals(ignoringCase: "edr_device_tags")
                || name.equals(ignoringCase: "Product version")
        }
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        let first = text.bytes.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }
        if first == UInt8(ascii: "{") {
            guard case .object(let members)? = JSONValue(text.bytes) else {
                found.fail("is no JSON that can be read to its end")
                return
            }
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                tell(snake(name), unwrapped(value), line: 0, &found)
            }
            return
        }
        let end = text.bytes.lastIndex(of: 10) ?? -1
        if text.bytes.last != 10 { found.fail("breaks off in its last line") }
        for line in text.lines {
            guard line.bytes.startIndex <= end,
                let (name, value) = line.bytes.parted(at: UInt8(ascii: ":"))
            else { continue }
            let lower = String(decoding: name.map(\.asciiLowercased), as: UTF8.self)
            tell(lower, plain(String(decoding: value, as: UTF8.self)), line: line.number, &found)
        }
    }

    /// `appVersion` as `app_version`.
    private static func snake(_ name: String) -> String {
        var snake = ""
        for character in name {
            if character.isUppercase { snake += "_" }
            snake += character.lowercased()
        }
        return snake
    }

    /// What an administrator has set is an object with a member `value`.
    private static func unwrapped(_ value: JSONValue) -> JSONValue {
        value.member("value") ?? value
    }

    /// A value of the text: JSON, bare words, or either with `[managed]` behind it.
    private static func plain(_ text: String) -> JSONValue {
        var text = Substring(text)
        if text.hasSuffix("[managed]") {
            text = text.dropLast("[managed]".count)
            while text.last == " " { text.removeLast() }
        }
        switch text {
        case "true": return .flag(true)
        case "false": return .flag(false)
        default: break
        }
        if text.hasPrefix("\"") || text.hasPrefix("["), let value = JSONValue(String(text)) { return value }
        return .text(String(text))
    }

    private static func tell(
        _ name: String, _ value: JSONValue, line: Int, _ found: inout EvidenceFindings
    ) {
        switch name {
        case "healthy": flag(.agentHealthy, value, line, &found)
        case "licensed": flag(.agentLicensed, value, line, &found)
        case "app_version", "product version":
            guard let text = value.text, !text.isEmpty else { break }
            let value: Claim.Value =
                text.isVersion ? .text(text) : .unusable("\"\(text.printable(limit: 60))\"")
            found.add(.agentVersion, value, line: line)
        case "managed_by":
            guard let text = value.text, !text.isEmpty else { break }
            found.add(.agentManagedBy, .text(text.printable()), line: line)
        case "org_id": organization(value, line, &found)
        case "edr_device_tags": tags(value, line, &found)
        case "real_time_protection_subsystem", "network_events_subsystem", "supplementary_events_subsystem":
            if let family = family(value) { found.add(.systemFamily, .text(family), line: line) }
        default: break
        }
    }

    private static func flag(
        _ attribute: DeviceAttribute, _ value: JSONValue, _ line: Int, _ found: inout EvidenceFindings
    ) {
        if case .flag(let flag) = value {
            found.add(attribute, .flag(flag), line: line)
        } else {
            found.add(attribute, .unusable("neither true nor false"), line: line)
        }
    }

    private static func organization(_ value: JSONValue, _ line: Int, _ found: inout EvidenceFindings) {
        guard let text = value.text else { return }
        let claim: Claim.Value =
            if let id = GUID(text) {
                .text(id.description)
            } else if text.isEmpty || text == "unavailable" {
                .absent
            } else {
                .unusable("\"\(text.printable(limit: 60))\"")
            }
        found.add(.onboardingOrganization, claim, line: line)
    }

    /// Tags have the key GROUP; the cloud adds others, such as the number of a virtual machine.
    ///
    /// Where there is no tag, that is claimed absent, without an instance.
    private static func tags(_ value: JSONValue, _ line: Int, _ found: inout EvidenceFindings) {
        var value = value
        if let text = value.text { value = text.isEmpty ? .list([]) : JSONValue(text) ?? value }
        guard case .list(let list) = value else {
            found.add(.sensorTag, .unusable("no list of tags"), line: line)
            return
        }
        var isAny = false
        for item in list {
            guard case .object = item, let key = item.member("key")?.text else {
                found.add(.sensorTag, .unusable("no tag with a key"), line: line)
                isAny = true
                continue
            }
            guard key.uppercased() == "GROUP", let tag = item.member("value")?.text, !tag.isEmpty else {
                continue
            }
            let shown = tag.printable(limit: 400)
            found.add(.sensorTag, of: shown, .flag(true), line: line)
            isAny = true
        }
        if !isAny { found.add(.sensorTag, .absent, line: line) }
    }

    /// What each of these is built on is found in one system alone.
    private static func family(_ value: JSONValue) -> String? {
        guard let name = value.text ?? value.member("$type")?.text else { return nil }
        switch name.lowercased() {
        case "fanotify", "ebpf", "auditd", "netlink": return "linux"
        case "endpoint_security_extension", "network_filter_extension", "kernel_extension",
            "endpointsecurityextension", "networkfilterextension":
            return "macos"
        default: return nil
        }
    }
}
