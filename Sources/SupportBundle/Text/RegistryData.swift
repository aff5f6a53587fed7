/// Data of an export of the registry, as it stands behind `hex:`.
enum RegistryData {
    /// Pairs of digits, with commas and ends of lines that are continued between them.
    static func bytes(in bytes: Bytes, from start: Int) -> (data: [UInt8], end: Int) {
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

    /// What the bytes are as UTF-16, as UTF-8; nil where they are no text.
    static func text(_ data: [UInt8]) -> [UInt8]? {
        guard data.count % 2 == 0 else { return nil }
        return data.withUnsafeBufferPointer { WideText.narrowed($0) }
    }
}
