import Addresses
import Model

/// Identities that are known by their form: addresses, ids, hosts, mail addresses, distinguished names.
extension IdentityWalk {
    /// Handles what begins with a word and has a form; nil where it has none.
    ///
    /// - Returns: Where to go on.
    mutating func form(_ start: Int, _ end: Int, _ chunkEnd: Int) -> Int? {
        var joined = end
        var (dots, hasPlus) = (0, false)
        while joined < chunkEnd {
            let byte = bytes[joined]
            if byte == UInt8(ascii: ".") { dots += 1 }
            guard
                byte.isWord || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: ".")
            else {
                break
            }
            joined += 1
        }
        var mail = joined
        while mail < chunkEnd, bytes[mail].isWord || "+$-._".utf8.contains(bytes[mail]) {
            hasPlus = true
            mail += 1
        }
        while joined > end, !bytes[joined - 1].isWord {
            if bytes[joined - 1] == UInt8(ascii: ".") { dots -= 1 }
            joined -= 1
        }
        if mail + 1 < chunkEnd, bytes[mail] == UInt8(ascii: "@"), bytes[mail + 1].isWord {
            return address(of: start..<(hasPlus ? mail : joined), mail, chunkEnd)
        }
        if let next = distinguishedName(start, end) { return next }
        if let next = identifier(start, joined) ?? hexadecimalAddress(start, end, chunkEnd) { return next }
        if dots == 3, let next = dottedAddress(start, chunkEnd) { return next }
        if dots > 0, let next = host(start, joined) { return next }
        plainUntil = joined
        return nil
    }

    private mutating func address(of local: Range<Int>, _ at: Int, _ chunkEnd: Int) -> Int {
        var end = at + 1
        while end < chunkEnd, bytes[end].isWord || "-._".utf8.contains(bytes[end]) { end += 1 }
        while !bytes[end - 1].isWord { end -= 1 }
        replace(local.lowerBound..<end, 3) { [pseudonyms = scanner.pseudonyms] in pseudonyms.mail($0) }
        return end
    }

    /// GUIDs and security identifiers.
    private mutating func identifier(_ start: Int, _ joined: Int) -> Int? {
        if bytes.has("s-1-", at: start), joined > start + 4, (48...57).contains(bytes[start + 4]) {
            var end = start + 4
            while end < joined, (48...57).contains(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
            while !bytes[end - 1].isWord { end -= 1 }
            guard !bytes.at(end).isWord else { return nil }
            replace(start..<end, 4) { [pseudonyms = scanner.pseudonyms] in pseudonyms.account($0) }
            return end
        }
        let end = start + 36
        guard joined >= end, !bytes.at(end).isWord, bytes[start + 8] == UInt8(ascii: "-"),
            bytes[start + 13] == UInt8(ascii: "-"), bytes[start + 18] == UInt8(ascii: "-"),
            bytes[start + 23] == UInt8(ascii: "-"),
            (start..<end).allSatisfy({ bytes[$0].digitValue != nil || bytes[$0] == UInt8(ascii: "-") })
        else { return nil }
        replace(start..<end, 5) { [pseudonyms = scanner.pseudonyms] in pseudonyms.guid($0) }
        return end
    }

    /// Hardware addresses and IPv6.
    private mutating func hexadecimalAddress(_ start: Int, _ end: Int, _ chunkEnd: Int) -> Int? {
        let separator = bytes.at(end)
        guard end - start <= 4, (start..<end).allSatisfy({ bytes[$0].digitValue != nil }) else { return nil }
        if end - start == 2, separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-"),
            isHardware(start, 2, 6, separator)
        {
            replace(start..<(start + 17), 6) { [pseudonyms = scanner.pseudonyms] in pseudonyms.address($0) }
            return start + 17
        }
        if end - start == 4, separator == UInt8(ascii: "."), isHardware(start, 4, 3, separator) {
            replace(start..<(start + 14), 6) { [pseudonyms = scanner.pseudonyms] in pseudonyms.address($0) }
            return start + 14
        }
        return separator == UInt8(ascii: ":") ? address(start, chunkEnd) : nil
    }

    private func isHardware(_ start: Int, _ digits: Int, _ groups: Int, _ separator: UInt8) -> Bool {
        let length = (digits + 1) * groups - 1
        guard start + length <= bytes.count, !bytes.at(start + length).isWord,
            bytes.at(start + length) != separator
        else {
            return false
        }
        return (0..<length).allSatisfy { place in
            let byte = bytes[start + place]
            return place % (digits + 1) == digits ? byte == separator : byte.digitValue != nil
        }
    }

    /// An address of IPv6, which may begin with its colons, with a length behind it or without.
    mutating func address(_ start: Int, _ chunkEnd: Int) -> Int? {
        var (end, colons) = (start, 0)
        let limit = min(chunkEnd, start + 46)
        while end < limit,
            bytes[end].digitValue != nil || bytes[end] == UInt8(ascii: ":") || bytes[end] == UInt8(ascii: ".")
        {
            if bytes[end] == UInt8(ascii: ":") { colons += 1 }
            end += 1
        }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard colons >= 2, !bytes.at(end).isWord else { return nil }
        var text = bytes.text(start..<end)
        if !text.isAddress, text.hasSuffix(":") {
            end -= 1
            text.removeLast()
        }
        guard text.isAddress else { return nil }
        return replaceAddress(start, end)
    }

    private mutating func replaceAddress(_ start: Int, _ addressEnd: Int) -> Int {
        var end = addressEnd
        if bytes.at(end) == UInt8(ascii: "/") {
            var next = end + 1
            while next < bytes.count, next - end <= 3, (48...57).contains(bytes[next]) { next += 1 }
            if next > end + 1, !bytes.at(next).isWord, bytes.at(next) != UInt8(ascii: "/") { end = next }
        }
        replace(start..<end, 6) { [pseudonyms = scanner.pseudonyms] in pseudonyms.address($0) }
        return end
    }

    /// Four numbers up to 255 that are no version.
    private mutating func dottedAddress(_ start: Int, _ chunkEnd: Int) -> Int? {
        var (end, part, digits, parts) = (start, 0, 0, 1)
        while end < chunkEnd {
            if (48...57).contains(bytes[end]) {
                part = part * 10 + Int(bytes[end] - 48)
                digits += 1
                guard digits <= 3, part <= 255 else { return nil }
            } else if bytes[end] == UInt8(ascii: "."), digits > 0, parts < 4,
                (48...57).contains(bytes.at(end + 1))
            {
                (part, digits) = (0, 0)
                parts += 1
            } else {
                break
            }
            end += 1
        }
        guard parts == 4, digits > 0, !bytes.at(end).isWord,
            !(bytes.at(end) == UInt8(ascii: ".") && bytes.at(end + 1).isWord)
        else { return nil }
        // The mask of a network.
        if bytes.has("255.", at: start) || isVersion(start) { return end }
        return replaceAddress(start, end)
    }

    /// Whether a name that ends in `version` or `build` stands right before, with nothing but its syntax between.
    private func isVersion(_ start: Int) -> Bool {
        var index = start
        for _ in 0..<4 {
            while index > 0, start - index < 64, !bytes[index - 1].isWord, !bytes[index - 1].isLineEnd {
                index -= 1
            }
            var word = index
            while word > 0, index - word < 40, bytes[word - 1].isWord { word -= 1 }
            if index - word >= 7,
                bytes.has("version", at: index - 7) || index - word == 5 && bytes.has("build", at: word)
            {
                return true
            }
            let isSyntax = ["value", "reg", "sz", "v"].contains(bytes.text(word..<index).lowercased())
            guard isSyntax, word > 0 else { return false }
            index = word
        }
        return false
    }

    /// A name with full stops in it, unless each word is harmless.
    private mutating func host(_ start: Int, _ joined: Int) -> Int? {
        var (index, isHarmless, hasKnown, lastDot) = (start, true, false, start)
        while index < joined {
            guard bytes[index].isWord else {
                if bytes[index] == UInt8(ascii: ".") { lastDot = index }
                index += 1
                continue
            }
            var end = index
            while end < joined, bytes[end].isWord { end += 1 }
            let hash = WordHash.any(bytes, index, end)
            if isHarmless, !stays(index, end, hash) { isHarmless = false }
            if match(index, end, hash) != nil { hasKnown = true }
            index = end
        }
        if isHarmless { return hasKnown ? nil : joined }
        let last = bytes.text((lastDot + 1)..<joined).lowercased()
        guard last.utf8.count >= 2,
            last.utf8.allSatisfy({ $0.isWord && !(48...57).contains($0) }) || last.hasPrefix("xn--"),
            !scanner.pseudonyms.publicNames.extensions.contains(last)
        else { return nil }
        replace(start..<joined, 7) { [pseudonyms = scanner.pseudonyms] in pseudonyms.host($0) }
        return joined
    }
}
