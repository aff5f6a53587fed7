/// Reads a table of comma-separated values, record by record.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4180>
@safe struct CommaSeparatedValues {
    /// Where a value is: in the bytes of the table, or, without the signs that quote it, in ``unquoted``.
    struct Cell {
        var start: Int
        var count: Int
        var isUnquoted: Bool
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let separator: UInt8
    private var position: Int
    private(set) var cells: [Cell] = []
    private var unquoted: [UInt8] = []
    /// Lines before the next record.
    private(set) var line = 0

    /// What is read of a table that has more columns.
    private static let mostCells = 2_000
    private static let quote = UInt8(ascii: "\"")

    /// Finds the separator in the first line; lines before the header that tools write are left out.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.bytes = unsafe bytes
        position = 0
        if bytes.count >= 3, unsafe bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf { position = 3 }
        var told: UInt8?
        while let first = unsafe Self.line(of: bytes, from: position) {
            let text = unsafe String(decoding: bytes[first].prefix(100), as: UTF8.self)
            if text.lowercased().hasPrefix("sep="), let sign = text.utf8.dropFirst(4).first {
                told = sign
            } else if !text.hasPrefix("#TYPE ") {
                break
            }
            position = min(bytes.count, first.upperBound + 1)
            line += 1
        }
        separator = unsafe told ?? Self.separator(of: bytes, from: position)
    }

    private static func line(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        let end = unsafe bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
        return start..<end
    }

    /// The sign that the first line has most often outside quotes.
    private static func separator(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt8 {
        guard let line = unsafe line(of: bytes, from: start) else { return UInt8(ascii: ",") }
        var isQuoted = false
        var counts: [UInt8: Int] = [:]
        for position in line.prefix(100_000) {
            let byte = unsafe bytes[position]
            if byte == quote { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let signs = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        return signs.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? signs[0]
    }

    /// Whether the last line has an end.
    var endsWithLine: Bool { end > 0 && (sign(at: end - 1) == 0x0a || sign(at: end - 1) == 0x0d) }

    private var end: Int { unsafe bytes.count }

    @inline(__always)
    private func sign(at position: Int) -> UInt8 {
        precondition(position >= 0 && position < end)
        return unsafe bytes[position]
    }

    /// Reads the next record into ``cells``; false at the end.
    ///
    /// Empty lines are none.
    mutating func next() throws(AnswerFault) -> Bool {
        cells.removeAll(keepingCapacity: true)
        unquoted.removeAll(keepingCapacity: true)
        while position < end, sign(at: position) == 0x0a || sign(at: position) == 0x0d {
            if sign(at: position) == 0x0a { line += 1 }
            position += 1
        }
        guard position < end else { return false }
        while true {
            guard cells.count < Self.mostCells else {
                throw AnswerFault("has more than \(Self.mostCells) values in line \(line + 1)")
            }
            if position < end, sign(at: position) == Self.quote {
                try readQuoted()
            } else {
                readPlain()
            }
            guard position < end, sign(at: position) == separator else { break }
            position += 1
        }
        return true
    }

    private mutating func readPlain() {
        let start = position
        while position < end {
            let byte = sign(at: position)
            if byte == separator || byte == 0x0a || byte == 0x0d { break }
            position += 1
        }
        cells.append(Cell(start: start, count: position - start, isUnquoted: false))
    }

    private mutating func readQuoted() throws(AnswerFault) {
        let (first, opened) = (line + 1, position + 1)
        position = opened
        var start = unquoted.count
        var isCopied = false
        while true {
            guard position < end else {
                throw AnswerFault("is cut short: the quoted value that begins in line \(first) does not end")
            }
            let byte = sign(at: position)
            if byte == 0x0a { line += 1 }
            if byte == Self.quote {
                guard position + 1 < end, sign(at: position + 1) == Self.quote else { break }
                if !isCopied {
                    isCopied = true
                    start = unquoted.count
                    unsafe unquoted.append(contentsOf: bytes[opened..<position])
                }
                position += 1
            }
            if isCopied { unquoted.append(byte) }
            position += 1
        }
        cells.append(
            isCopied
                ? Cell(start: start, count: unquoted.count - start, isUnquoted: true)
                : Cell(start: opened, count: position - opened, isUnquoted: false))
        position += 1
        guard position == end || [separator, 0x0a, 0x0d].contains(sign(at: position)) else {
            throw AnswerFault("has a quoted value that goes on after its end, in line \(line + 1)")
        }
    }

    func append(_ cell: Cell, to text: inout [UInt8]) {
        let place = cell.start..<cell.start + cell.count
        if cell.isUnquoted {
            text.append(contentsOf: unquoted[place])
        } else {
            unsafe text.append(contentsOf: bytes[place])
        }
    }

    func text(_ cell: Cell) -> String {
        var text: [UInt8] = []
        append(cell, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
