package import Model

/// Reads `/etc/os-release`.
///
/// Source: <https://www.freedesktop.org/software/systemd/man/latest/os-release.html>
package enum OSReleaseReader: EvidenceReader {
    package static let kind = EvidenceFile.Kind.osRelease

    package static func recognizes(_ text: EvidenceText) -> Bool {
        var names: Set<String> = []
        var lines = text.lines
        for _ in 0..<40 {
            guard let line = lines.next() else { break }
            let bytes = line.bytes.trimmed
            guard !bytes.isEmpty, bytes.first != UInt8(ascii: "#") else { continue }
            guard let (name, _) = assignment(bytes) else { return false }
            names.insert(name)
        }
        return names.contains("ID") && !names.isDisjoint(with: ["NAME", "PRETTY_NAME", "VERSION_ID"])
    }

    package static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        for line in text.lines {
            guard let (name, raw) = assignment(line.bytes.trimmed),
                ["ID", "VERSION_ID", "PRETTY_NAME"].contains(name)
            else { continue }
            guard let value = unquoted(raw) else {
                found.fail("line \(line.number): the quotes around \(name) do not end")
                continue
            }
            guard !value.isEmpty else { continue }
            let text = String(printing: value)
            switch name {
            case "ID": found.add(.systemFamily, .text("linux"), line: line.number)
            case "VERSION_ID": found.add(.systemVersion, .text(text), line: line.number)
            default: found.add(.productName, .text(text), line: line.number)
            }
        }
    }

    /// A name of capitals, digits and `_`, and what stands behind `=`.
    private static func assignment(_ line: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>)? {
        guard let index = line.firstIndex(of: UInt8(ascii: "=")), index > line.startIndex else { return nil }
        let name = line[..<index]
        guard name.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }) else {
            return nil
        }
        return (String(decoding: name, as: UTF8.self), line[(index + 1)...])
    }

    /// Without quotes around it, and without the backslashes that keep a shell from reading more into it.
    private static func unquoted(_ raw: ArraySlice<UInt8>) -> [UInt8]? {
        let (single, double, backslash) = (UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"))
        guard let quote = raw.first, quote == single || quote == double else { return Array(raw) }
        var value: [UInt8] = []
        var rest = raw.dropFirst()
        while let byte = rest.popFirst() {
            if byte == quote { return value }
            if byte == backslash, quote == double, let next = rest.popFirst() {
                value.append(next)
            } else {
                value.append(byte)
            }
        }
        return nil
    }
}
