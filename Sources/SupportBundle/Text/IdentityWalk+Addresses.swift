import Addresses
import Model

/// Addresses of hardware and of the internet protocol.
extension IdentityWalk {
    /// Hardware addresses and IPv6.
    mutating func hexadecimalAddress(_ start: Int, _ end: Int, _ chunkEnd: Int) -> Int? {
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

    mutating func replaceAddress(_ start: Int, _ addressEnd: Int) -> Int {
        var end = addressEnd
        if bytes.at(end) == UInt8(ascii: "/") {
            var next = end + 1
            while next < bytes.count, next - end <= 3, (48...57).contains(bytes[next]) { next += 1 }
            // The mask of a network, or another address, is no length.
            let isDotted = bytes.at(next) == UInt8(ascii: ".") && (48...57).contains(bytes.at(next + 1))
            if next > end + 1, !bytes.at(next).isWord, bytes.at(next) != UInt8(ascii: "/"), !isDotted {
                end = next
            }
        }
        replace(start..<end, 6) { [pseudonyms = scanner.pseudonyms] in pseudonyms.address($0) }
        return end
    }

    /// The label, up to the full stops around it, in which an address stands with hyphens in place of its full stops.
    ///
    /// Behind or before a word, as in `ip-10-0-0-5`, it is one, unless the word says that it is a version. By itself it is one
    /// where a part has three digits: what has fewer may be a date, a time or a version, and is masked where the run knows it.
    func dashedAddress(_ start: Int, _ joined: Int) -> Range<Int>? {
        var label = start
        while label < joined {
            var end = label
            while end < joined, bytes[end] != UInt8(ascii: ".") { end += 1 }
            if hasDashedAddress(label, end, isHost: label > start || end < joined) { return label..<end }
            label = end + 1
        }
        return nil
    }

    private func hasDashedAddress(_ start: Int, _ end: Int, isHost: Bool) -> Bool {
        var index = start
        while index < end {
            guard bytes[index].isWord else {
                index += 1
                continue
            }
            let first = index
            while index < end, bytes[index].isWord { index += 1 }
            guard let row = row(first, end) else { continue }
            index = row.end
            guard row.isAddress else { continue }
            let before = wordBefore(first, from: start)
            // A number behind the address is a port or one of many, where nothing else is meant.
            guard row.count == 4 || row.count > 4 && before == "ip" else { continue }
            if let before, isVersionWord(before) { continue }
            if before != nil || isHost || row.isLong || hasLetter(behind: row.end, end) { return true }
        }
        return false
    }

    /// Numbers joined by single hyphens, from a word on: how many they are and what the first four may be.
    private func row(
        _ start: Int, _ limit: Int
    ) -> (end: Int, count: Int, isAddress: Bool, isLong: Bool)? {
        var (index, count, isAddress, isLong) = (start, 0, true, false)
        var end = start
        while index < limit {
            var (next, number) = (index, 0)
            while next < limit, next - index < 4, (48...57).contains(bytes[next]) {
                number = number * 10 + Int(bytes[next] - 48)
                next += 1
            }
            guard next > index, next == limit || !bytes[next].isWord else { break }
            if count < 4 {
                isAddress = isAddress && next - index < 4 && number < 256
                isLong = isLong || number >= 100
                // Of nobody: this network, this computer, and masks.
                if count == 0, [0, 127, 255].contains(number) { isAddress = false }
            }
            (count, end) = (count + 1, next)
            guard next < limit, bytes[next] == UInt8(ascii: "-") else { break }
            index = next + 1
        }
        return count >= 4 ? (end, count, isAddress, isLong) : nil
    }

    /// The word before the hyphens or underscores that end at an index; nil where there is none with a letter.
    private func wordBefore(_ index: Int, from start: Int) -> String? {
        var end = index
        while end > start, !bytes[end - 1].isWord { end -= 1 }
        var first = end
        while first > start, bytes[first - 1].isWord { first -= 1 }
        guard first < end, !(first..<end).allSatisfy({ (48...57).contains(bytes[$0]) }) else { return nil }
        return bytes.text(first..<end).lowercased()
    }

    /// Whether the word behind the hyphen or underscore at an index has a letter.
    private func hasLetter(behind index: Int, _ limit: Int) -> Bool {
        var next = index + 1
        while next < limit, bytes[next].isWord {
            if !(48...57).contains(bytes[next]) { return true }
            next += 1
        }
        return false
    }

    private func isVersionWord(_ word: String) -> Bool {
        word.hasSuffix("version") || word == "build" || word == "v"
    }

    mutating func replaceLabel(_ range: Range<Int>) -> Int {
        replace(range, 9) { [pseudonyms = scanner.pseudonyms] in pseudonyms.computer($0) }
        return range.upperBound
    }
}
