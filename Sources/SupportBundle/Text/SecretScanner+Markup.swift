/// Values in XML: in an element, in an attribute beside the name, in the element that an attribute names.
extension SecretScanner {
    func isTag(_ bytes: Bytes, _ start: Int) -> Bool {
        if start > 0, bytes[start - 1] == UInt8(ascii: "<") { return true }
        // A prefix of a name space.
        guard start > 0, bytes[start - 1] == UInt8(ascii: ":") else { return false }
        var index = start - 1
        while index > 0, start - index < 40, bytes[index - 1].isWord { index -= 1 }
        return index > 0 && bytes[index - 1] == UInt8(ascii: "<")
    }

    /// The text of an element, or that of the `value` within it.
    func element(_ bytes: Bytes, _ index: Int) -> Located? {
        var next = index
        for _ in 0..<3 {
            let limit = min(bytes.count, next + 400)
            while next < limit, bytes[next] != UInt8(ascii: ">") { next += 1 }
            guard next < limit, bytes.at(next - 1) != UInt8(ascii: "/") else { return nil }
            next += 1
            let from = next
            var isBlank = true
            while next < bytes.count, bytes[next] != UInt8(ascii: "<") {
                if !bytes[next].isSpace, !bytes[next].isLineEnd { isBlank = false }
                next += 1
            }
            if !isBlank { return (from..<next, false) }
            if bytes.has("<![cdata[", at: next) {
                let inner = next + 9
                return (
                    inner..<(bytes.first(Array("]]>".utf8), in: inner..<bytes.count) ?? bytes.count), false
                )
            }
            if bytes.at(next + 1) == UInt8(ascii: "/") { return nil }
        }
        return nil
    }

    /// The `value` beside a `key` or `name`, in XML and JSON.
    func sibling(_ bytes: Bytes, _ index: Int) -> Located? {
        var next = index
        let limit = min(bytes.count, index + 48)
        while next < limit,
            bytes[next].isSpace || bytes[next].isLineEnd || ",\\\"'/>".utf8.contains(bytes[next])
        {
            next += 1
        }
        guard bytes.has("value", at: next) else { return nil }
        next += 5
        while next < limit, "\\\"' ".utf8.contains(bytes[next]) { next += 1 }
        guard [UInt8(ascii: ":"), UInt8(ascii: "=")].contains(bytes.at(next)) else { return nil }
        return assigned(bytes, next + 1, isColon: bytes[next] == UInt8(ascii: ":"), isMember: true, index)
    }

    /// Whether a name is the value of an attribute `name`, `key` or `id`, as in `<Data Name="Password">`.
    func isNameAttribute(_ bytes: Bytes, _ start: Int) -> Bool {
        var index = start - 1
        while index > 0, bytes[index].isQuote || bytes[index] == UInt8(ascii: "\\") { index -= 1 }
        guard index > 0, index < start - 1, bytes[index] == UInt8(ascii: "=") else { return false }
        let names: [StaticString] = ["name", "key", "id"]
        guard
            let name = names.first(where: {
                let place = index - $0.utf8CodeUnitCount
                return bytes.has($0, at: place) && place > 0 && bytes[place - 1].isSpace
            })
        else { return false }
        var tag = index - name.utf8CodeUnitCount
        while tag > 0, index - tag < 400, !"<>".utf8.contains(bytes[tag - 1]), !bytes[tag - 1].isLineEnd {
            tag -= 1
        }
        return tag > 0 && bytes[tag - 1] == UInt8(ascii: "<")
    }

    /// The attribute `value` of the tag that an index is in.
    func valueAttribute(_ bytes: Bytes, _ index: Int) -> Located? {
        let limit = min(bytes.count, index + 400)
        var (next, quote) = (index, UInt8(0))
        // The quotation marks of the name.
        while next < limit, bytes[next].isQuote || bytes[next] == UInt8(ascii: "\\") { next += 1 }
        while next < limit {
            let byte = bytes[next]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte.isQuote {
                quote = byte
            } else if byte == UInt8(ascii: ">") || byte.isLineEnd && bytes.at(next + 1).isLineEnd {
                return nil
            } else if byte.isSpace || byte.isLineEnd, bytes.has("value", at: next + 1) {
                let mark = bytes.skippingSpaces(from: next + 6)
                if bytes.at(mark) == UInt8(ascii: "=") {
                    let from = bytes.skippingSpaces(from: mark + 1)
                    return quoted(bytes, from).map { ($0.place, false) }
                }
            }
            next += 1
        }
        return nil
    }
}
