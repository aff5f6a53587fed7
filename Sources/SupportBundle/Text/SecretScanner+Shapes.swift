import Glibc
import Model

/// Secrets without a name.
extension SecretScanner {
    func shape(_ shape: RedactionKnowledge.Shape, _ bytes: Bytes, _ place: Range<Int>, _ limit: Int)
        -> [Finding]
    {
        if shape.isExact, !bytes.has(Array(shape.begins.utf8), at: place.lowerBound, isExact: true) {
            return []
        }
        let (table, wanted) = (ByteClass.table, Self.classes(shape.alphabet))
        // Two hashes have a colon between them.
        let hasColons = shape.alphabet == .hexadecimal
        let hasPercent = shape.alphabet == .address
        func isMember(_ index: Int) -> Bool {
            !table[bytes[index]].isDisjoint(with: wanted) || hasColons && bytes[index] == UInt8(ascii: ":")
                || hasPercent && bytes[index] == UInt8(ascii: "%")
        }
        var start = place.lowerBound
        while start > limit, place.lowerBound - start < shape.before, isMember(start - 1) { start -= 1 }
        guard place.lowerBound - start == shape.before else { return [] }
        // A scheme before a token stays, and so does a host; whatever else is no word before it ends it.
        let isScheme = shape.begins.hasSuffix(" ") || shape.begins.hasSuffix("/")
        if shape.before == 0, start > 0, table[bytes[start - 1]].contains(.word), !isAfterEscape(bytes, start)
        {
            return []
        }
        var end = place.upperBound
        while end < bytes.count {
            if isMember(end) {
                end += 1
            } else if bytes[end] == UInt8(ascii: "\\"), bytes.at(end + 1) == UInt8(ascii: "/") {
                end += 2
            } else {
                break
            }
        }
        guard end - place.upperBound >= shape.minimum else { return [] }
        let secret = (isScheme ? place.upperBound : start)..<end
        if shape.begins == "Basic ", !isCredentials(bytes, secret) { return [] }
        return [Finding(place: secret, what: shape.what)]
    }

    /// Whether the letter before is that of an escape such as `\n`.
    private func isAfterEscape(_ bytes: Bytes, _ start: Int) -> Bool {
        start > 1
            && (bytes[start - 2] == UInt8(ascii: "\\") || start > 2 && bytes[start - 3] == UInt8(ascii: "%"))
    }

    /// Whether it is base64 of a name, a colon and a password.
    private func isCredentials(_ bytes: Bytes, _ place: Range<Int>) -> Bool {
        var isOne = false
        Base64Runs(bytes).forEachReading(of: place) { read in
            isOne = read.contains(UInt8(ascii: ":"))
            return false
        }
        return isOne
    }

    private static func classes(_ alphabet: RedactionKnowledge.Shape.Alphabet) -> ByteClass {
        switch alphabet {
        case .alphanumeric: [.letter, .digit]
        case .base64: [.base64, .token]
        case .base64url: [.base64url]
        case .hexadecimal: [.hexadecimal]
        case .token: [.token]
        case .address: [.token, .mark]
        }
    }

    /// A private key from its first to its last line, also all in one line.
    ///
    /// Where the last line is missing, everything is taken that may belong to it.
    func block(_ block: RedactionKnowledge.Block, _ bytes: Bytes, _ place: Range<Int>) -> [Finding] {
        if !block.contains.isEmpty {
            let limit = min(bytes.count, place.upperBound + 40)
            guard bytes.first(Array(block.contains.utf8), in: place.upperBound..<limit) != nil else {
                return []
            }
        }
        let ends = Array(block.ends.utf8)
        var index = place.upperBound
        while index < bytes.count {
            if bytes[index].lowered == ends[0].lowered, bytes.has(ends, at: index) {
                var end = index + ends.count
                // To the end of that line: the closing hyphens, or a sum over the key.
                while end < bytes.count, Self.isOfLastLine(bytes[end]) { end += 1 }
                return [Finding(place: place.lowerBound..<end, what: block.what)]
            }
            guard Self.isOfKey(bytes[index]) else { break }
            index += 1
        }
        return [Finding(place: place.lowerBound..<index, what: block.what)]
    }

    private static func isOfLastLine(_ byte: UInt8) -> Bool {
        byte.isWord && byte < 128 || byte == 32 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }

