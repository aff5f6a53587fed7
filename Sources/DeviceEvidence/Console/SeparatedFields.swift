/// One line of comma-separated values, quoted or not.
struct SeparatedFields {
    /// Those that are complete; the last one of a line that breaks off is left out unless its quote is closed.
    let fields: [String]

    /// Reads a line; where no character is given, the one behind the first field separates.
    init(_ line: EvidenceLine, separator wanted: UInt8? = nil) {
        let bytes = line.bytes
        let separator = wanted ?? Self.separator(of: bytes)
        var fields: [String] = []
        var field: [UInt8] = []
        var (isQuoted, wasQuoted) = (false, false)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = index + 1
            if isQuoted {
                if byte != 34 {
                    field.append(byte)
                } else if next < bytes.endIndex, bytes[next] == 34 {
                    field.append(34)
                    index = next
                } else {
                    isQuoted = false
                    wasQuoted = true
                }
            } else if byte == 34, field.isEmpty {
                isQuoted = true
            } else if byte == separator {
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
                wasQuoted = false
            } else {
                field.append(byte)
            }
            index += 1
        }
        if !isQuoted, line.isEnded || wasQuoted { fields.append(String(decoding: field, as: UTF8.self)) }
        self.fields = fields
    }

    /// The separator of a line: what stands behind the first field; a comma where there is but one.
    static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        for byte in bytes {
            if byte == 34 { isQuoted.toggle() }
            if !isQuoted, byte == 44 || byte == 59 || byte == 9 { return byte }
        }
        return 44
    }
}
