import Model

/// Reads what `reg query` shows, best with the command shown before each answer.
///
/// Without the command, nothing is known to be absent, since it may have asked for a part alone.
///
/// Source: <https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/reg-query>
struct RegistryQueryReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.registryQuery

    static func recognizes(_ text: EvidenceText) -> Bool {
        var read = 0
        for line in text.lines {
            if line.bytes.starts(ignoringCase: "HKEY_LOCAL_MACHINE\\") { return true }
            if RegistryQuestion(line) != nil { return true }
            read += line.bytes.count + 1
            if read > 2048 { break }
        }
        return false
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        var reading = RegistryQueryReader()
        reading.read(text)
        if text.bytes.last != 10 { found.fail("breaks off in its last line") }
        let questions = reading.questions
        // Where the tool is forbidden, it says the same to every question.
        let notFound = questions.contains(where: \.hasKeys) ? reading.notFound : nil
        reading.claims.finish(into: &found, isWhole: true) { absence in
            var best = RegistryShowing.nothing
            for question in questions {
                let showing = question.showing(absence) { RegistryComplaint.isNotFound($0, notFound) }
                if case .absent = showing { return showing }
                if best == .nothing { best = showing }
            }
            return best
        }
    }

    private var claims = RegistryClaims()
    private var questions: [RegistryQuestion] = []
    /// The last question is being answered.
    private var isAsked = false
    /// The other view of the registry was asked for, which shows the same names for other keys.
    private var isOtherView = false
    /// What is said of a key that is not there.
    private var notFound: ArraySlice<UInt8>?

    private mutating func read(_ text: EvidenceText) {
        let end = text.bytes.lastIndex(of: 10) ?? -1
        for line in text.lines {
            guard line.bytes.startIndex <= end else { break }
            switch line.bytes.first {
            case nil: break
            case UInt8(ascii: " "): readValue(line)
            case UInt8(ascii: "H"), UInt8(ascii: "h"):
                guard line.bytes.starts(ignoringCase: "HKEY_") else { fallthrough }
                let path = isOtherView ? nil : RegistryPath(line.bytes)
                claims.enter(path, line: line.number)
                if isAsked, let last = questions.indices.last { questions[last].hasKeys = true }
            default: readOther(line)
            }
        }
        claims.enter(nil, line: 0)
    }

    /// `    Name    REG_SZ    data`
    private mutating func readValue(_ line: EvidenceLine) {
        guard claims.isInteresting, line.bytes.starts(ignoringCase: "    "),
            let (name, type, data) = RegistryQueryLine.parts(line.bytes.dropFirst(4))
        else { return }
        let lower = String(decoding: name, as: UTF8.self).lowercased()
        guard claims.wants(lower) else { return }
        claims.add(lower, RegistryQueryLine.value(type, data), line: line.number)
    }

    /// A command, or what is said instead of an answer.
    private mutating func readOther(_ line: EvidenceLine) {
        let question = RegistryQuestion(line)
        if question != nil || line.bytes.first == UInt8(ascii: ">") {
            claims.enter(nil, line: line.number)
            if isAsked, let last = questions.indices.last { questions[last].end = line.number }
            isAsked = question != nil
            isOtherView = RegistryQueryLine.asksOtherView(line.bytes)
            if let question { questions.append(question) }
            return
        }
        guard isAsked, let last = questions.indices.last, questions[last].complaint == nil else { return }
        questions[last].complaint = (line.bytes, line.number)
        if questions[last].isControl, !questions[last].hasKeys { notFound = line.bytes }
    }
}

/// The parts of a line of `reg query`.
enum RegistryQueryLine {
    /// Whether the 32-bit view is asked for.
    static func asksOtherView(_ line: ArraySlice<UInt8>) -> Bool {
        String(decoding: line, as: UTF8.self).lowercased().contains("/reg:32")
    }

    private static let types: [(name: StaticString, number: UInt64)] = [
        ("REG_SZ", 1), ("REG_EXPAND_SZ", 2), ("REG_BINARY", 3), ("REG_DWORD", 4),
        ("REG_DWORD_BIG_ENDIAN", 5), ("REG_MULTI_SZ", 7), ("REG_QWORD", 11), ("REG_NONE", 0),
    ]

    /// Name, number of the type, and data exactly as it is; parted by four spaces, which a name may hold, too.
    static func parts(_ line: ArraySlice<UInt8>) -> (
        name: ArraySlice<UInt8>, type: UInt64, data: ArraySlice<UInt8>
    )? {
        var index = line.startIndex
        while let space = line[index...].firstIndex(of: 32) {
            let rest = line[space...]
            if rest.starts(ignoringCase: "    REG_") {
                let word = rest.dropFirst(4)
                let end = word.firstIndex(of: 32) ?? word.endIndex
                if let type = types.first(where: { word[..<end].equals(ignoringCase: $0.name) }) {
                    return (line[..<space], type.number, line[end...].dropFirst(4))
                }
            }
            index = space + 1
        }
        return nil
    }

    static func value(_ type: UInt64, _ data: ArraySlice<UInt8>) -> RegistryValue {
        switch type {
        case 1, 2: return .text(String(decoding: data, as: UTF8.self))
        case 4, 5, 11:
            let text = data.trimmed
            guard text.starts(ignoringCase: "0x"),
                let number = RegistryExportLine.hexadecimal(text.dropFirst(2)),
                type == 11 || number <= UInt64(UInt32.max)
            else { return .damaged("\"\(String(decoding: text, as: UTF8.self).printable(limit: 40))\"") }
            return .number(number)
        case 3:
            var digits = data.trimmed
            var bytes: [UInt8] = []
            while !digits.isEmpty {
                guard digits.count > 1, let byte = RegistryExportLine.hexadecimal(digits.prefix(2)) else {
                    return .damaged("no bytes")
                }
                bytes.append(UInt8(byte))
                digits = digits.dropFirst(2)
            }
            return .binary(bytes)
        default: return .other
        }
    }
}

/// What `reg query` says where it gives nothing.
enum RegistryComplaint {
    /// Parts of the sentence that say `not found` and nothing else, ASCII alone, since code pages spoil the rest.
    private static let sentences: [[String]] = [
        ["unable to find the specified registry"],
        ["registrierungsschl", "nicht gefunden"],
        ["pas trouv", "registre"],
        ["no pudo encontrar", "registro"],
        ["no ha podido encontrar", "registro"],
        ["impossibile trovare", "registro"],
        ["encontrar", "chave", "registro"],
        ["registersleutel", "niet vinden"],
    ]

    /// - Parameter control: What was said of a key that is certain not to be there, in whatever language.
    static func isNotFound(_ text: ArraySlice<UInt8>, _ control: ArraySlice<UInt8>?) -> Bool {
        if let control, control.elementsEqual(text) { return true }
        let lower = String(decoding: text.map(\.asciiLowercased), as: UTF8.self)
        return sentences.contains { $0.allSatisfy(lower.contains) }
    }
}
