import Model

/// Values of labels that name people and places, in whatever syntax: lists, registry, JSON, XML.
extension IdentityWalk {
    /// Handles a label and its value; nil where the word begins none.
    mutating func label(_ start: Int, _ end: Int, _ hash: UInt64) -> Int? {
        guard let (number, labelEnd) = scanner.labels.match(bytes, start, end, hash: hash),
            start == 0 || !"-_\\/.@".utf8.contains(bytes[start - 1]),
            let value = value(behind: labelEnd)
        else { return nil }
        guard !value.isEmpty else { return nil }
        let text = bytes.text(value)
        if scanner.knowledge.emptyValues.contains(text.lowercased()) { return value.upperBound }
        let kind = scanner.labelKinds[number]
        let prefix = text.hasPrefix("\\\\") ? 2 : 0
        replace((value.lowerBound + prefix)..<value.upperBound, 16 + UInt64(number)) {
            [pseudonyms = scanner.pseudonyms] in
            Self.token($0, kind, pseudonyms)
        }
        return value.upperBound
    }

    private static func token(
        _ text: String, _ kind: RedactionKnowledge.LabelledKind, _ pseudonyms: Pseudonyms
    ) -> String {
        switch kind {
        case .person: pseudonyms.account(text)
        case .computer: pseudonyms.computer(text)
        case .domain: pseudonyms.host(text)
        case .tenant: pseudonyms.tenantName(text)
        case .unit: text.contains("=") ? pseudonyms.distinguishedName(text) : pseudonyms.token(.unit, text)
        case .id: pseudonyms.identifier(text)
        case .address: pseudonyms.address(text)
        case .place: pseudonyms.path(text)
        case .word: pseudonyms.token(.word, text)
        }
    }

    private func value(behind end: Int) -> Range<Int>? {
        var index = end
        if bytes.at(index) == UInt8(ascii: "\\"), bytes.at(index + 1) == 34 { index += 1 }
        let isQuoted = bytes.at(index).isQuote
        if isQuoted { index += 1 }
        if bytes.at(index) == UInt8(ascii: ">") { return element(index) }
        let isElement = bytes.at(index).isSpace && hasTagBefore(end)
        if isElement, let place = element(index) { return place }
        let spaced = bytes.skippingSpaces(from: index)
        // Dots lead to the value in some lists.
        var next = spaced
        while bytes.at(next) == UInt8(ascii: ".") || bytes.at(next).isSpace { next += 1 }
        if bytes.has("reg_", at: next) {
            while next < bytes.count, !bytes[next].isSpace { next += 1 }
            return trimmed(bytes.skippingSpaces(from: next))
        }
        guard bytes.at(next) == UInt8(ascii: ":") || bytes.at(next) == UInt8(ascii: "=") else { return nil }
        next = bytes.skippingSpaces(from: next + 1)
        if bytes.at(next) == UInt8(ascii: "\\"), bytes.at(next + 1) == 34 {
            let from = next + 2
            next = from
            while next < bytes.count, !bytes[next].isLineEnd,
                !(bytes[next] == UInt8(ascii: "\\") && bytes.at(next + 1) == 34)
            {
                next += 1
            }
            return from..<next
        }
        if bytes.at(next) == 34 {
            var stop = next + 1
            while stop < bytes.count, bytes[stop] != 34, !bytes[stop].isLineEnd {
                stop += bytes[stop] == UInt8(ascii: "\\") ? 2 : 1
            }
            return (next + 1)..<min(stop, bytes.count)
        }
        // Data of the registry has a form of its own, and what is masked already stays.
        if bytes.has("hex", at: next) || bytes.has("dword:", at: next) || bytes.has("[removed", at: next) {
            return nil
        }
        if isQuoted {
            var stop = next
            while stop < bytes.count, !bytes[stop].isLineEnd, !",}]".utf8.contains(bytes[stop]) { stop += 1 }
            return bytes.at(next) == UInt8(ascii: "[") || bytes.at(next) == UInt8(ascii: "{")
                ? nil : next..<stop
        }
        return trimmed(next)
    }

    private func trimmed(_ start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, !bytes[end].isLineEnd, bytes[end] != UInt8(ascii: "<"), bytes[end] != 0 {
            end += 1
        }
        while end > start, bytes[end - 1].isSpace { end -= 1 }
        return start..<end
    }

    /// Whether a `<` stands before the name that ends here.
    private func hasTagBefore(_ end: Int) -> Bool {
        var index = end
        while index > 0, end - index < 80, bytes[index - 1].isWord || "_-:. ".utf8.contains(bytes[index - 1])
        { index -= 1 }
        return index > 0 && bytes[index - 1] == UInt8(ascii: "<")
    }

    /// The text of an element, or of the first one within it.
    private func element(_ index: Int) -> Range<Int>? {
        var next = index
        for _ in 0..<3 {
            let limit = min(bytes.count, next + 400)
            while next < limit, bytes[next] != UInt8(ascii: ">") { next += 1 }
            guard next < limit, bytes[next - 1] != UInt8(ascii: "/") else { return nil }
            next += 1
            let start = next
            while next < bytes.count, bytes[next] != UInt8(ascii: "<") { next += 1 }
            let text = trimmedAnywhere(start, next)
            if !text.isEmpty { return text }
            if bytes.at(next + 1) == UInt8(ascii: "/") || bytes.at(next + 1) == UInt8(ascii: "!") {
                return nil
            }
        }
        return nil
    }

    private func trimmedAnywhere(_ start: Int, _ end: Int) -> Range<Int> {
        var (first, last) = (start, end)
        while first < last, bytes[first].isSpace || bytes[first].isLineEnd { first += 1 }
        while last > first, bytes[last - 1].isSpace || bytes[last - 1].isLineEnd { last -= 1 }
        return first..<last
    }
}
