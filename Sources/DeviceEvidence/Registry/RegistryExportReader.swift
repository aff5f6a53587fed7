import Model

/// Reads what `reg export` and the registry editor write.
///
/// Whatever a cut file might hide is not claimed: a value on a line without an end is left out, and absence is claimed
/// only as ``RegistryExtent`` allows.
///
/// Source: <https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/cc962008(v=ws.11)>
struct RegistryExportReader: EvidenceReader {
    static let kind = EvidenceFile.Kind.registryExport
    static let standsAlone = true

    static func recognizes(_ text: EvidenceText) -> Bool {
        let start = text.bytes.prefix(256).drop { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }
        return isHeader(start)
    }

    private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(ignoringCase: "Windows Registry Editor Version 5")
            || line.starts(ignoringCase: "REGEDIT4")
    }

    static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        var reading = RegistryExportReader(text)
        reading.read()
        if reading.isScript {
            found.fail("is a script that changes the registry, and no export of it")
            return
        }
        if let damage = reading.damage { found.fail(damage) }
        let extent = reading.extent
        reading.claims.finish(into: &found, isWhole: reading.isAtBlank) { extent.showing($0) }
    }

    private var lines: EvidenceLines
    private var claims = RegistryClaims()
    private var extent = RegistryExtent()
    /// Strings are UTF-16 where they are written as bytes.
    private var isWide = true
    /// The line before was empty, which ends the values of a key.
    private var isAtBlank = false
    private var isScript = false
    private var damage: String?

    private init(_ text: EvidenceText) {
        if text.bytes.last == 10 {
            lines = text.lines
        } else {
            let end = text.bytes.lastIndex(of: 10).map { $0 + 1 } ?? 0
            lines = EvidenceLines(Array(text.bytes[..<end]))
            damage = "breaks off in its last line"
        }
    }

    private mutating func read() {
        var number = 0
        while let line = lines.next() {
            number = line.number
            isAtBlank = false
            switch line.bytes.first {
            case nil: isAtBlank = true
            case UInt8(ascii: "["): enter(line)
            case UInt8(ascii: "\""), UInt8(ascii: "@"): readValue(line)
            case UInt8(ascii: "W"), UInt8(ascii: "w"), UInt8(ascii: "R"), UInt8(ascii: "r"):
                guard Self.isHeader(line.bytes) else { continue }
                isWide = !line.bytes.starts(ignoringCase: "REGEDIT4")
                extent.begin()
                claims.enter(nil, line: line.number)
            default: break
            }
        }
        if isAtBlank { extent.closeValues(line: number) }
    }

    private mutating func enter(_ line: EvidenceLine) {
        let bytes = line.bytes.trimmed
        guard bytes.last == UInt8(ascii: "]") else {
            damage = damage ?? "has a key without an end in line \(line.number)"
            extent.enter(nil, line: line.number)
            claims.enter(nil, line: line.number)
            return
        }
        let name = bytes.dropFirst().dropLast()
        if name.first == UInt8(ascii: "-") { isScript = true }
        let path = RegistryPath(name)
        extent.enter(path, line: line.number)
        claims.enter(path, line: line.number)
    }

    private mutating func readValue(_ line: EvidenceLine) {
        guard let (name, start) = RegistryExportLine.name(line.bytes) else {
            damage = damage ?? "has a value without a name in line \(line.number)"
            return
        }
        let data = line.bytes[start...].trimmed
        if data.elementsEqual([UInt8(ascii: "-")]) { isScript = true }
        let isText = data.first == UInt8(ascii: "\"")
        guard claims.isInteresting, line.bytes.first != UInt8(ascii: "@") else {
            if isText { pass(data, line: line.number) }
            return
        }
        let lower = RegistryExportLine.unescaped(name).lowercased()
        guard claims.wants(lower) else {
            if isText { pass(data, line: line.number) }
            return
        }
        let value: RegistryValue
        if isText {
            guard let text = rest(of: data, line: line.number) else { return }
            value = text
        } else {
            guard let bytes = continued(data, line: line.number) else { return }
            value = RegistryExportLine.value(bytes, isWide: isWide)
        }
        claims.add(lower, value, line: line.number)
    }

    /// Passes over a text that nothing is read from.
    private mutating func pass(_ data: ArraySlice<UInt8>, line: Int) {
        var part = data.dropFirst()
        while RegistryExportLine.quote(in: part) == nil {
            guard let next = lines.next() else {
                damage = "breaks off in the text of line \(line)"
                return
            }
            part = next.bytes
        }
    }

    /// A text, with the lines that it goes on in; nil where it does not end.
    private mutating func rest(of data: ArraySlice<UInt8>, line: Int) -> RegistryValue? {
        var part = data.dropFirst()
        var text: [UInt8] = []
        while true {
            if let end = RegistryExportLine.quote(in: part) {
                text += part[..<end]
                let behind = part[(end + 1)...].trimmed
                guard behind.isEmpty || behind.first == UInt8(ascii: ";") else {
                    return .damaged("more stands behind its end")
                }
                return .text(RegistryExportLine.unescaped(text[...]))
            }
            text += part
            text.append(10)
            guard let next = lines.next() else {
                damage = "breaks off in the text of line \(line)"
                return nil
            }
            part = next.bytes
        }
    }

    /// Everything of a value that goes on in further lines; nil where the file ends before.
    private mutating func continued(_ data: ArraySlice<UInt8>, line: Int) -> [UInt8]? {
        var bytes = Array(data)
        while bytes.last == UInt8(ascii: "\\") {
            bytes.removeLast()
            guard let next = lines.next() else {
                damage = "breaks off in the value of line \(line)"
                return nil
            }
            bytes += next.bytes.trimmed
        }
        return bytes
    }
}
