import FoundationEssentials
import Model

/// JSON on one line, as it grows; the same bytes that `JSONEncoder` writes with sorted keys and plain slashes.
///
/// Whoever writes an object gives its members in the order of their keys.
struct JSONText {
    var bytes: [UInt8] = []
    /// Whether something stands before the next member or element, so that it needs a comma.
    private var needsComma = false

    /// - Parameter follows: Whether an element stands before the first one.
    init(follows: Bool = false) {
        needsComma = follows
    }

    mutating func object(_ members: (inout JSONText) -> Void) { enclose("{", "}", members) }

    mutating func array(_ elements: (inout JSONText) -> Void) { enclose("[", "]", elements) }

    /// The key of the member whose value is written next; a constant of ours that needs no escaping.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(Self.quote)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(Self.quote)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func string(_ text: String) {
        separate()
        bytes.append(Self.quote)
        var text = text
        text.withUTF8 { appendEscaped($0) }
        bytes.append(Self.quote)
    }

    /// Elements, or members, that were written elsewhere, with commas between them.
    mutating func elements(_ written: [UInt8]) {
        guard !written.isEmpty else { return }
        separate()
        bytes.append(contentsOf: written)
    }

    mutating func integer(_ value: some BinaryInteger) { raw(String(value)) }

    mutating func flag(_ value: Bool) { raw(value ? "true" : "false") }

    /// A moment in UTC, to the second.
    mutating func date(_ date: Date) {
        separate()
        bytes.append(Self.quote)
        bytes.append(utc: date)
        bytes.append(Self.quote)
    }

    /// Begins a line for the next element.
    mutating func startLine(indent: Int) {
        separate()
        endLines(indent: indent)
        needsComma = false
    }

    /// Ends the last element's line.
    mutating func endLines(indent: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func enclose(
        _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONText) -> Void
    ) {
        separate()
        bytes.append(UInt8(ascii: opening))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: closing))
        needsComma = true
    }

    private static let quote = UInt8(ascii: "\"")
}

// MARK: - Strings

extension JSONText {
    /// Appends the inside of a string.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc8259#section-7>
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        // Nearly every text is written as it is.
        var start = 0
        for (position, byte) in text.enumerated()
        where byte < 0x20 || byte == Self.quote || byte == UInt8(ascii: "\\") {
            bytes.append(contentsOf: text[start..<position])
            append(escapeOf: byte)
            start = position + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    private mutating func append(escapeOf byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            let hexadecimal = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(hexadecimal[Int(byte >> 4)])
            bytes.append(hexadecimal[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
}
