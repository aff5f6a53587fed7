import FoundationEssentials
import Model

/// Reads the objects of `Get-Service`, line by line: as table, list and CSV; and as JSON.
struct ServiceObjects {
    private(set) var isKnown = false
    private let encoding: EvidenceText.Encoding
    private var table: ConsoleTable?
    private var isTable = false
    private var separated: (separator: UInt8, names: [String])?
    private var object = Object()
    private var missing: String?

    init(encoding: EvidenceText.Encoding) {
        self.encoding = encoding
    }

    private struct Object {
        var name: String?
        var state: (value: Claim.Value, line: Int)?
        var start: (value: Claim.Value, line: Int)?
        /// Whether it has a property that only services have.
        var isService = false
        /// Whether it is another computer's, as far as is told.
        var isElsewhere = false
    }

    /// The properties of ServiceController; lower case.
    private static let properties: Set<String> = [
        "name", "servicename", "status", "starttype", "displayname", "machinename", "servicetype", "canstop",
        "pscomputername",
    ]
    private static let particular: Set<String> = [
        "starttype", "displayname", "servicetype", "canstop", "servicename", "canpauseandcontinue",
    ]

    mutating func take(_ line: EvidenceLine, into found: inout EvidenceFindings) {
        let bytes = line.bytes
        guard let first = bytes.trimmed.first else {
            endObject(into: &found)
            return
        }
        if bytes.promptedCommand != nil {
            endObject(into: &found)
            (table, isTable, separated) = (nil, false, nil)
            return
        }
        if takeError(line, into: &found) { return }
        if isTable, let table {
            if !takeRow(line, of: table, into: &found) { takeHeader(line) }
            return
        }
        if table != nil, first == UInt8(ascii: "-") {
            isTable = bytes.allSatisfy { $0 == 32 || $0 == 45 }
            if !isTable { table = nil }
            return
        }
        if let separated {
            takeFields(line, separated.separator, separated.names, into: &found)
            return
        }
        takeHeader(line)
        if table == nil, separated == nil { takeProperty(line, into: &found) }
    }

    /// Adds what is gathered of an object in a list.
    mutating func endObject(into found: inout EvidenceFindings) {
        defer { object = Object() }
        guard let name = object.name, object.isService, !object.isElsewhere,
            object.state != nil || object.start != nil
        else {
            return
        }
        add(name, object.state, object.start, into: &found)
    }

    private mutating func add(
        _ name: String, _ state: (value: Claim.Value, line: Int)?, _ start: (value: Claim.Value, line: Int)?,
        into found: inout EvidenceFindings
    ) {
        isKnown = true
        if let state { found.add(.serviceState, of: name, state.value, line: state.line) }
        if let start { found.add(.serviceStart, of: name, start.value, line: start.line) }
    }

    private mutating func takeHeader(_ line: EvidenceLine) {
        let bytes = line.bytes
        guard bytes.count < 2048, let first = bytes.trimmed.first, first == 34 || first.isLetter else {
            return
        }
        (table, isTable) = (nil, false)
        if let table = ConsoleTable(header: line, known: Self.properties),
            table.has("name") || table.has("servicename"), table.has("status") || table.has("starttype"),
            table.columns.contains(where: { Self.particular.contains($0.name) })
        {
            self.table = table
            return
        }
        guard first == 34 || bytes.contains(44), line.isEnded else { return }
        let separator = SeparatedFields.separator(of: bytes)
        let names = SeparatedFields(line, separator: separator).fields.map { $0.lowercased() }
        guard names.contains("name") || names.contains("servicename"),
            names.contains("status") || names.contains("starttype"),
            names.contains(where: Self.particular.contains)
        else { return }
        separated = (separator, names)
    }

    /// - Returns: Whether the line is a row of the table.
    private mutating func takeRow(
        _ line: EvidenceLine, of table: ConsoleTable, into found: inout EvidenceFindings
    ) -> Bool {
        // What would show that the name is whole may be cut off.
        guard line.isEnded else {
            found.fail("breaks off in line \(line.number)")
            return true
        }
        let row = line.bytes
        let column = table.has("name") ? "name" : "servicename"
        let state = table.word("status", in: row).flatMap { Self.state($0) }
        let start = table.word("starttype", in: row).flatMap { Self.start($0) }
        guard state != nil || start != nil, let word = table.word(column, in: row),
            let name = ServicesReader.name(word)
        else { return false }
        // Of a name of several words, the first one would be another service's.
        let behind = row[word.endIndex...].tokens.first
        guard behind.map({ next in table.columns.contains { table.word($0.name, in: row) == next } }) ?? true
        else { return true }
        add(name, state.map { ($0, line.number) }, start.map { ($0, line.number) }, into: &found)
        return true
    }

    private mutating func takeFields(
        _ line: EvidenceLine, _ separator: UInt8, _ names: [String], into found: inout EvidenceFindings
    ) {
        let fields = SeparatedFields(line, separator: separator).fields
        var values: [String: ArraySlice<UInt8>] = [:]
        for (name, field) in zip(names, fields) { values[name] = ArraySlice(field.utf8).trimmed }
        if !line.isEnded, fields.count < names.count { found.fail("breaks off in line \(line.number)") }
        guard let name = (values["name"] ?? values["servicename"]).flatMap(ServicesReader.name),
            values["machinename"].map({ $0.isEmpty || $0.elementsEqual(".".utf8) }) ?? true
        else { return }
        let state = values["status"].flatMap { Self.state($0) }
        let start = values["starttype"].flatMap { Self.start($0) }
        add(name, state.map { ($0, line.number) }, start.map { ($0, line.number) }, into: &found)
    }

