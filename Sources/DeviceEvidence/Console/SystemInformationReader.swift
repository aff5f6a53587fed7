package import Model

/// Reads `systeminfo` in any language, as list and as CSV.
///
/// Labels are translated and values are not, so rows are known by their place and by the shape of what they hold: the
/// computer's name, the name of the system, and its version, which tells the build twice, come first in every language.
/// The update build revision is nowhere in it.
package enum SystemInformationReader: EvidenceReader {
    package static let kind = EvidenceFile.Kind.systemInformation

    package static func recognizes(_ text: EvidenceText) -> Bool {
        var window = Window()
        for line in text.head where window.take(line) != nil { return true }
        return false
    }

    package static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        var window = Window()
        var rows: [Row] = []
        for line in text.lines {
            if let beginning = window.take(line) {
                end(&rows, text, into: &found)
                rows = beginning
                // One line of CSV holds all.
                if beginning.count > 3 { end(&rows, text, into: &found) }
                continue
            }
            guard !rows.isEmpty else { continue }
            let bytes = line.bytes.shownPart
            guard line.isEnded else {
                found.fail("breaks off in line \(line.number)")
                continue
            }
            if bytes.trimmed.isEmpty || bytes.promptedCommand != nil {
                end(&rows, text, into: &found)
            } else if bytes.first == 32 || bytes.first == 9 {
                rows[rows.count - 1].parts.append((bytes.trimmed, line.number))
            } else if let (label, value) = bytes.parted(at: 58) {
                rows.append(Row(label: label, value: value, line: line.number))
            } else {
                end(&rows, text, into: &found)
            }
        }
        end(&rows, text, into: &found)
    }

    /// One row, with what is indented below it.
    fileprivate struct Row {
        var label: ArraySlice<UInt8>
        var value: ArraySlice<UInt8>
        var line: Int
        var parts: [(bytes: ArraySlice<UInt8>, line: Int)] = []
    }

    /// Finds where the output begins.
    private struct Window {
        private var rows: [Row] = []

        /// - Returns: The first three rows with the line that ends them, or all rows of a line of CSV.
        mutating func take(_ line: EvidenceLine) -> [Row]? {
            let bytes = line.bytes
            guard bytes.count > 4 else {
                rows.removeAll(keepingCapacity: true)
                return nil
            }
            if bytes.first == 34 { return separated(line) }
            guard bytes.first != 32, line.isEnded,
                let (label, value) = bytes.prefix(512).shownPart.parted(at: 58)
            else {
                rows.removeAll(keepingCapacity: true)
                return nil
            }
            let row = Row(label: label, value: value, line: line.number)
            guard rows.count >= 2, value.systemBuild != nil, rows[rows.count - 1].value.namesSystem,
                rows[rows.count - 2].value.isHostName
            else {
                if rows.count == 2 { rows.removeFirst() }
                rows.append(row)
                return nil
            }
            defer { rows.removeAll(keepingCapacity: true) }
            return rows + [row]
        }

        private func separated(_ line: EvidenceLine) -> [Row]? {
            guard line.bytes.starts(with: "\"".utf8), line.bytes.count < 1_000_000 else { return nil }
            // Three fields decide, and most lines that begin with a quote are of other files.
            let head = EvidenceLine(number: line.number, bytes: line.bytes.prefix(300), isEnded: false)
            let first = SeparatedFields(head).fields.prefix(3).map { ArraySlice($0.utf8) }
            guard first.count == 3, first[0].isHostName, first[1].namesSystem, first[2].systemBuild != nil
            else { return nil }
            return SeparatedFields(line).fields.map { field in
                var row = Row(label: [], value: ArraySlice(field.utf8).trimmed, line: line.number)
                let parts = row.value.split(separator: UInt8(ascii: ","))
                if parts.count > 1, parts[1].isNumbered {
                    row.value = parts[0]
                    row.parts = parts.dropFirst().map { ($0.trimmed, line.number) }
                }
                return row
            }
        }
    }

    /// Adds what the rows tell.
    private static func end(_ rows: inout [Row], _ text: EvidenceText, into found: inout EvidenceFindings) {
        defer { rows.removeAll() }
        guard rows.count >= 3, let build = rows[2].value.systemBuild else { return }
        if let name = rows[0].value.computerName(in: text.encoding) {
            found.add(.computerName, .text(name), line: rows[0].line)
        }
        found.add(.systemFamily, .text("windows"), line: rows[1].line)
        found.add(.productName, .text(String(printing: rows[1].value)), line: rows[1].line)
        found.add(.systemBuild, .number(build), line: rows[2].line)
        if rows.count > 4, let type = rows[4].value.productType {
            found.add(.productType, .number(type), line: rows[4].line)
        }
        // The fourteenth; a version of Windows may know a row more or less.
        if let row = rows.dropFirst(11).prefix(6).first(where: { $0.value.architecture != nil }),
            let architecture = row.value.architecture
        {
            found.add(.architecture, .text(architecture), line: row.line)
        }
        // The domain stands before the server that the user logged on at.
        if let index = rows.indices.dropFirst(20).first(where: { rows[$0].value.starts(with: #"\\"#.utf8) }),
            let domain = rows[index - 1].value.dnsDomain
        {
            found.add(.domainName, .text(domain), line: rows[index - 1].line)
        }
        for row in rows.dropFirst(14) { addUpdates(row, into: &found) }
        // Without labels, the number of rows and the lists of updates and adapters are all that shows the end.
        let hasLists = rows.dropFirst(20).contains { $0.parts.contains { $0.bytes.isNumbered } }
        if rows.count < 26 || !hasLists { found.fail("breaks off after line \(rows[rows.count - 1].line)") }
    }

    private static func addUpdates(_ row: Row, into found: inout EvidenceFindings) {
        var (count, updates) = (0, 0)
        for part in row.parts where part.bytes.isNumbered {
            count += 1
            guard let colon = part.bytes.firstIndex(of: 58),
                let update = part.bytes[(colon + 1)...].trimmed.updateNumber
            else { continue }
            updates += 1
            found.add(.installedUpdate, of: update, .flag(true), line: part.line)
        }
        if updates > 0, let announced = row.value.numbers.first, announced > count {
            found.fail("lists \(count) of \(announced) updates")
        }
    }
}

extension ArraySlice<UInt8> {
    /// What a console shows of a line in which progress was overwritten.
    fileprivate var shownPart: ArraySlice<UInt8> {
        lastIndex(of: 13).map { self[($0 + 1)...] } ?? self
    }

    fileprivate var isHostName: Bool {
        (1...63).contains(count) && allSatisfy { $0 > 32 && $0 != 58 && $0 != 92 && $0 != 47 }
    }

    /// Whether `Windows` stands in it.
    fileprivate var namesSystem: Bool {
        count < 200 && indices.contains { self[$0...].starts(with: "Windows".utf8) }
    }

    /// The build of `10.0.17763 N/A Build 17763`, where it is told twice.
    fileprivate var systemBuild: Int? {
        guard let first, first.isDigit, (12...120).contains(count) else { return nil }
        let words = tokens
        let version = words[0].split(separator: 46, omittingEmptySubsequences: false)
        guard words.count > 1, version.count == 3, version[0].decimal != nil, version[1].decimal != nil,
            (4...6).contains(version[2].count), let build = version[2].decimal,
            words.dropFirst().contains(where: { $0.numbers.contains(build) })
        else { return nil }
        return build
    }

    /// Whether it is as `[01]: KB5006744`.
    fileprivate var isNumbered: Bool {
        let text = trimmed
        guard text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")),
            end + 1 < text.endIndex, text[end + 1] == 58
        else { return false }
        return text[(text.startIndex + 1)..<end].decimal != nil
    }

    /// Where the configuration is told in English; other languages are not guessed at.
    fileprivate var productType: Int? {
        switch prefix(60).lowercasedString {
        case "primary domain controller", "backup domain controller", "additional/backup domain controller": 2
        case "member server", "standalone server": 3
        case "member workstation", "standalone workstation": 1
        default: nil
        }
    }

    fileprivate var architecture: String? {
        if starts(ignoringCase: "x64-") { return "x64" }
        if starts(ignoringCase: "x86-") { return "x86" }
        return starts(ignoringCase: "ARM64-") ? "arm64" : nil
    }

    /// Lower case; a workgroup, which may be called anything, has no dot.
    fileprivate var dnsDomain: String? {
        guard (3...253).contains(count), contains(46), isASCII,
            allSatisfy({
                $0.isDigit || (97...122).contains($0.asciiLowercased) || $0 == 45 || $0 == 46 || $0 == 95
            })
        else { return nil }
        return lowercasedString
    }
}
