/// Addresses of IPv4, by themselves and joined to something else by hyphens, underscores and full stops.
extension IdentityWalk {
    /// Words that are joined by hyphens, underscores and full stops.
    struct Run {
        /// Behind the last word.
        var end = 0
        /// How many full stops there are, or fewer than three once no address is left.
        var dots = 0
        var hyphens = 0
        /// Where an address begins behind the first word, once that was looked for; beyond every text where none does.
        var later = -1
        /// Whether it has been looked at as the name of a host.
        var isLookedAt = false

        init() {}

        init(_ bytes: Bytes, _ start: Int, _ wordEnd: Int, _ chunkEnd: Int) {
            end = wordEnd
            var joined = end
            while joined < chunkEnd {
                switch bytes[joined] {
                case UInt8(ascii: "."): dots += 1
                case UInt8(ascii: "-"): hyphens += 1
                case UInt8(ascii: "_"): break
                case let byte where byte.isWord: break
                default:
                    trim(bytes, wordEnd, joined)
                    return
                }
                joined += 1
            }
            trim(bytes, wordEnd, joined)
        }

        private mutating func trim(_ bytes: Bytes, _ wordEnd: Int, _ joined: Int) {
            end = joined
            while end > wordEnd, !bytes[end - 1].isWord {
                if bytes[end - 1] == UInt8(ascii: ".") { dots -= 1 }
                end -= 1
            }
        }
    }

    /// Where four numbers up to 255 end that begin at an index; nil where there are none, fewer or more.
    ///
    /// A word may follow behind a full stop, as in `10.0.0.5.log`, and anything behind a hyphen, an underscore or two full stops.
    func addressEnd(_ start: Int, _ limit: Int) -> Int? {
        var (end, part, digits, parts) = (start, 0, 0, 1)
        while end < limit {
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
        guard parts == 4, digits > 0, !bytes.at(end).isWord else { return nil }
        return bytes.at(end) == UInt8(ascii: ".") && isNumber(end + 1) ? nil : end
    }

    /// Where the next address begins that stands behind a word and a hyphen, an underscore or two full stops, or behind a word with a
    /// letter and a full stop.
    func laterAddress(_ wordEnd: Int, _ limit: Int) -> Int? {
        var index = wordEnd
        while index < limit {
            let mark = index
            while index < limit, !bytes[index].isWord { index += 1 }
            guard index < limit else { return nil }
            let goesOn = index - mark == 1 && bytes[mark] == UInt8(ascii: ".") && isNumber(before: mark)
            if !goesOn, (48...57).contains(bytes[index]), addressEnd(index, limit) != nil,
                !isNoAddress(index)
            {
                return index
            }
            while index < limit, bytes[index].isWord { index += 1 }
        }
        return nil
    }

    /// Whether the address that comes next would be cut by a name that ends at an index, as `dc-10.0.0.5` is by `dc-10`.
    func cutsAddress(_ end: Int) -> Bool {
        guard plainUntil < end, run.later == plainUntil, let address = addressEnd(plainUntil, run.end) else {
            return false
        }
        return end < address
    }

    /// Whether nothing but digits stands between an index and what is no word.
    private func isNumber(_ index: Int) -> Bool {
        var end = index
        while end - index < 20, (48...57).contains(bytes.at(end)) { end += 1 }
        return end > index && !bytes.at(end).isWord
    }

    /// Whether the word that ends at an index is a number, or one behind a `v`.
    private func isNumber(before index: Int) -> Bool {
        var start = index
        while start > 0, index - start < 20, (48...57).contains(bytes[start - 1]) { start -= 1 }
        guard start < index else { return false }
        if start > 0, bytes[start - 1] | 32 == UInt8(ascii: "v") { start -= 1 }
        return start == 0 || !bytes[start - 1].isWord
    }

    /// Masks an address, unless it is the mask of a network or a version.
    mutating func replaceDotted(_ start: Int, _ end: Int) -> Int {
        isNoAddress(start) ? end : replaceAddress(start, end)
    }

    /// Whether four numbers are the mask of a network or a version.
    func isNoAddress(_ start: Int) -> Bool { bytes.has("255.", at: start) || isVersion(start) }

    /// Whether a name that ends in `version` or `build` stands right before, with nothing but its syntax between.
    private func isVersion(_ start: Int) -> Bool {
        var index = start
        for _ in 0..<4 {
            while index > 0, start - index < 64, !bytes[index - 1].isWord, !bytes[index - 1].isLineEnd {
                index -= 1
            }
            var word = index
            while word > 0, index - word < 40, bytes[word - 1].isWord { word -= 1 }
            if index - word >= 7 && bytes.has("version", at: index - 7)
                || index - word == 5 && bytes.has("build", at: word)
            {
                return true
            }
            let isSyntax = ["value", "reg", "sz", "v"].contains(bytes.text(word..<index).lowercased())
            guard isSyntax, word > 0 else { return false }
            index = word
        }
        return false
    }
}
