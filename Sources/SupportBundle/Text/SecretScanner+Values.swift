import Model

/// Secrets behind a name, in whatever syntax: settings, JSON, XML, YAML, the registry, forms, headers and command lines.
extension SecretScanner {
    func value(of name: RedactionKnowledge.Name, _ bytes: Bytes, _ place: Range<Int>) -> [Finding] {
        var end = place.upperBound
        while end < bytes.count, (48...57).contains(bytes[end]), end - place.upperBound < 3 { end += 1 }
        // Several of them.
        if end == place.upperBound, bytes.at(end) | 32 == UInt8(ascii: "s"), !bytes.at(end + 1).isWord {
            end += 1
        }
        // `PasswordPolicy` and `token_type` are other names.
        guard !bytes.at(end).isWord || bytes.hasWideMark(at: end), bytes.at(end) != UInt8(ascii: "_"),
            bytes.at(end) != UInt8(ascii: "~")
        else { return [] }
        let start = beginning(of: place.lowerBound, bytes)
        if name.isWhole, start != place.lowerBound { return [] }
        if name.isOfQuery, !isInQuery(start, bytes) { return [] }
        for other in name.except where bytes.has(Array(other.utf8), at: place.lowerBound - other.utf8.count) {
            return []
        }
        // A number is short, and much may look like the beginning of one.
        let near = name.isHexadecimal ? Bytes(rebasing: bytes[..<min(bytes.count, end + 400)]) : bytes
        guard let found = located(near, start, end, name.extent) else { return [] }
        let secret = withArguments(found.place, bytes)
        guard secret.count >= max(name.minimum, 1) else { return [] }
        if !name.folders.isEmpty, isFolder(bytes, secret, name, start, place.lowerBound) { return [] }
        if name.isHexadecimal, !isHexadecimal(bytes, secret) { return [] }
        return [Finding(place: secret, what: name.what, needsQuotes: found.needsQuotes)]
    }

    /// Whether a value is a folder, behind a name that nothing stands before and that is not one of a row of settings.
    private func isFolder(
        _ bytes: Bytes, _ secret: Range<Int>, _ name: RedactionKnowledge.Name, _ start: Int, _ place: Int
    ) -> Bool {
        guard start == place || place - start == 3 && bytes.has("old", at: start) else { return false }
        if start > 0, ";&?".utf8.contains(bytes[start - 1]) { return false }
        return name.folders.contains { folder in
            let text = Array(folder.utf8)
            guard secret.count >= text.count else { return false }
            return text.indices.allSatisfy { offset in
                let byte = bytes[secret.lowerBound + offset]
                return text[offset] == UInt8(ascii: "?")
                    ? (97...122).contains(byte | 32) : byte.lowered == text[offset].lowered
            }
        }
    }

