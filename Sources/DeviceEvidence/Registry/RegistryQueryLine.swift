import Model

/// The parts of a line of `reg query`.
enum RegistryQueryLine {
    /// Whether the 32-bit view, or the registry of another computer, is asked for.
    static func asksOtherView(_ line: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: line, as: UTF8.self).lowercased()
        return text.contains("/reg:32") || text.contains(#" \\"#) || text.contains(#""\\"#)
    }

    private static let types: [(name: StaticString, number: UInt64)] = [
        ("REG_SZ", 1), ("REG_EXPAND_SZ", 2), ("REG_BINARY", 3), ("REG_DWORD", 4),
        ("REG_DWORD_BIG_ENDIAN", 5), ("REG_MULTI_SZ", 7), ("REG_QWORD", 11), ("REG_NONE", 0),
    ]

    /// Name, number of the type, and data exactly as it is; parted by four spaces, which a name may hold, too.
    static func parts(_ line: ArraySlice<UInt8>) -> (
        name: ArraySlice<UInt8>, type: UInt64, data: ArraySlice<UInt8>
    )? {
        var index = line.startIndex
        while let space = line[index...].firstIndex(of: 32) {
            let rest = line[space...]
            if rest.starts(ignoringCase: "    REG_") {
                let word = rest.dropFirst(4)
                let end = word.firstIndex(of: 32) ?? word.endIndex
                if let type = types.first(where: { word[..<end].equals(ignoringCase: $0.name) }) {
                    return (line[..<space], type.number, line[end...].dropFirst(4))
                }
            }
            index = space + 1
        }
        return nil
    }

    static func value(_ type: UInt64, _ data: ArraySlice<UInt8>) -> RegistryValue {
        switch type {
        case 1, 2: return .text(String(decoding: data, as: UTF8.self))
        case 4, 5, 11:
            let text = data.trimmed
            guard text.starts(ignoringCase: "0x"),
                let number = RegistryExportLine.hexadecimal(text.dropFirst(2)),
                type == 11 || number <= UInt64(UInt32.max)
            else { return .damaged("\"\(String(decoding: text, as: UTF8.self).printable(limit: 40))\"") }
            return .number(number)
        case 3:
            var digits = data.trimmed
            var bytes: [UInt8] = []
            while !digits.isEmpty {
                guard digits.count > 1, let byte = RegistryExportLine.hexadecimal(digits.prefix(2)) else {
                    return .damaged("no bytes")
                }
                bytes.append(UInt8(byte))
                digits = digits.dropFirst(2)
            }
            return .binary(bytes)
        default: return .other
        }
    }
}

/// What `reg query` says where it gives nothing.
enum RegistryComplaint {
    /// Parts of the sentence that say `not found` and nothing else, ASCII alone, since code pages spoil the rest.
    private static let sentences: [[String]] = [
        ["unable to find the specified registry"],
        ["registrierungsschl", "nicht gefunden"],
        ["pas trouv", "registre"],
        ["no pudo encontrar", "registro"],
        ["no ha podido encontrar", "registro"],
        ["impossibile trovare", "registro"],
        ["encontrar", "chave", "registro"],
        ["registersleutel", "niet vinden"],
    ]

    /// Whether a complaint means that there is no such key or value.
    ///
    /// `control` is what was said of a key that is certain not to be there, in whatever language.
    static func isNotFound(_ text: ArraySlice<UInt8>, _ control: ArraySlice<UInt8>?) -> Bool {
        if let control, control.elementsEqual(text) { return true }
        let lower = String(decoding: text.map(\.asciiLowercased), as: UTF8.self)
        return sentences.contains { $0.allSatisfy(lower.contains) }
    }
}
