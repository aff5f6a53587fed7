import Model

/// Values that do not follow their name at once: in the next element, as another argument, behind marks of other scripts.
extension SecretScanner {
    /// Whether a name is one of the query of an address.
    func isInQuery(_ start: Int, _ bytes: Bytes) -> Bool {
        guard start > 0 else { return false }
        switch bytes[start - 1] {
        case UInt8(ascii: "?"), UInt8(ascii: "&"): return true
        case UInt8(ascii: ";"): return bytes.has("&amp;", at: start - 5)
        default: return false
        }
    }

    /// What a label with a colon of another script has, to the end of its line.
    func label(_ bytes: Bytes, _ index: Int) -> (place: Range<Int>, needsQuotes: Bool)? {
        let from = bytes.skippingBlanks(from: index)
        if let (place, _) = quoted(bytes, from) { return (place, false) }
        return (from..<trimmed(bytes, from, bytes.lineEnd(from: from)), false)
    }

    /// The text of the element behind one whose text is the name, as property lists and tables have them.
    ///
    /// Of a list it is everything in it.
    func following(_ bytes: Bytes, _ start: Int, _ index: Int) -> (place: Range<Int>, needsQuotes: Bool)? {
        guard start > 0, bytes[start - 1] == UInt8(ascii: ">"), bytes.has("</", at: index) else { return nil }
        let kinds: [StaticString] = ["key>", "name>", "th>", "td>", "dt>", "label>"]
        guard kinds.contains(where: { bytes.has($0, at: index + 2) }) else { return nil }
        var next = index
        while next < bytes.count, bytes[next] != UInt8(ascii: ">") { next += 1 }
        next += 1
        while next < bytes.count, bytes[next].isSpace || bytes[next].isLineEnd { next += 1 }
        // An escaped line end, in text within text.
        guard bytes.at(next) == UInt8(ascii: "<"), bytes.at(next + 1) != UInt8(ascii: "/") else { return nil }
        let ends: [(StaticString, String)] = [("<array", "</array"), ("<dict", "</dict")]
        let opened = next
        while next < bytes.count, next - opened < 400, bytes[next] != UInt8(ascii: ">") { next += 1 }
        guard bytes.at(next) == UInt8(ascii: ">"), bytes[next - 1] != UInt8(ascii: "/") else { return nil }
        next += 1
        for (begins, end) in ends where bytes.has(begins, at: opened) {
            return (next..<(bytes.first(Array(end.utf8), in: next..<bytes.count) ?? bytes.count), false)
        }
        return (next..<(bytes[next...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count), false)
    }

    /// The value of something whose name and value are two arguments, such as `setx NAME VALUE` and `reg add … /v NAME /d VALUE`.
    func setting(_ bytes: Bytes, _ start: Int, _ end: Int) -> Range<Int>? {
        var before = start
        while before > 0, start - before < 16,
            bytes[before - 1].isSpace || bytes[before - 1].isQuote || bytes[before - 1] == UInt8(ascii: "(")
        {
            before -= 1
        }
        guard before < start else { return nil }
        if before > 4, bytes.has(".exe", at: before - 4) { before -= 4 }
        for setting in knowledge.settings {
            let name = Array(setting.name.utf8)
            let place = before - name.count
            guard !setting.isCommand else { continue }
            guard bytes.has(name, at: place), place == 0 || !bytes[place - 1].isWord else { continue }
            guard !setting.value.isEmpty else {
                var next = end
                while bytes.at(next).isSpace || bytes.at(next) == UInt8(ascii: ",") { next += 1 }
                return argument(bytes, next)
            }
            return argument(behind: setting.value, bytes, end..<bytes.lineEnd(from: end, limit: 1024))
                ?? argument(behind: setting.value, bytes, lineStart(bytes, place)..<place)
        }
        return bytes[before].isSpace ? argument(ofCommandBefore: before, bytes, end) : nil
    }

    /// What stands behind a name that is an argument of a command such as `Set-ItemProperty`.
    private func argument(ofCommandBefore place: Int, _ bytes: Bytes, _ end: Int) -> Range<Int>? {
        let from = bytes.at(end).isQuote ? end + 1 : end
        guard bytes.at(from).isSpace else { return nil }
        var start = place
        while start > 0, place - start < 300, !bytes[start - 1].isLineEnd,
            !"|;".utf8.contains(bytes[start - 1])
        {
            start -= 1
        }
        for setting in knowledge.settings where setting.isCommand {
            guard let command = bytes.first(Array(setting.name.utf8), in: start..<place),
                command == 0 || !bytes[command - 1].isWord,
                bytes.at(command + setting.name.utf8.count).isSpace
            else { continue }
            let rest = end..<bytes.lineEnd(from: end, limit: 1024)
            if let found = argument(behind: setting.value, bytes, rest) { return found }
            let next = bytes.skippingSpaces(from: from)
            return bytes.at(next) == UInt8(ascii: "-") ? nil : argument(bytes, next)
        }
        return nil
    }

    /// The next cell of a table whose cells stand between vertical bars, unless it is the line above a rule.
    func nextCell(_ bytes: Bytes, _ start: Int, _ next: Int) -> (place: Range<Int>, needsQuotes: Bool)? {
        var before = start
        while before > 0, bytes[before - 1].isSpace || "*`".utf8.contains(bytes[before - 1]) { before -= 1 }
        guard before > 0, bytes[before - 1] == UInt8(ascii: "|") else { return nil }
        var from = next
        while bytes.at(from).isSpace || "*`".utf8.contains(bytes.at(from)) { from += 1 }
        guard bytes.at(from) == UInt8(ascii: "|") else { return nil }
        from = bytes.skippingSpaces(from: from + 1)
        let line = bytes.lineEnd(from: from, limit: 1024)
        guard let bar = bytes[from..<line].firstIndex(of: UInt8(ascii: "|")) else { return nil }
        var end = bar
        while end > from, bytes[end - 1].isSpace { end -= 1 }
        return isAboveRule(bytes, bytes.lineEnd(from: bar)) ? nil : (from..<end, false)
    }

    /// Whether the next line is a rule below the heads of a table.
    private func isAboveRule(_ bytes: Bytes, _ lineEnd: Int) -> Bool {
        var next = lineEnd
        while next < bytes.count, next - lineEnd < 2, bytes[next].isLineEnd { next += 1 }
        next = bytes.skippingSpaces(from: next)
        guard "|+".utf8.contains(bytes.at(next)) else { return false }
        next = bytes.skippingSpaces(from: next + 1)
        return "-=:".utf8.contains(bytes.at(next)) && "-=".utf8.contains(bytes.at(next + 1))
    }

    private func lineStart(_ bytes: Bytes, _ index: Int) -> Int {
        var start = index
        while start > 0, index - start < 1024, !bytes[start - 1].isLineEnd { start -= 1 }
        return start
    }

    /// The argument behind an option, in a part of a command line.
    private func argument(behind option: String, _ bytes: Bytes, _ part: Range<Int>) -> Range<Int>? {
        let text = Array(option.utf8)
        var index = part.lowerBound
        while let place = bytes.first(text, in: index..<part.upperBound) {
            index = place + text.count
            guard place > 0, bytes[place - 1].isSpace, bytes.at(index).isSpace else { continue }
            return argument(bytes, bytes.skippingSpaces(from: index))
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a colon or an equals sign of full width, or a space that does not break, stands at an index.
    func hasWideMark(at index: Int) -> Bool { blank(at: index) > 0 || hasWideColon(at: index) }

    /// Whether `：` or `＝` stands at an index.
    func hasWideColon(at index: Int) -> Bool {
        at(index) == 0xef && at(index + 1) == 0xbc && (at(index + 2) == 0x9a || at(index + 2) == 0x9d)
    }

    /// How many bytes a space beyond ASCII has that stands at an index; 0 where there is none.
    private func blank(at index: Int) -> Int {
        switch (at(index), at(index + 1), at(index + 2)) {
        case (0xc2, 0xa0, _): 2
        // The narrow one of French, and the one of Japanese.
        case (0xe2, 0x80, 0xaf), (0xe3, 0x80, 0x80): 3
        default: 0
        }
    }

    /// The first index that holds no space, of ASCII or not.
    func skippingBlanks(from index: Int) -> Int {
        var next = skippingSpaces(from: index)
        while at(next) > 127, blank(at: next) > 0 { next = skippingSpaces(from: next + blank(at: next)) }
        return next
    }
}
