import Model

/// Where a value ends that stands behind an equals sign or a colon.
extension SecretScanner {
    /// The value behind an index, for a name that begins at `start`.
    ///
    /// `isMember` tells whether the name stood in quotation marks, as in JSON and in exports of the registry.
    func assigned(
        _ bytes: Bytes, _ index: Int, isColon: Bool, isMember: Bool, _ start: Int
    ) -> (place: Range<Int>, needsQuotes: Bool)? {
        var from = bytes.skippingSpaces(from: index)
        if isMember, bytes.at(from).isLineEnd {
            while from < bytes.count, bytes[from].isSpace || bytes[from].isLineEnd { from += 1 }
        }
        if let (place, _) = quoted(bytes, from) { return (place, false) }
        guard from < bytes.count, !bytes[from].isLineEnd else { return block(bytes, from, start) }
        if isMember, bytes[from] == UInt8(ascii: "[") || bytes[from] == UInt8(ascii: "{") {
            return nested(bytes, from)
        }
        if isMember { return bare(bytes, from, isColon: isColon) }
        if bytes[from] == UInt8(ascii: "|") || bytes[from] == UInt8(ascii: ">"),
            let line = indicatorEnd(bytes, from),
            let found = block(bytes, line, start)
        {
            return found
        }
        // A setting alone in its line has everything to the end of it; so has a label with a colon and a space. A semicolon
        // that is far away is no separator.
        if isColon ? from > index : beginsLine(bytes, start) {
            let near = bytes.lineEnd(from: from, limit: 4096)
            if !bytes[from..<near].contains(UInt8(ascii: ";")) {
                return (from..<trimmed(bytes, from, bytes.lineEnd(from: near)), false)
            }
        }
        return (from..<end(bytes, braced(bytes, from) ?? from), false)
    }

    /// Where braces end in which a separator is none, as ODBC has values; two closing ones stand for one.
    private func braced(_ bytes: Bytes, _ from: Int) -> Int? {
        guard bytes.at(from) == UInt8(ascii: "{") else { return nil }
        var index = from + 1
        while index < bytes.count, index - from < 256, !bytes[index].isLineEnd,
            bytes[index] != UInt8(ascii: "\"")
        {
            if bytes[index] == UInt8(ascii: "}") {
                guard bytes.at(index + 1) == UInt8(ascii: "}") else { return index + 1 }
                index += 1
            }
            index += 1
        }
        return nil
    }

    /// The end of a line that holds nothing but `|` or `>` with what YAML lets stand behind it.
    private func indicatorEnd(_ bytes: Bytes, _ index: Int) -> Int? {
        var next = index + 1
        while next < bytes.count, next - index < 3,
            [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[next]) || bytes[next].isWord
        {
            next += 1
        }
        next = bytes.skippingSpaces(from: next)
        return bytes.at(next).isLineEnd ? next : nil
    }