    /// Where the name as a whole begins: `DefaultPassword` for `Password`.
    private func beginning(of index: Int, _ bytes: Bytes) -> Int {
        var start = index
        while start > 0, index - start < 80 {
            let byte = bytes[start - 1]
            guard byte.isWord || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") else {
                let isJoined = byte == UInt8(ascii: "-") && start > 1 && bytes[start - 2].isWord
                guard isJoined else { break }
                start -= 1
                continue
            }
            start -= 1
        }
        return start
    }

    /// Numbers as hashes and keys are written, a colon or `0x` among them.
    private func isHexadecimal(_ bytes: Bytes, _ place: Range<Int>) -> Bool {
        let digits = bytes[place].filter { $0.digitValue != nil }.count
        guard digits >= 32,
            place.allSatisfy({ bytes[$0].digitValue != nil || ":xX()".utf8.contains(bytes[$0]) })
        else {
            return false
        }
        // Of other lengths are fingerprints of files and certificates.
        return [32, 33, 64, 65, 66].contains(digits)
            && (digits < 40 || bytes[place].contains(UInt8(ascii: ":")))
            || [33, 65].contains(digits)
    }

    typealias Located = (place: Range<Int>, needsQuotes: Bool)

    private func located(
        _ bytes: Bytes, _ start: Int, _ end: Int, _ extent: RedactionKnowledge.Name.Extent
    ) -> Located? {
        // The name's own quotation marks, with backslashes where it is text within text.
        var next = end
        var quote: ArraySlice<UInt8> = []
        while bytes.at(next) == UInt8(ascii: "\\") { next += 1 }
        if bytes.at(next).isQuote {
            next += 1
            quote = Array(bytes[end..<next])[...]
        } else if bytes.at(next) != UInt8(ascii: "=") {
            // In a distinguished name an equals sign has a backslash.
            next = end
        }
        if [UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}")].contains(bytes.at(next)) { next += 1 }
        let spaced = behindLeader(bytes, bytes.skippingBlanks(from: next))
        if bytes.hasWideColon(at: spaced) { return label(bytes, spaced + 3) }
        switch bytes.at(spaced) {
        case UInt8(ascii: "="), UInt8(ascii: ":"):
            let colon = bytes[spaced] == UInt8(ascii: ":")
            var from = spaced + 1
            while [UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">")].contains(bytes.at(from)) {
                from += 1
            }
            if extent == .line { return line(bytes, from, isQuoted: !quote.isEmpty, start) }
            return assigned(bytes, from, isColon: colon, isMember: !quote.isEmpty, start)
        case UInt8(ascii: "(") where bytes.has("(0x", at: spaced):
            let end = bytes[spaced...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count
            return ((spaced + 1)..<end, false)
        case UInt8(ascii: "R") where spaced > next && bytes.has("reg_", at: spaced):
            let type = argumentEnd(bytes, spaced)
            let from = bytes.skippingSpaces(from: type)
            return (from..<bytes.lineEnd(from: from), false)
        default: break
        }
        if isTag(bytes, start), let found = valueAttribute(bytes, next) ?? element(bytes, next) {
            return found
        }
        if let found = nextCell(bytes, start, next) { return found }
        if let found = following(bytes, start, next) { return found }
        if !quote.isEmpty || bytes.at(next) == UInt8(ascii: ",") || bytes.at(spaced) == UInt8(ascii: "/"),
            let found = sibling(bytes, next)
        {
            return found
        }
        if !quote.isEmpty, isNameAttribute(bytes, start),
            let found = valueAttribute(bytes, next) ?? element(bytes, next)
        {
            return found
        }
        return option(bytes, start, next, spaced)
            ?? setting(bytes, start, next).map { ($0, false) }
    }

    /// `-Password x`, `--token x`, `/password x`.
    private func option(_ bytes: Bytes, _ start: Int, _ next: Int, _ spaced: Int) -> Located? {
        guard spaced > next, start > 0 else { return nil }
        var dash = start - 1
        let mark = bytes[dash]
        guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") else { return nil }
        if dash > 0, bytes[dash - 1] == UInt8(ascii: "-") { dash -= 1 }
        guard dash == 0 || !bytes[dash - 1].isWord && bytes[dash - 1] != mark else { return nil }
        guard spaced < bytes.count, bytes[spaced] != UInt8(ascii: "-"), !bytes[spaced].isLineEnd else {
            return nil
        }
        if bytes[spaced] == UInt8(ascii: "(") { return (inner(bytes, spaced), false) }
        return argument(bytes, spaced).map { ($0, false) }
    }

    /// Behind dots that lead from a label to its colon; the index itself where there are none.
    private func behindLeader(_ bytes: Bytes, _ index: Int) -> Int {
        var next = index
        while next < bytes.count, next - index < 100, bytes[next] == UInt8(ascii: ".") || bytes[next].isSpace
        {
            next += 1
        }
        return bytes.at(next) == UInt8(ascii: ":") || bytes.hasWideColon(at: next) ? next : index
    }

    /// One argument of a command line, without its quotation marks.
    func argument(_ bytes: Bytes, _ index: Int) -> Range<Int>? {
        if let (place, _) = quoted(bytes, index) { return place }
        let end = argumentEnd(bytes, index)
        return end > index ? index..<end : nil
    }

    func argumentEnd(_ bytes: Bytes, _ index: Int) -> Int {
        var end = index
        while end < bytes.count, !bytes[end].isSpace, !bytes[end].isLineEnd, bytes[end] != 0,
            bytes[end] != UInt8(ascii: "<"), bytes[end] != UInt8(ascii: "\"")
        {
            end += 1
        }
        return end
    }

    /// What stands in quotation marks, with or without backslashes before both of them, and where they end.
    func quoted(_ bytes: Bytes, _ index: Int) -> (place: Range<Int>, end: Int)? {
        var open = index
        while bytes.at(open) == UInt8(ascii: "\\") { open += 1 }
        let backslashes = open - index
        guard bytes.at(open).isQuote else { return nil }
        let quote = bytes[open]
        var next = open + 1
        while next < bytes.count {
            if bytes[next] == quote {
                // Two in a row stand for one, in tables and in PowerShell.
                if backslashes == 0, bytes.at(next + 1) == quote, next > open + 1 {
                    next += 2
                    continue
                }
                return ((open + 1)..<(next - backslashes), next + 1)
            }
            if bytes[next] == UInt8(ascii: "\\"), quote == 34 {
                var end = next
                while bytes.at(end) == UInt8(ascii: "\\") { end += 1 }
                if bytes.at(end) == quote {
                    let count = end - next
                    let closes = backslashes == 0 ? count % 2 == 0 : count == backslashes
                    if closes { return ((open + 1)..<(end - (backslashes == 0 ? 0 : backslashes)), end + 1) }
                    next = end + 1
                    continue
                }
                next = end
                continue
            }
            if bytes[next].isLineEnd { break }
            next += 1
        }
        return ((open + 1)..<next, next)
    }
}
