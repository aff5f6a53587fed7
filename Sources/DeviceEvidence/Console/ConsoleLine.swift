import Model

// What the readers of console output have in common.
extension ArraySlice<UInt8> {
    var string: String { String(decoding: self, as: UTF8.self) }

    /// Lower-case ASCII letters; other characters stay.
    var lowercasedString: String { String(decoding: map(\.asciiLowercased), as: UTF8.self) }

    var isASCII: Bool { allSatisfy { $0 < 0x80 } }

    /// What stands between spaces and tabs.
    var tokens: [ArraySlice<UInt8>] { split(whereSeparator: { $0 == 32 || $0 == 9 }) }

    /// A number of decimal digits alone; nil where it is too large, too.
    var decimal: Int? {
        guard !isEmpty, count < 10, allSatisfy(\.isDigit) else { return nil }
        return reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// The whole numbers in the text, as runs of digits.
    var numbers: [Int] { split(whereSeparator: { !$0.isDigit }).compactMap { ArraySlice($0).decimal } }

    /// `KB` and digits, where the text is nothing but the number of an update.
    var updateNumber: String? {
        guard (7...11).contains(count), starts(ignoringCase: "KB"), dropFirst(2).allSatisfy(\.isDigit) else {
            return nil
        }
        return "KB" + dropFirst(2).string
    }

    /// What follows the prompt of a console where a line shows which command was given.
    ///
    /// Forms are `C:\\Windows>sc query sense`, `PS C:\\> Get-Service`, and `> sc query sense`.
    var promptedCommand: ArraySlice<UInt8>? {
        guard let index = firstIndex(of: UInt8(ascii: ">")) else { return nil }
        var prompt = self[..<index].trimmed
        if prompt.starts(ignoringCase: "PS ") { prompt = prompt.dropFirst(3).trimmed }
        let isPath =
            prompt.count >= 3 && prompt[prompt.startIndex + 1] == UInt8(ascii: ":")
            && prompt[prompt.startIndex + 2] == UInt8(ascii: "\\")
        guard prompt.isEmpty || isPath else { return nil }
        return self[(index + 1)...].trimmed
    }

    /// The first label of a computer's name, lower case; nil for what is none, or stands for the computer asked.
    func computerName(in encoding: EvidenceText.Encoding) -> String? {
        guard let first = split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).first,
            (1...63).contains(first.count), !contains(where: { $0 <= 32 || $0 == 0x7f }),
            !first.allSatisfy(\.isDigit), !first.equals(ignoringCase: "localhost"),
            !suffix(3).elementsEqual("...".utf8), !suffix(3).elementsEqual("…".utf8)
        else { return nil }
        let isName = first.allSatisfy { byte in
            byte.isDigit || (97...122).contains(byte.asciiLowercased) || byte == 45 || byte == 95
                || byte >= 0x80
        }
        // Two programs write such a name in two code pages, and it would look like two computers.
        guard isName, first.isASCII || encoding != .codePage else { return nil }
        return first.string.lowercased().printable(limit: 63)
    }
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
}
