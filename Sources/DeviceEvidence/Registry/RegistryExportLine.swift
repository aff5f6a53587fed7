/// The parts of a line of an export.
enum RegistryExportLine {
    /// The name of a value, still escaped, and where its data begins; empty for the default value.
    static func name(_ line: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, data: Int)? {
        let end: Int
        var name = line[line.startIndex..<line.startIndex]
        if line.first == UInt8(ascii: "@") {
            end = line.startIndex + 1
        } else {
            guard let quote = quote(in: line.dropFirst()) else { return nil }
            name = line[(line.startIndex + 1)..<quote]
            end = quote + 1
        }
        let rest = line[end...].drop { $0 == 32 || $0 == 9 }
        guard rest.first == UInt8(ascii: "=") else { return nil }
        return (name, rest.startIndex + 1)
    }

    /// The first quotation mark that no backslash stands before.
    static func quote(in text: ArraySlice<UInt8>) -> Int? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if text[index] == UInt8(ascii: "\"") { return index }
            index += 1
        }
        return nil
    }

    /// A backslash makes the next byte mean itself.
    static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in text {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
                continue
            }
            plain.append(byte)
            isEscaped = false
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// `dword:`, `hex:` and `hex(n):` with everything that belongs to them, in one line.
    static func value(_ data: [UInt8], isWide: Bool) -> RegistryValue {
        let plain = data.firstIndex(of: UInt8(ascii: ";")).map { data[..<$0].trimmed } ?? data[...].trimmed
        guard let colon = plain.firstIndex(of: UInt8(ascii: ":")) else {
            return .damaged("no value that is known")
        }
        let kind = plain[..<colon].trimmed
        let body = plain[(colon + 1)...].trimmed
        if kind.equals(ignoringCase: "dword") {
            guard (1...8).contains(body.count), let number = hexadecimal(body) else {
                return .damaged("no number of 32 bits")
            }
            return .number(number)
        }
        guard kind.starts(ignoringCase: "hex") else { return .damaged("no value that is known") }
        var type: UInt64 = 3
        let suffix = kind.dropFirst(3)
        if !suffix.isEmpty {
            guard suffix.first == UInt8(ascii: "("), suffix.last == UInt8(ascii: ")"),
                let number = hexadecimal(suffix.dropFirst().dropLast())
            else { return .damaged("of no type that is known") }
            type = number
        }
        guard let bytes = bytes(body) else { return .damaged("no bytes") }
        return RegistryValue(bytes, type: type, isWide: isWide)
    }

    /// Pairs of digits with commas between them.
    private static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 3 + 1)
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let digits = part.trimmed
            guard (1...2).contains(digits.count), let number = hexadecimal(digits) else { return nil }
            bytes.append(UInt8(number))
        }
        return bytes
    }

    /// At most 16 digits.
    static func hexadecimal(_ text: ArraySlice<UInt8>) -> UInt64? {
        guard (1...16).contains(text.count) else { return nil }
        var number: UInt64 = 0
        for byte in text {
            switch byte.asciiLowercased {
            case 48...57: number = number << 4 | UInt64(byte - 48)
            case 97...102: number = number << 4 | UInt64(byte.asciiLowercased - 87)
            default: return nil
            }
        }
        return number
    }
}
