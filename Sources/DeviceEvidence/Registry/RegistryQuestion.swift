import Model

/// What `reg query` was asked, and how it was answered.
struct RegistryQuestion {
    let path: RegistryPath
    /// Everything below the key was asked for.
    let isDeep: Bool
    /// The one value that was asked for, lower case.
    let value: String?
    /// Only a part was asked for, in a way that nothing is concluded from.
    let isPartial: Bool
    let line: Int
    /// Whether any key was given in answer.
    var hasKeys = false
    /// Said instead of an answer, or amid it.
    var complaint: (text: ArraySlice<UInt8>, line: Int)?
    /// What the collector made of an answer that is an error: it knows how `reg` says that something is not there.
    var remark: (isAbsent: Bool, line: Int)?
    /// Where another command began; nil while nothing tells that the answer is whole.
    var end: Int?

    /// From a line that shows the command, such as `> reg query "HKLM\SOFTWARE\Microsoft\CCM" /s`, with anything before
    /// the angle bracket.
    ///
    /// - Returns: nil for a line that shows no such command.
    init?(_ line: EvidenceLine) {
        guard let mark = line.bytes.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        var words = RegistryQuestion.words(line.bytes[(mark + 1)...])[...]
        guard let command = words.popFirst(), words.popFirst()?.lowercased() == "query" else { return nil }
        let tool = command.lowercased().split(separator: "\\").last ?? ""
        guard tool == "reg" || tool == "reg.exe" else { return nil }
        guard let key = words.popFirst(), let path = RegistryPath(key.utf8) else { return nil }
        var isDeep = false
        var value: String?
        var isPartial = false
        while let option = words.popFirst()?.lowercased() {
            switch option {
            case "/s": isDeep = true
            case "/v":
                value = words.popFirst()?.lowercased()
                isPartial = isPartial || value == nil
            case "/reg:64", "2>&1": break
            default: isPartial = true
            }
        }
        self.path = path
        self.isDeep = isDeep
        self.value = value
        self.isPartial = isPartial
        self.line = line.number
    }

    /// Parts with spaces between them; quotation marks keep spaces.
    private static func words(_ text: ArraySlice<UInt8>) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var isQuoted = false
        var isWord = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted.toggle()
                isWord = true
            case 32 where !isQuoted, 9 where !isQuoted:
                if isWord { words.append(String(decoding: word, as: UTF8.self)) }
                word.removeAll()
                isWord = false
            default:
                word.append(byte)
                isWord = true
            }
        }
        if isWord { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// A key that is certain not to be there: whatever is said when it is asked for means `not found`.
    static let control = "mde-preflight-no-such-key"

    var isControl: Bool { path.text.hasSuffix("\\" + Self.control) }

    /// Whether everything was given that the question was for.
    private var isWhole: Bool { hasKeys && end != nil && complaint == nil && !isPartial && value == nil }

    /// What the answer shows of something that it does not hold.
    ///
    /// `isNotFound` tells whether a complaint means that there is no such key or value.
    func showing(
        _ absence: RegistryAbsence, isNotFound: (ArraySlice<UInt8>) -> Bool
    ) -> RegistryShowing {
        guard path.isAncestorOrSelf(of: absence.path) else { return .nothing }
        if let remark, !isPartial, !hasKeys {
            guard value == nil || isAbout(absence) else { return .nothing }
            return remark.isAbsent
                ? .absent(line: remark.line) : .denied("reg query failed", line: remark.line)
        }
        if let complaint {
            guard !isPartial else { return .nothing }
            if hasKeys || !isNotFound(complaint.text) {
                let words = String(decoding: complaint.text.trimmed, as: UTF8.self).printable(limit: 100)
                return value == nil || isAbout(absence)
                    ? .denied("reg query answered: \(words)", line: complaint.line) : .nothing
            }
            if value == nil || isAbout(absence) { return .absent(line: complaint.line) }
            return .nothing
        }
        guard isWhole, let end else { return .nothing }
        if isDeep { return .absent(line: end) }
        // Without `/s`, the values of the key itself are shown, and none of those below.
        if case .value = absence.part, path == absence.path { return .absent(line: end) }
        return .nothing
    }

    private func isAbout(_ absence: RegistryAbsence) -> Bool {
        path == absence.path && value.map { absence.part == .value($0) } == true
    }
}