    func trimmed(_ bytes: Bytes, _ from: Int, _ line: Int) -> Int {
        var end = line
        while end > from, bytes[end - 1].isSpace { end -= 1 }
        while end > from, [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ",")].contains(bytes[end - 1])
        { end -= 1 }
        // Markup that closes in the same line.
        return bytes[from..<end].firstIndex(of: UInt8(ascii: "<")).map { $0 > from ? $0 : end } ?? end
    }

    private func beginsLine(_ bytes: Bytes, _ start: Int) -> Bool {
        var index = start
        while index > 0, bytes[index - 1].isSpace || bytes[index - 1] == UInt8(ascii: "$") { index -= 1 }
        if index > 6, bytes.has("export", at: index - 6) { return true }
        return index == 0 || bytes[index - 1].isLineEnd
    }

    /// The end of an unquoted value: a separator of settings or of forms, or white space unless a setting follows it.
    private func end(_ bytes: Bytes, _ from: Int) -> Int {
        var end = from
        while end < bytes.count, !bytes[end].isLineEnd {
            switch bytes[end] {
            case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "<"): return end
            case 9, 32:
                // A connection string goes on to its semicolon.
                let limit = bytes.lineEnd(from: end, limit: 256)
                guard let next = bytes[end..<limit].firstIndex(of: UInt8(ascii: ";")),
                    isSetting(bytes, next + 1), !bytes[end..<next].contains(UInt8(ascii: "="))
                else { return end }
                return next
            case UInt8(ascii: ","), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "}"),
                UInt8(ascii: "]"):
                // A password may hold these, unless that is where it ends.
                let next = bytes.at(end + 1)
                if next == 0 || next.isLineEnd || next.isSpace || next.isQuote { return end }
            case UInt8(ascii: "\\"):
                if bytes.at(end + 1) == UInt8(ascii: "\"") || bytes.at(end + 1) == UInt8(ascii: "n") {
                    return end
                }
            default: break
            }
            end += 1
        }
        return end
    }

    private func isSetting(_ bytes: Bytes, _ index: Int) -> Bool {
        var next = index
        while next < bytes.count, next - index < 40, bytes[next].isWord || bytes[next].isSpace { next += 1 }
        return next == bytes.count || bytes[next].isLineEnd || bytes[next] == UInt8(ascii: "=")
            || bytes[next].isQuote
    }

    /// A value that should have stood in quotation marks: a number, or data of the registry with the lines that it goes on in.
    private func bare(_ bytes: Bytes, _ from: Int, isColon: Bool) -> (place: Range<Int>, needsQuotes: Bool)? {
        if !isColon {
            var end = bytes.lineEnd(from: from)
            while end > from, bytes[end - 1] == UInt8(ascii: "\\"), end < bytes.count {
                var next = end
                while next < bytes.count, bytes[next].isLineEnd { next += 1 }
                end = bytes.lineEnd(from: next)
            }
            return (from..<end, true)
        }
        let stop =
            bytes[from...].firstIndex {
                $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") || $0.isSpace || $0.isLineEnd
            } ?? bytes.count
        return (from..<stop, true)
    }

    /// A list or an object behind the name of a secret: everything in it.
    private func nested(_ bytes: Bytes, _ from: Int) -> (place: Range<Int>, needsQuotes: Bool) {
        var (depth, index, isText) = (0, from, false)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isText: index += 1
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "["), UInt8(ascii: "{"): if !isText { depth += 1 }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): if !isText { depth -= 1 }
            default: break
            }
            index += 1
            if depth == 0, !isText { break }
        }
        return (from..<min(index, bytes.count), true)
    }

    /// The lines below a name that are indented further, as YAML has long texts.
    private func block(_ bytes: Bytes, _ line: Int, _ start: Int) -> (place: Range<Int>, needsQuotes: Bool)? {
        func indentation(_ index: Int) -> Int { bytes.skippingSpaces(from: index) - index }
        func next(_ index: Int) -> Int {
            var next = index
            if bytes.at(next) == 13 { next += 1 }
            if bytes.at(next) == 10 { next += 1 }
            return next
        }
        var begin = start
        while begin > 0, start - begin < 200, !bytes[begin - 1].isLineEnd { begin -= 1 }
        let own = indentation(begin)
        let first = next(line)
        var (index, end) = (first, first)
        while index < bytes.count, indentation(index) > own {
            end = bytes.lineEnd(from: index)
            index = next(end)
            if index == end { break }
        }
        guard end > first else { return nil }
        return (bytes.skippingSpaces(from: first)..<end, false)
    }

    /// The rest of a line; of text in quotation marks only to their end.
    func line(_ bytes: Bytes, _ index: Int, isQuoted: Bool, _ start: Int) -> (
        place: Range<Int>, needsQuotes: Bool
    )? {
        let from = bytes.skippingSpaces(from: index)
        if isQuoted {
            if let (place, _) = quoted(bytes, from) { return (place, false) }
            if bytes.at(from) == UInt8(ascii: "[") || bytes.at(from) == UInt8(ascii: "{") {
                return nested(bytes, from)
            }
            return bare(bytes, from, isColon: bytes.at(index - 1) == UInt8(ascii: ":"))
        }
        var end = from
        // A header as an argument of a command ends where its quotation marks do.
        let quote = start > 0 && bytes[start - 1].isQuote ? bytes[start - 1] : 0
        while end < bytes.count, !bytes[end].isLineEnd, bytes[end] != 0 {
            if quote != 0, bytes[end] == quote { break }
            if bytes[end] == UInt8(ascii: "\\"),
                bytes.at(end + 1) == UInt8(ascii: "r") || bytes.at(end + 1) == UInt8(ascii: "n")
            {
                break
            }
            end += 1
        }
        return end > from ? (from..<end, false) : nil
    }
}
