/// Data of an export of the registry: `hex:` and `hex(n):` with everything that belongs to them.
extension IdentityWalk {
    /// Handles such data; nil where there is none.
    ///
    /// Text is read, masked and written as it was. Of other data up to eight bytes stay, which are numbers and moments; nobody
    /// can tell what more of them hold, so that they are taken out.
    mutating func registryData(_ start: Int) -> Int? {
        guard bytes.has("hex", at: start), start > 0, bytes[start - 1] == UInt8(ascii: "=") else {
            return nil
        }
        var index = start + 3
        var type = 3
        if bytes.at(index) == UInt8(ascii: "(") {
            var end = index + 1
            while end < bytes.count, end - index < 10, bytes[end].digitValue != nil { end += 1 }
            guard bytes.at(end) == UInt8(ascii: ")"),
                let number = Int(bytes.text((index + 1)..<end), radix: 16)
            else { return nil }
            type = number
            index = end + 1
        }
        guard bytes.at(index) == UInt8(ascii: ":") else { return nil }
        let body = index + 1
        let (data, end) = data(from: body)
        guard data.count > 8 || [1, 2, 7].contains(type) else { return end }
        guard [1, 2, 7].contains(type), let text = Self.text(data),
            let masked = masked(text, isList: type == 7)
        else {
            if [1, 2, 7].contains(type), Self.text(data) != nil { return end }
            replaceData(body..<end, with: [])
            return end
        }
        replaceData(body..<end, with: Self.written(masked))
        return end
    }

    /// Replaces data by other data in as many lines.
    private mutating func replaceData(_ range: Range<Int>, with digits: [UInt8]) {
        var written = digits
        let breaks = bytes[range].count { $0 == 10 }
        let lineEnd = bytes[range].contains(13) ? "\r\n" : "\n"
        for _ in 0..<breaks { written.append(contentsOf: "\\\(lineEnd)  ".utf8) }
        replaceWhole(range, with: written)
    }

    /// Pairs of digits, with commas and ends of lines that are continued between them.
    private func data(from start: Int) -> (data: [UInt8], end: Int) {
        var data: [UInt8] = []
        var (index, end, value, digits) = (start, start, UInt8(0), 0)
        while index < bytes.count {
            if let digit = bytes[index].digitValue {
                (value, digits) = (value << 4 | digit, digits + 1)
                end = index + 1
            } else if bytes[index] == UInt8(ascii: ",") {
                if digits > 0 { data.append(value) }
                (value, digits) = (0, 0)
                end = index + 1
            } else if bytes[index] == UInt8(ascii: "\\"), bytes.at(index + 1).isLineEnd {
                while index + 1 < bytes.count, bytes[index + 1].isLineEnd || bytes[index + 1].isSpace {
                    index += 1
                }
            } else if !bytes[index].isSpace {
                break
            }
            index += 1
        }
        if digits > 0 { data.append(value) }
        return (data, end)
    }

    private static func text(_ data: [UInt8]) -> [UInt8]? {
        guard data.count % 2 == 0 else { return nil }
        return data.withUnsafeBufferPointer { WideText.narrowed($0) }
    }

    /// Every text of a list by itself, as UTF-8 with zeros between them; nil where all of them stay.
    private func masked(_ text: [UInt8], isList: Bool) -> [UInt8]? {
        text.withUnsafeBufferPointer { scanner.masked($0, isMessage: false, depth: depth + 1) }
    }

    private static func written(_ text: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var written: [UInt8] = []
        for unit in String(decoding: text, as: UTF8.self).utf16 {
            for byte in [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] {
                if !written.isEmpty { written.append(UInt8(ascii: ",")) }
                written.append(digits[Int(byte >> 4)])
                written.append(digits[Int(byte & 15)])
            }
        }
        return written
    }
}
