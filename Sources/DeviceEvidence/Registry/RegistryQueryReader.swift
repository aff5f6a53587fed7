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

    /// Reads a line such as `    Name    REG_SZ    data`.
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
        guard isAsked, let last = questions.indices.last else { return }
        if line.bytes.first == UInt8(ascii: "<") {
            let isAbsent = line.bytes.dropFirst().trimmed.equals(ignoringCase: "not there")
            questions[last].remark = (isAbsent, line.number)
            return
        }
        guard questions[last].complaint == nil else { return }
        questions[last].complaint = (line.bytes, line.number)
        if questions[last].isControl, !questions[last].hasKeys { notFound = line.bytes }
    }
}
