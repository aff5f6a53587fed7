import Model

/// Addresses of IPv4 that are not four numbers with full stops between them and nothing else.
extension IdentityWalk {
    /// Masks three numbers and what leaves the fourth open (`192.0.2.*`, `192.0.2.x`, `192\.0\.2\.`), four with brackets around their
    /// full stops or backslashes before them (`192[.]0[.]2[.]7`), and four behind a `v`.
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
        var (index, count, isMarked) = (start, 0, false)
        while let next = numberEnd(index, limit) {
            count += 1
            if count == 3, let open = openEnd(next, limit) {
                replaceNumbers(start..<next, isNetwork: true)
                return open
            }
            guard count < 4, let stop = stopEnd(next, limit) else {
                guard count == 4, isMarked, stopEnd(next, limit).map(isDigit) != true else { return nil }
                replaceNumbers(start..<next, isNetwork: false)
                return next
            }
            if stop > next + 1 { isMarked = true }
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

    /// Puts the numbers of the token in the place of each number; of a network these are the three that all its addresses have.
    private mutating func replaceNumbers(_ range: Range<Int>, isNetwork: Bool) {
        guard !isNoAddress(range.lowerBound) else { return }
        replace(range, isNetwork ? 10 : 11) { [pseudonyms = scanner.pseudonyms] text in
            let own = text.split { !$0.isWholeNumber }.joined(separator: ".")
            let token = pseudonyms.address(isNetwork ? "\(own).0/24" : own)
            var numbers = token.split(separator: ".")[...]
            var (result, isNumber) = ("", false)
            for character in text {
                if character.isWholeNumber, !isNumber { result += numbers.popFirst() ?? "" }
                isNumber = character.isWholeNumber
                if !isNumber { result.append(character) }
            }
            return result
        }
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

    /// Behind a full stop, which may stand in brackets or behind a backslash.
    private func stopEnd(_ start: Int, _ limit: Int) -> Int? {
        let length =
            switch bytes.at(start) {
            case UInt8(ascii: "."): 1
            case UInt8(ascii: "\\") where bytes.has("\\.", at: start): 2
            case UInt8(ascii: "[") where bytes.has("[.]", at: start): 3
            case UInt8(ascii: "(") where bytes.has("(.)", at: start): 3
            default: 0
            }
        return length > 0 && start + length <= limit ? start + length : nil
    }

    /// Behind a full stop and a star, one to three letters `x`, a `\d`, or before a class of digits, by which nothing more follows; or
    /// behind one with a backslash, by which no number follows.
    private func openEnd(_ start: Int, _ limit: Int) -> Int? {
        guard let stop = stopEnd(start, limit) else { return nil }
        var end = stop
        switch bytes.at(stop) {
        case UInt8(ascii: "*") where stop < limit: end += 1
        case UInt8(ascii: "[") where isDigit(stop + 1): return stop
        case UInt8(ascii: "\\") where bytes.has("\\d", at: stop): return stop + 2
        default:
            while end < limit, end - stop < 3, bytes[end] | 32 == UInt8(ascii: "x") { end += 1 }
            if end == stop { return stop == start + 2 && !bytes.at(stop).isWord ? stop : nil }
        }
        let goesOn = bytes.at(end) == UInt8(ascii: ".") && bytes.at(end + 1).isWord
        return bytes.at(end).isWord || goesOn ? nil : end
    }

    func isDigit(_ index: Int) -> Bool { (48...57).contains(bytes.at(index)) }
}
