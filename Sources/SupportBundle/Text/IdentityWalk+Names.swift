/// Distinguished names, which have spaces in them.
extension IdentityWalk {
    /// Kinds of parts with which a name may begin whatever follows, and those that need a second part.
    private static let types: [(type: StaticString, isSure: Bool)] = [
        ("cn", true), ("ou", true), ("dc", true), ("uid", true), ("o", false), ("l", false), ("st", false),
        ("c", false),
        ("e", false), ("street", false), ("sn", false), ("s", false), ("serialnumber", false),
    ]

    /// Handles a distinguished name that begins with a word; nil where there is none.
    mutating func distinguishedName(_ start: Int, _ end: Int) -> Int? {
        guard end - start <= 12 else { return nil }
        guard
            let kind = Self.types.first(where: {
                $0.type.utf8CodeUnitCount == end - start && bytes.has($0.type, at: start)
            })
        else { return nil }
        guard bytes.at(end) == UInt8(ascii: "=") else { return nil }
        var (index, parts, valueStart) = (end + 1, 0, end + 1)
        var type = start..<end
        let limit = min(bytes.count, start + (kind.isSure ? 8192 : 512))
        while true {
            valueStart = index
            index = valueEnd(index, limit, isLabel: type.count == 2 && bytes.has("dc", at: type.lowerBound))
            parts += 1
            guard index < limit,
                [UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "/")].contains(bytes[index]),
                let next = nextType(index + 1, limit)
            else { break }
            type = next
            index = next.upperBound + 1
        }
        guard kind.isSure || parts > 1 else { return nil }
        while index > valueStart, bytes[index - 1].isSpace || bytes[index - 1] == UInt8(ascii: ".") {
            index -= 1
        }
        guard index > end + 1 else { return nil }
        replace(start..<index, 8) { [pseudonyms = scanner.pseudonyms] in pseudonyms.distinguishedName($0) }
        return index
    }

    /// The end of a value: what no backslash stands before.
    private func valueEnd(_ start: Int, _ limit: Int, isLabel: Bool) -> Int {
        var index = start
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                index += 2
                continue
            case UInt8(ascii: ","), UInt8(ascii: "+"), 9, 10, 13, 0, UInt8(ascii: "\""), UInt8(ascii: "<"),
                UInt8(ascii: ">"),
                UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                return index
            case let byte
            where isLabel && !byte.isWord && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_"):
                return index
            default: index += 1
            }
        }
        return min(index, limit)
    }

    /// Letters and an equals sign, behind spaces.
    private func nextType(_ index: Int, _ limit: Int) -> Range<Int>? {
        let start = bytes.skippingSpaces(from: index)
        var end = start
        while end < limit, end - start < 24, bytes[end].isWord || bytes[end] == UInt8(ascii: ".") { end += 1 }
        return end > start && bytes.at(end) == UInt8(ascii: "=") ? start..<end : nil
    }
}
