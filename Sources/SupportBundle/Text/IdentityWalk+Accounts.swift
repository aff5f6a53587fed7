/// Names of harmless words that only what stands next to these tells: a number, a dollar sign, a domain.
extension IdentityWalk {
    /// Whether a word is the number in the name of a computer or the like, as in `PC-0042`.
    ///
    /// Behind a word that such names begin with, any number is; behind any other one two digits or more with which all that is
    /// joined ends, unless such a number belongs to the word.
    func isNumber(_ start: Int, _ end: Int, of before: (range: Range<Int>, hash: UInt64)?) -> Bool {
        guard let before, (start..<end).allSatisfy({ isDigit($0) }) else { return false }
        if !scanner.harmless.isNumbered(before.hash) {
            guard end - start > 1, before.range.count > 1,
                before.range.allSatisfy({ ByteClass.table[bytes[$0]].contains(.letter) }),
                !scanner.harmless.isUnnumbered(before.hash),
                !"-_".utf8.contains(bytes.at(end)) || !bytes.at(end + 1).isWord
            else { return false }
        }
        // A version, and a day.
        return !(bytes.at(end) == UInt8(ascii: ".") && isDigit(end + 1)) && !isDay(start)
    }

    /// Whether a day or a month begins at an index, as in `client_2026-11-26`.
    private func isDay(_ start: Int) -> Bool {
        var end = start
        while end - start < 24, isDigit(end) || "-_".utf8.contains(bytes.at(end)) { end += 1 }
        while end > start, !bytes[end - 1].isWord { end -= 1 }
        return bytes.text(start..<end).isDate
    }

    /// Whether harmless words name somebody all the same: a dollar sign ends them, as it does the accounts of computers and hidden
    /// shares, or they stand behind a domain and a backslash.
    func isAccount(_ start: Int, _ end: Int) -> Bool {
        guard end - start > 1 else { return false }
        if bytes.at(end) == UInt8(ascii: "$"), !bytes.at(end + 1).isWord {
            return (start..<end).contains { ByteClass.table[bytes[$0]].contains(.letter) }
        }
        return start > 1 && bytes[start - 1] == UInt8(ascii: "\\") && isBehindDomain(start)
            && bytes.at(end) != UInt8(ascii: "\\")
    }

    /// Whether nothing but a name, which has a token by now, and a backslash stand right before an index; a path has more parts.
    private func isBehindDomain(_ start: Int) -> Bool {
        let end = start > 2 && bytes[start - 2] == UInt8(ascii: "\\") ? start - 2 : start - 1
        guard end == copied else { return false }
        var first = end
        while first > 0, end - first < 64, bytes[first - 1].isWord || "-_.".utf8.contains(bytes[first - 1]) {
            first -= 1
        }
        return first < end && (first == 0 || !"\\/".utf8.contains(bytes[first - 1]))
    }
}
