/// Why an XML file could not be read, or not to its end.
struct XMLFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// To stand behind the file's name.
    let description: String

    init(_ description: String) { self.description = description }

    static let documentType = XMLFault("declares a document type, which is refused")
    static let cancelled = XMLFault("was not read to its end, since the time was up")
    static let empty = XMLFault("is empty")
    static let notXML = XMLFault("is no XML")
    static let misencoded = XMLFault("holds text that is not in the encoding that it begins with")

    static func tooLarge(_ bytes: Int) -> XMLFault {
        XMLFault("is larger than \(bytes / 1_048_576) MiB")
    }

    static let tooMuchText = XMLFault("holds more text than is read")

    /// The offset is in bytes of UTF-8.
    static func malformed(at offset: Int) -> XMLFault {
        XMLFault("is no well-formed XML, or breaks off (near byte \(offset))")
    }
}

/// How much of a file is read before it is given up.
package struct XMLLimits: Sendable {
    package var fileBytes = 512 * 1_048_576
    /// Elements inside each other.
    package var depth = 100
    /// Bytes of one text that is kept.
    package var textBytes = 1_048_576
    /// Bytes of all texts of a file that are kept.
    package var keptBytes = 64 * 1_048_576

    package init() {}
}
