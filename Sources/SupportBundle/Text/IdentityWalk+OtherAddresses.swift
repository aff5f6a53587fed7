import Model

/// Addresses of IPv4 that are not four numbers with full stops between them and nothing else.
extension IdentityWalk {
    /// Masks three numbers and what leaves the fourth open (`192.0.2.*`, `192.0.2.x`), four with brackets around their full stops
    /// (`192[.]0[.]2[.]7`), and four behind a `v`.
    ///
    /// - Parameters:
    ///   - start: Where a word begins.
    ///   - end: Behind it.
    ///   - joined: Behind all that hyphens, underscores and full stops join to it.
    ///   - limit: Behind what may belong to it.
    /// - Returns: Where to go on; nil where there is none of these.
    mutating func otherAddress(_ start: Int, _ end: Int, _ joined: Int, _ limit: Int) -> Int? {
        guard end - start <= 4 else { return nil }
        if bytes[start] | 32 == UInt8(ascii: "v") { return addressBehindV(start, end, joined) }
        var (index, count, isBracketed) = (start, 0, false)
        while let next = numberEnd(index, limit) {
            count += 1
            if count == 3, let open = openEnd(next, limit) { return replaceOpen(start..<open) }
            guard count < 4, let stop = stopEnd(next, limit) else {
                let isAddress = count == 4 && isBracketed && stopEnd(next, limit).map(isDigit) != true
                return isAddress ? replaceBracketed(start..<next) : nil
            }
            if stop > next + 1 { isBracketed = true }
            index = stop
        }
        return nil
    }

    /// Versions are written so as well: it is an address where the run knows it, or where the first number has three digits.
    private mutating func addressBehindV(_ start: Int, _ end: Int, _ joined: Int) -> Int? {
        let first = start + 1
        guard end > first, isDigit(first), let addressEnd = addressEnd(first, joined), !isNoAddress(first)
        else {
            return nil
        }
        if let (number, next) = match(first, end, WordHash.ascii(bytes, first, end)), next == addressEnd {
            replace(first..<next, with: scanner.tokens[number])
            return next
        }
        return end - first == 3 ? replaceAddress(first, addressEnd) : nil
    }

    /// Its first three numbers become those of each address in the same network.
    private mutating func replaceOpen(_ range: Range<Int>) -> Int {
        guard !isNoAddress(range.lowerBound) else { return range.upperBound }
        replace(range, 10) { [pseudonyms = scanner.pseudonyms] text in
            let numbers = text.split(separator: ".").dropLast().joined(separator: ".")
            return String(pseudonyms.address("\(numbers).0/24").dropLast("0/24".utf8.count))
                + (text.split(separator: ".").last ?? "")
        }
        return range.upperBound
    }

    private mutating func replaceBracketed(_ range: Range<Int>) -> Int {
        guard !isNoAddress(range.lowerBound) else { return range.upperBound }
        replace(range, 11) { [pseudonyms = scanner.pseudonyms] text in
            let token = pseudonyms.address(text.filter { $0 == "." || $0.isWholeNumber })
            var numbers = token.split(separator: ".")[...]
            var (result, isNumber) = ("", false)
            for character in text {
                if character.isWholeNumber, !isNumber { result += numbers.popFirst() ?? "" }
                isNumber = character.isWholeNumber
                if !isNumber { result.append(character) }
            }
            return result
        }
        return range.upperBound
    }

    /// Behind a number up to 255 and of at most three digits.
    private func numberEnd(_ start: Int, _ limit: Int) -> Int? {
        var (end, number) = (start, 0)
        while end < limit, end - start < 4, isDigit(end) {
            number = number * 10 + Int(bytes[end] - 48)
            end += 1
        }
        return end > start && end - start < 4 && number < 256 && !bytes.at(end).isWord ? end : nil
    }

    /// Behind a full stop, which may stand in brackets.
    private func stopEnd(_ start: Int, _ limit: Int) -> Int? {
        if bytes.at(start) == UInt8(ascii: ".") { return start + 1 }
        return start + 3 <= limit && (bytes.has("[.]", at: start) || bytes.has("(.)", at: start))
            ? start + 3 : nil
    }

    /// Behind a full stop and a star, or one to three letters `x`, by which nothing more follows.
    private func openEnd(_ start: Int, _ limit: Int) -> Int? {
        guard bytes.at(start) == UInt8(ascii: "."), start + 1 < limit else { return nil }
        var end = start + 1
        if bytes[end] == UInt8(ascii: "*") {
            end += 1
        } else {
            while end < limit, end - start <= 3, bytes[end] | 32 == UInt8(ascii: "x") { end += 1 }
        }
        let goesOn = bytes.at(end) == UInt8(ascii: ".") && bytes.at(end + 1).isWord
        return end > start + 1 && !bytes.at(end).isWord && !goesOn ? end : nil
    }

    private func isDigit(_ index: Int) -> Bool { (48...57).contains(bytes.at(index)) }
}
