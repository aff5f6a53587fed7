package import Model

/// Reads lists of installed updates: `wmic qfe` and `Get-HotFix`, as table, list and CSV.
///
/// Such a list proves what is there. It never proves that something is missing: it may be cut short, and updates that a
/// later one replaced are not in it.
package enum UpdateListReader: EvidenceReader {
    package static let kind = EvidenceFile.Kind.updateList

    package static func recognizes(_ text: EvidenceText) -> Bool {
        text.head.contains { line in
            guard line.bytes.count < 4096, line.bytes.mentions else { return false }
            return property(line) != nil || ConsoleTable(header: line, known: properties) != nil
                || columns(line) != nil
        }
    }

    package static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        var form = Form.none
        var names = Names(encoding: text.encoding, found)
        for line in text.lines {
            guard !line.bytes.trimmed.isEmpty else { continue }
            if line.bytes.promptedCommand != nil {
                form = .none
            } else if line.bytes.count < 4096, line.bytes.mentions, let header = header(line) {
                form = header
            } else if let (key, value) = property(line) {
                form = .none
                guard line.isEnded else {
                    found.fail("breaks off in line \(line.number)")
                    continue
                }
                add(key, value, line, &names, into: &found)
            } else {
                read(line, form, &names, into: &found)
            }
        }
    }

    private enum Form {
        case none
        case table(ConsoleTable)
        /// `place` is the number of the column with the updates.
        case separated(by: UInt8, names: [String], place: Int)
    }

    /// The properties of Win32_QuickFixEngineering, and what PowerShell and wmic put beside them; lower case.
    private static let properties: Set<String> = [
        "caption", "csname", "description", "fixcomments", "hotfixid", "installdate", "installedby",
        "installedon", "name", "node", "pscomputername", "servicepackineffect", "source", "status",
    ]

    /// Where the name of the computer stands.
    private static let computers: Set<String> = ["csname", "node", "pscomputername", "source", "__server"]

    private static func header(_ line: EvidenceLine) -> Form? {
        if let table = ConsoleTable(header: line, known: properties) { return .table(table) }
        return columns(line)
    }

    private static func columns(_ line: EvidenceLine) -> Form? {
        guard line.isEnded, !line.bytes.trimmed.isEmpty else { return nil }
        let separator = SeparatedFields.separator(of: line.bytes)
        let names = SeparatedFields(line, separator: separator).fields.map { $0.lowercased() }
        guard let place = names.firstIndex(of: "hotfixid"), names.count > 1 || line.bytes.first == 34 else {
            return nil
        }
        return .separated(by: separator, names: names, place: place)
    }

    /// `HotFixID=KB5006744` or `HotFixID : KB5006744`, and those that name the computer.
    private static func property(_ line: EvidenceLine) -> (key: String, value: ArraySlice<UInt8>)? {
        guard let index = line.bytes.prefix(40).firstIndex(where: { $0 == 58 || $0 == 61 }) else {
            return nil
        }
        let key = line.bytes[..<index].trimmed.lowercasedString
        guard ["hotfixid", "csname", "pscomputername"].contains(key) else { return nil }
        return (key, line.bytes[(index + 1)...].trimmed)
    }

    private static func read(
        _ line: EvidenceLine, _ form: Form, _ names: inout Names, into found: inout EvidenceFindings
    ) {
        switch form {
        case .none: break
        case .table(let table):
            let row = line.isEnded ? line.bytes : line.bytes.withoutLastWord
            if row.count < line.bytes.count { found.fail("breaks off in line \(line.number)") }
            guard let update = update(in: row, of: table) else { return }
            found.add(.installedUpdate, of: update, .flag(true), line: line.number)
            for name in computers.sorted() {
                if let word = table.word(name, in: row) { add(name, word, line, &names, into: &found) }
            }
        case .separated(let separator, let columns, let place):
            let fields = SeparatedFields(line, separator: separator).fields.map {
                ArraySlice($0.utf8).trimmed
            }
            if !line.isEnded, fields.count < columns.count { found.fail("breaks off in line \(line.number)") }
            // A comma that nobody quoted moves what stands behind it.
            let updates = fields.filter { $0.updateNumber != nil }
            let isMoved = place >= fields.count || fields[place].updateNumber == nil
            guard let update = isMoved ? (updates.count == 1 ? updates[0] : nil) : fields[place],
                let number = update.updateNumber
            else { return }
            found.add(.installedUpdate, of: number, .flag(true), line: line.number)
            guard !isMoved else { return }
            for (name, field) in zip(columns, fields) where computers.contains(name) {
                add(name, field, line, &names, into: &found)
            }
        }
    }

    /// What a row shows in its column; where wide characters or tokens of a bundle move it, the one number that stands where it may be.
    private static func update(in row: ArraySlice<UInt8>, of table: ConsoleTable) -> String? {
        if let word = table.word("hotfixid", in: row), word.isASCII,
            !row[..<word.startIndex].tokens.contains(where: { $0.isBundleToken })
        {
            return word.updateNumber
        }
        guard let column = table.columns.first(where: { $0.name == "hotfixid" }), row.count < 4096 else {
            return nil
        }
        let updates = row.tokens.filter { $0.updateNumber != nil }
        guard updates.count == 1, let update = updates.first else { return nil }
        let before = row[..<update.startIndex]
        let characters = before.string.unicodeScalars
        let wide = characters.count { $0.value >= 0x80 }
        let pushed = before.tokens.count { $0.isBundleToken } * ArraySlice.bundleTokenLength
        let place = column.range.lowerBound
        return wide + pushed > 0 && (place - wide...place + pushed).contains(characters.count)
            ? update.updateNumber : nil
    }

    private static func add(
        _ key: String, _ value: ArraySlice<UInt8>, _ line: EvidenceLine, _ names: inout Names,
        into found: inout EvidenceFindings
    ) {
        if key == "hotfixid" {
            guard let update = value.updateNumber else { return }
            found.add(.installedUpdate, of: update, .flag(true), line: line.number)
        } else if let name = names.new(value) {
            found.add(.computerName, .text(name), line: line.number)
        }
    }

    /// The names of computers that were told, since every row says it again.
    private struct Names {
        let encoding: EvidenceText.Encoding
        private var told: Set<String> = []

        init(encoding: EvidenceText.Encoding, _ found: EvidenceFindings) {
            self.encoding = encoding
            for claim in found.claims where claim.attribute == .computerName {
                if case .text(let name) = claim.value { told.insert(name) }
            }
        }

        /// The name in a value, where it was not told before.
        mutating func new(_ value: ArraySlice<UInt8>) -> String? {
            guard let name = value.computerName(in: encoding), told.insert(name).inserted else { return nil }
            return name
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether `HotFixID` stands in it.
    fileprivate var mentions: Bool {
        var rest = self
        while let index = rest.firstIndex(where: { $0 | 32 == UInt8(ascii: "h") }) {
            if rest[index...].starts(ignoringCase: "HotFixID") { return true }
            rest = rest[(index + 1)...]
        }
        return false
    }

    /// What a support bundle has in place of a computer's name that was shorter: `name-` or `word-`, and ten letters and digits.
    fileprivate var isBundleToken: Bool {
        count == Self.bundleTokenLength && (starts(with: "name-".utf8) || starts(with: "word-".utf8))
            && dropFirst(5).allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }

    fileprivate static var bundleTokenLength: Int { 15 }

    /// What is sure not to be cut of a line that breaks off.
    fileprivate var withoutLastWord: ArraySlice<UInt8> {
        guard let index = lastIndex(where: { $0 == 32 }) else { return self[startIndex..<startIndex] }
        return self[...index]
    }
}