    /// Reads `Name : Sense`.
    private mutating func takeProperty(_ line: EvidenceLine, into found: inout EvidenceFindings) {
        guard line.isEnded, let colon = line.bytes.prefix(60).firstIndex(of: 58),
            colon > line.bytes.startIndex,
            line.bytes[colon - 1] == 32
        else { return }
        let key = line.bytes[..<colon].trimmed.prefix(30).lowercasedString
        let value = line.bytes[(colon + 1)...].trimmed
        if Self.particular.contains(key) { object.isService = true }
        switch key {
        case "name":
            if object.name != nil { endObject(into: &found) }
            object.name = ServicesReader.name(value)
        case "status": object.state = Self.state(value).map { ($0, line.number) }
        case "starttype": object.start = Self.start(value).map { ($0, line.number) }
        case "machinename": object.isElsewhere = !value.isEmpty && !value.elementsEqual(".".utf8)
        default: break
        }
    }

    /// What PowerShell writes of a service that is not there, but for its translated words.
    ///
    /// - Returns: Whether the line is part of such an error.
    private mutating func takeError(_ line: EvidenceLine, into found: inout EvidenceFindings) -> Bool {
        let bytes = line.bytes.trimmed
        guard bytes.first == UInt8(ascii: "+"), let (label, value) = bytes.dropFirst().parted(at: 58) else {
            return false
        }
        if label.equals(ignoringCase: "CategoryInfo") {
            missing = nil
            let words = value.tokens
            guard words.count >= 3, words[0].elementsEqual("ObjectNotFound:".utf8),
                words[2].starts(with: "[Get-Service]".utf8), words[1].first == 40
            else { return true }
            let name = words[1].dropFirst()
            guard name.suffix(8).elementsEqual(":String)".utf8) else { return true }
            missing = ServicesReader.name(name.dropLast(8))
        } else if label.equals(ignoringCase: "FullyQualifiedErrorId") {
            defer { missing = nil }
            guard let missing, value.starts(with: "NoServiceFoundForGivenName,".utf8) else { return true }
            isKnown = true
            found.add(.serviceState, of: missing, .absent, line: line.number)
            found.add(.serviceStart, of: missing, .absent, line: line.number)
        }
        return true
    }

    /// The words of ServiceControllerStatus, which are in no language, or their numbers.
    private static func state(_ word: ArraySlice<UInt8>) -> Claim.Value? {
        let words = [
            "stopped", "startpending", "stoppending", "running", "continuepending", "pausepending", "paused",
        ]
        if let number = word.decimal { return (1...7).contains(number) ? ServicesReader.state(number) : nil }
        return words.firstIndex(of: word.prefix(20).lowercasedString).map { ServicesReader.state($0 + 1) }
    }

    private static func start(_ word: ArraySlice<UInt8>) -> Claim.Value? {
        let words = ["boot", "system", "automatic", "manual", "disabled"]
        if let number = word.decimal { return (0...4).contains(number) ? ServicesReader.start(number) : nil }
        let text = word.prefix(30).lowercasedString
        if text == "automaticdelayedstart" { return .text("automatic") }
        return words.firstIndex(of: text).map { ServicesReader.start($0) }
    }
}

extension ServiceObjects {
    /// Whether the text begins as JSON of services does.
    static func isJSON(_ text: EvidenceText) -> Bool {
        guard let first = text.bytes.prefix(64).first(where: { $0 > 32 }), first == 91 || first == 123 else {
            return false
        }
        let head = text.bytes.prefix(4096)
        return head.mentions(#""Name""#) && head.mentions(#""Status""#)
            && (head.mentions(#""StartType""#) || head.mentions(#""ServiceType""#)
                || head.mentions(#""ServiceName""#) || head.mentions(#""CanStop""#)
                || head.mentions(#""DisplayName""#))
    }

    static func readJSON(_ text: EvidenceText, into found: inout EvidenceFindings) {
        let data = Data(text.bytes)
        let entries: [Entry]
        do {
            entries = try JSONDecoder().decode(Entries.self, from: data).entries
        } catch {
            found.fail("is JSON that breaks off or is damaged")
            return
        }
        for entry in entries {
            guard let name = entry.name.flatMap({ ServicesReader.name(ArraySlice($0.utf8)) }) else {
                continue
            }
            if let state = entry.status.flatMap({ state(ArraySlice($0.utf8)) }) {
                found.add(.serviceState, of: name, state, line: 0)
            }
            if let start = entry.startType.flatMap({ start(ArraySlice($0.utf8)) }) {
                found.add(.serviceStart, of: name, start, line: 0)
            }
        }
    }

    /// One object, or a list of them.
    private struct Entries: Decodable {
        var entries: [Entry]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                entries = try container.decode([Entry].self)
            } catch {
                entries = [try container.decode(Entry.self)]
            }
        }
    }

    private struct Entry: Decodable {
        var name: String?
        var status: String?
        var startType: String?

        private enum Key: String, CodingKey {
            case name = "Name"
            case status = "Status"
            case startType = "StartType"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            name = Self.text(.name, container)
            status = Self.text(.status, container)
            startType = Self.text(.startType, container)
        }

        /// A text, or a number as text; a value of another kind is none.
        private static func text(_ key: Key, _ container: KeyedDecodingContainer<Key>) -> String? {
            do {
                return try container.decode(String.self, forKey: key)
            } catch {
                do { return String(try container.decode(Int.self, forKey: key)) } catch { return nil }
            }
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func mentions(_ text: StaticString) -> Bool {
        indices.contains { self[$0] == 34 && self[$0...].starts(ignoringCase: text) }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (97...122).contains(asciiLowercased) }
}
