import Model

/// Reads the output of `sc`, line by line, in any language.
///
/// A block has a line with the name, and indented rows below it. The second row is the state, or the start type; which
/// one is told by its label in English, and else by the row that follows it.
struct ServiceControl {
    /// Whether anything was found that only `sc` writes.
    private(set) var isKnown = false
    /// What the last prompt asked for; it answers for one block or one error.
    private var asked: String?
    /// Whether the last prompt asked another computer.
    private var isElsewhere = false
    private var block: Block?

    private struct Block {
        var name: String
        /// The label of the line with the name, in whatever language.
        var label: ArraySlice<UInt8>
        var isTitled = false
        var rows = 0
        /// Number of the second row, and where it is, until it is known what it means.
        var pending: (number: Int, line: Int)?
    }

    mutating func take(_ line: EvidenceLine, into found: inout EvidenceFindings) {
        let bytes = line.bytes
        guard let first = bytes.first else { return }
        if first == 32 || first == 9 {
            if block != nil { takeRow(line, into: &found) }
            return
        }
        if first == UInt8(ascii: "["), bytes.starts(with: "[SC]".utf8) {
            takeError(line, into: &found)
            return
        }
        if let command = bytes.promptedCommand {
            block = nil
            ask(line.isEnded ? command : [])
            return
        }
        guard let (label, value) = bytes.prefix(600).parted(at: 58), !label.isEmpty, label.count < 60 else {
            block = nil
            return
        }
        // The second line of a block is the name for people, and not indented either.
        if let block, block.rows == 0, !block.isTitled, block.label != label {
            self.block?.isTitled = true
            return
        }
        block = nil
        guard line.isEnded, label.isLabel, !isElsewhere, let name = ServicesReader.name(value) else { return }
        block = Block(name: name, label: label)
        asked = nil
    }

    private mutating func takeRow(_ line: EvidenceLine, into found: inout EvidenceFindings) {
        guard var block else { return }
        let row = line.bytes.trimmed
        guard !row.isEmpty else { return }
        defer { self.block = block }
        if row.first == UInt8(ascii: "(") {
            if let pending = block.pending { addState(pending, of: block.name, into: &found) }
            block.pending = nil
            return
        }
        guard let (label, value) = row.parted(at: 58) else { return }
        block.rows += 1
        let words = value.prefix(200).tokens
        switch block.rows {
        case 1:
            // `10  WIN32_OWN_PROCESS`; anything else is no block of sc.
            let isType = words.count >= 2 && Int(words[0].string, radix: 16) != nil && words[1].isConstant
            if !isType { block.rows = 100 }
        case 2:
            // A number with something behind it is whole.
            guard let number = words.first?.decimal, line.isEnded || words.count > 1 else {
                block.rows = 100
                return
            }
            if label.equals(ignoringCase: "STATE") {
                addState((number, line.number), of: block.name, into: &found)
            } else if label.equals(ignoringCase: "START_TYPE") {
                addStart((number, line.number), of: block.name, into: &found)
            } else {
                block.pending = (number, line.number)
            }
        case 3:
            guard let pending = block.pending, words.count >= 2, words[0].decimal != nil else { return }
            if words[1].starts(with: "(0x".utf8) {
                addState(pending, of: block.name, into: &found)
            } else if words[1].isConstant {
                addStart(pending, of: block.name, into: &found)
            }
            block.pending = nil
        default: break
        }
    }

    private mutating func addState(
        _ row: (number: Int, line: Int), of name: String, into found: inout EvidenceFindings
    ) {
        isKnown = true
        found.add(.serviceState, of: name, ServicesReader.state(row.number), line: row.line)
    }

    private mutating func addStart(
        _ row: (number: Int, line: Int), of name: String, into found: inout EvidenceFindings
    ) {
        isKnown = true
        found.add(.serviceStart, of: name, ServicesReader.start(row.number), line: row.line)
    }

    /// `[SC] EnumQueryServicesStatus:OpenService FAILED 1060:` in any language.
    private mutating func takeError(_ line: EvidenceLine, into found: inout EvidenceFindings) {
        block = nil
        let text = line.bytes.prefix(200)
        guard
            text.tokens.contains(where: { $0.split(separator: 58).contains { ArraySlice($0).opensService } })
        else {
            // `[SC] QueryServiceConfig SUCCESS` introduces a block.
            isKnown = isKnown || text.tokens.contains { $0.starts(with: "QueryServiceConfig".utf8) }
            return
        }
        isKnown = true
        defer { asked = nil }
        guard let code = text.numbers.last, line.isEnded || text.last == 58 else { return }
        guard let asked, !isElsewhere else { return }
        if code == 1060 {
            found.add(.serviceState, of: asked, .absent, line: line.number)
            found.add(.serviceStart, of: asked, .absent, line: line.number)
        } else {
            found.fail("sc could not ask about \(asked): error \(code)")
        }
    }

    /// Notes which service a command asks for.
    private mutating func ask(_ command: ArraySlice<UInt8>) {
        asked = nil
        isElsewhere = false
        var words = command.prefix(1000).tokens[...]
        guard let program = words.popFirst(), program.isServiceControl, let verb = words.popFirst() else {
            return
        }
        // A computer's name stands before the verb.
        if verb.starts(with: #"\\"#.utf8) {
            isElsewhere = true
            return
        }
        let isQuestion = ["query", "queryex", "qc"].contains(verb.lowercasedString)
        guard isQuestion, var name = words.popFirst(), !name.contains(UInt8(ascii: "=")) else { return }
        // Behind the name, nothing may stand but redirections: with two commands, nobody knows whose the error is.
        let isAlone = words.allSatisfy { word in
            word.contains(62) || !word.contains(where: { $0 == 38 || $0 == 124 || $0 == 59 })
        }
        guard isAlone, !name.contains(where: { $0 == 38 || $0 == 124 || $0 == 59 || $0 == 62 || $0 == 37 })
        else { return }
        if name.count > 2, name.first == 34, name.last == 34 { name = name.dropFirst().dropLast() }
        asked = ServicesReader.name(name)
    }
}

extension ArraySlice<UInt8> {
    /// `SERVICE_NAME` and its translations: one word.
    fileprivate var isLabel: Bool { !contains { $0 == 32 || $0 == 34 || $0 == 92 } }

    /// `WIN32_OWN_PROCESS`, `NORMAL`.
    fileprivate var isConstant: Bool {
        !isEmpty && allSatisfy { (65...90).contains($0) || $0.isDigit || $0 == 95 }
    }

    fileprivate var opensService: Bool { elementsEqual("OpenService".utf8) }

    /// `sc`, `sc.exe`, with a path or without.
    fileprivate var isServiceControl: Bool {
        let file = lastIndex(of: 92).map { self[($0 + 1)...] } ?? self
        let name = file.filter { $0 != 34 }[...]
        return name.equals(ignoringCase: "sc") || name.equals(ignoringCase: "sc.exe")
    }
}
