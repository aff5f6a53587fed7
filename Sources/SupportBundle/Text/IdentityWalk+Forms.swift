import Model

/// Identities that are known by their form: addresses, ids, hosts, mail addresses, distinguished names.
extension IdentityWalk {
    /// Handles what begins with a word and has a form; nil where it has none.
    ///
    /// - Returns: Where to go on.
    mutating func form(_ start: Int, _ end: Int, _ chunkEnd: Int) -> Int? {
        var joined = end
        var (dots, hyphens, hasPlus) = (0, 0, false)
        while joined < chunkEnd {
            let byte = bytes[joined]
            if byte == UInt8(ascii: ".") { dots += 1 }
            if byte == UInt8(ascii: "-") { hyphens += 1 }
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
        let dashed = hyphens > 2 ? dashedAddress(start, joined) : nil
        if dots > 0, let next = host(start, joined, isIdentity: dashed != nil) { return next }
        if let dashed {
            if dashed.lowerBound == start { return replaceLabel(dashed) }
            // What stands before it is looked at for itself.
            plainUntil = dashed.lowerBound
            return nil
        }
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

    /// A name with full stops in it, unless each word is harmless and it is not known to be an identity.
    private mutating func host(_ start: Int, _ joined: Int, isIdentity: Bool) -> Int? {
        var (index, isHarmless, hasKnown, lastDot) = (start, !isIdentity, false, start)
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
