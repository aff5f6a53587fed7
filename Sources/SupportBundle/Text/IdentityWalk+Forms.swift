import Model

/// Identities that are known by their form: addresses, ids, hosts, mail addresses, distinguished names.
extension IdentityWalk {
    /// Handles what begins with a word and has a form; nil where it has none.
    ///
    /// - Returns: Where to go on.
    mutating func form(_ start: Int, _ end: Int, _ chunkEnd: Int) -> Int? {
        if start >= run.end {
            run = Run(bytes, start, end, chunkEnd)
            var mail = run.end
            while mail < chunkEnd, bytes[mail].isWord || "+$-._".utf8.contains(bytes[mail]) { mail += 1 }
            if mail + 1 < chunkEnd, bytes[mail] == UInt8(ascii: "@"), bytes[mail + 1].isWord {
                return address(of: start..<mail, mail, chunkEnd)
            }
        }
        let joined = run.end
        if let next = distinguishedName(start, end) { return next }
        if let next = identifier(start, joined) ?? hexadecimalAddress(start, end, chunkEnd) { return next }
        if run.dots > 0 || bytes.at(end + 1) == UInt8(ascii: "."),
            let next = otherAddress(start, end, joined, chunkEnd)
        {
            return next
        }
        let own = run.dots > 2 ? addressEnd(start, joined) : nil
        // What has no other full stops than the address has needs no second look as a host.
        if let own, run.dots == 3 || run.isLookedAt { return replaceDotted(start, own) }
        if run.dots > 2, run.later <= start {
            run.later = laterAddress(end, joined) ?? .max
            // The end is not looked for again and again in a row of thousands.
            if own == nil, run.later == .max { run.dots = 2 }
        }
        let later = run.dots > 2 && run.later < joined ? run.later : nil
        let dashed = run.hyphens > 2 ? dashedAddress(start, later.map { $0 - 1 } ?? joined) : nil
        if run.dots > 0, !run.isLookedAt {
            run.isLookedAt = true
            let hasAddress = dashed != nil || later != nil || own != nil && !isNoAddress(start)
            if let next = host(start, joined, isIdentity: hasAddress) { return next }
        }
        if let own { return replaceDotted(start, own) }
        if let dashed, dashed.lowerBound == start { return replaceLabel(dashed) }
        // What stands before an address is looked at for itself.
        plainUntil = dashed?.lowerBound ?? later ?? joined
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
        if let end = groupsEnd(start, joined) {
            replace(start..<end, 12) { [pseudonyms = scanner.pseudonyms] in pseudonyms.identifier($0) }
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

    /// Where a serial number ends, such as that of a virtual machine; nil where none begins.
    ///
    /// It has at least 16 digits in groups of four or more, of which the last may be shorter; a moment has other groups.
    private func groupsEnd(_ start: Int, _ joined: Int) -> Int? {
        guard run.hyphens > 2 else { return nil }
        var (index, group, digits) = (start, 0, 0)
        while index < joined {
            if (48...57).contains(bytes[index]) {
                (group, digits) = (group + 1, digits + 1)
            } else {
                guard bytes[index] == UInt8(ascii: "-"), (48...57).contains(bytes.at(index + 1)) else {
                    break
                }
                guard group >= 4 else { return nil }
                group = 0
            }
            index += 1
        }
        return digits >= 16 && !bytes.at(index).isWord ? index : nil
    }

    /// A name with full stops in it, unless each word is harmless and it is not known to be an identity.
    private mutating func host(_ start: Int, _ joined: Int, isIdentity: Bool) -> Int? {
        var (index, isHarmless, hasKnown, lastDot) = (start, !isIdentity, false, nil as Int?)
        // Whether somebody is called like a label that is no common word, so that the finished bundle is searched for it.
        var isTelling = false
        var before: (range: Range<Int>, hash: UInt64)?
        while index < joined {
            guard bytes[index].isWord else {
                if bytes[index] == UInt8(ascii: ".") { (lastDot, before) = (index, nil) }
                index += 1
                continue
            }
            var end = index
            while end < joined, bytes[end].isWord { end += 1 }
            let hash = WordHash.any(bytes, index, end)
            if isHarmless, !stays(index, end, hash) || isNumber(index, end, of: before) {
                isHarmless = false
            }
            before = (index..<end, hash)
            if let (number, _) = match(index, end, hash) {
                hasKnown = true
                if !scanner.needsCapitalInMessages[number] { isTelling = true }
            }
            index = end
        }
        if isHarmless, !isAccount(start, joined) {
            // Somebody may be called like a label of a host that everybody knows.
            return hasKnown && (isTelling || !isPublicHost(start, joined)) ? nil : joined
        }
        if isTelling, isPublicHost(start, joined) { return nil }
        guard let lastDot else { return nil }
        let last = bytes.text((lastDot + 1)..<joined).lowercased()
        if isHarmless, !scanner.pseudonyms.publicNames.extensions.contains(last) {
            replaceUnknown(start..<joined)
            return joined
        }
        guard last.utf8.count >= 2,
            last.utf8.allSatisfy({ $0.isWord && !(48...57).contains($0) }) || last.hasPrefix("xn--"),
            !scanner.pseudonyms.publicNames.extensions.contains(last)
        else { return nil }
        replace(start..<joined, 7) { [pseudonyms = scanner.pseudonyms] in pseudonyms.host($0) }
        return joined
    }

    private func isPublicHost(_ start: Int, _ end: Int) -> Bool {
        scanner.pseudonyms.publicNames.isPublic(host: bytes.text(start..<end).lowercased())
    }
}
