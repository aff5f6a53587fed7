/// XML or HTML in the making; whatever text is put into it is escaped, and what a document may not hold is replaced.
///
/// Names are literals of this program, so that nothing from outside becomes markup.
struct Markup {
    enum Dialect {
        case xml, html
    }

    typealias Attributes = KeyValuePairs<StaticString, String>

    private(set) var bytes: [UInt8] = []
    private let dialect: Dialect

    init(_ dialect: Dialect) {
        self.dialect = dialect
    }

    /// Appends an element with what `content` appends.
    mutating func element(
        _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout Markup) -> Void
    ) {
        start(name, attributes)
        content(&self)
        end(name)
    }

    /// Appends an element with a text.
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
        start(name, attributes)
        self.text(text)
        end(name)
    }

    /// Appends an element that holds nothing; of HTML one that has no end tag.
    mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
        tag(name, attributes)
        verbatim(dialect == .xml ? "/>" : ">")
    }

    mutating func text(_ text: String) { append(text, inAttribute: false) }

    mutating func lineFeed() { bytes.append(10) }

    /// Appends markup of this program's own.
    mutating func verbatim(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a start tag; ``end(_:)`` goes with it.
    mutating func start(_ name: StaticString, _ attributes: Attributes) {
        tag(name, attributes)
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func end(_ name: StaticString) {
        verbatim("</")
        verbatim(name)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func tag(_ name: StaticString, _ attributes: Attributes) {
        bytes.append(UInt8(ascii: "<"))
        verbatim(name)
        for (name, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            verbatim(name)
            verbatim("=\"")
            append(value, inAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func append(_ text: String, inAttribute: Bool) {
        if text.utf8.allSatisfy(Self.isPlain) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": verbatim("&amp;")
            case "<": verbatim("&lt;")
            // Else "]]>" would stand in a text, which XML forbids.
            case ">": verbatim("&gt;")
            case "\"": verbatim("&quot;")
            case "'": verbatim("&#39;")
            case "\n" where inAttribute: verbatim("&#10;")
            case "\t" where inAttribute: verbatim("&#9;")
            case "\r": verbatim("&#13;")
            default: bytes.append(contentsOf: String(Self.isAllowed(scalar) ? scalar : "\u{fffd}").utf8)
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            false
        case 0x20..<0x7f: true
        default: false
        }
    }

    /// Whether XML 1.0 allows a character, and HTML too.
    ///
    /// Source: <https://www.w3.org/TR/xml/#charsets>
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xa: true
        case 0x7f...0x9f: false
        case 0xfdd0...0xfdef: false
        case 0x20...0x10ffff: scalar.value & 0xfffe != 0xfffe
        default: false
        }
    }
}