    /// What base64, its headers and its line ends, escaped or not, are made of.
    private static func isOfKey(_ byte: UInt8) -> Bool {
        switch byte {
        case 9, 10, 13, 32, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "\\"),
            UInt8(ascii: "-"),
            UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "_"),
            UInt8(ascii: "@"), UInt8(ascii: "."), UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: ";"),
            UInt8(ascii: "%"), UInt8(ascii: "|"), UInt8(ascii: ">"):
            true
        default: byte.isWord
        }
    }

    /// Product keys of Windows and recovery passwords of BitLocker: groups of five or six with hyphens between them.
    func groups(_ bytes: Bytes) -> [Finding] {
        guard let base = bytes.baseAddress else { return [] }
        var found: [Finding] = []
        var index = 0
        while index < bytes.count, let place = memchr(base + index, 0x2d, bytes.count - index) {
            let hyphen = base.distance(to: place.assumingMemoryBound(to: UInt8.self))
            index = hyphen + 1
            if bytes.at(hyphen + 6) == 0x2d, let key = group(bytes, hyphen, 5, 5) {
                found.append(Finding(place: key, what: "product key"))
                index = key.upperBound
            } else if bytes.at(hyphen + 7) == 0x2d, let key = group(bytes, hyphen, 6, 8) {
                found.append(Finding(place: key, what: "recovery password"))
                index = key.upperBound
            }
        }
        return found
    }

    private func group(_ bytes: Bytes, _ hyphen: Int, _ length: Int, _ count: Int) -> Range<Int>? {
        let start = hyphen - length
        let end = start + (length + 1) * count - 1
        guard start >= 0, end <= bytes.count, !bytes.at(end).isWord, bytes.at(end) != 0x2d,
            start == 0 || !bytes[start - 1].isWord && bytes[start - 1] != 0x2d
        else { return nil }
        var (digits, letters) = (0, 0)
        for place in 0..<(end - start) {
            let byte = bytes[start + place]
            if place % (length + 1) == length {
                guard byte == 0x2d else { return nil }
            } else if (48...57).contains(byte) {
                digits += 1
            } else if (65...90).contains(byte & 0xdf), length == 5 {
                letters += 1
            } else {
                return nil
            }
        }
        return length == 6 || digits > 0 && letters > 0 ? start..<end : nil
    }

    /// `user:password@` behind `://`: the password, or a token that stands alone.
    func authority(_ bytes: Bytes, _ place: Range<Int>) -> [Finding] {
        var (end, at, colon, slash) = (place.upperBound, -1, -1, -1)
        while end < bytes.count, end - place.upperBound < 1024, !bytes[end].isSpace, !bytes[end].isLineEnd,
            !bytes[end].isQuote, bytes[end] != UInt8(ascii: "<"), bytes[end] != UInt8(ascii: ">"),
            bytes[end] != 0
        {
            switch bytes[end] {
            case UInt8(ascii: "@"): at = end
            case UInt8(ascii: ":") where colon < 0 && slash < 0: colon = end
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"):
                if slash < 0 { slash = end }
            default: break
            }
            end += 1
        }
        guard at >= 0 else { return [] }
        if slash >= 0, slash < at {
            // A slash in a password that nobody has encoded; behind a port, or without a colon, it begins the path.
            guard colon >= 0, colon + 1 < slash,
                bytes[(colon + 1)..<slash].contains(where: { !(48...57).contains($0) })
            else { return [] }
        }
        let start = colon >= 0 && colon < at ? colon + 1 : place.upperBound
        guard start < at else { return [] }
        return [Finding(place: start..<at, what: colon >= 0 && colon < at ? "password" : "credentials")]
    }

    /// `user:password@host:port` as the value of something that has to do with a proxy.
    func proxy(_ bytes: Bytes, _ place: Range<Int>) -> [Finding] {
        let limit = bytes.lineEnd(from: place.upperBound, limit: 512)
        var index = place.upperBound
        while index < limit {
            while index < limit,
                bytes[index].isSpace || bytes[index].isQuote || bytes[index] == UInt8(ascii: "=")
            {
                index += 1
            }
            let start = index
            var (colon, at) = (-1, -1)
            while index < limit, !bytes[index].isSpace, !bytes[index].isQuote,
                bytes[index] != UInt8(ascii: "="),
                bytes[index] != UInt8(ascii: "<")
            {
                if bytes[index] == UInt8(ascii: ":"), colon < 0, index > start { colon = index }
                if bytes[index] == UInt8(ascii: "@") { at = index }
                index += 1
            }
            if colon >= 0, at > colon + 1, bytes.at(colon + 1) != UInt8(ascii: "/") {
                return [Finding(place: (colon + 1)..<at, what: "password")]
            }
            if index == start { index += 1 }
        }
        return []
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where a text stands in a part, in any case.
    func first(_ text: [UInt8], in range: Range<Int>) -> Int? {
        guard let first = text.first?.lowered else { return nil }
        for index in range where self[index].lowered == first && index + text.count <= range.upperBound {
            if has(text, at: index) { return index }
        }
        return nil
    }
}
