import Model

/// Members of a page as a whole.
///
/// The link to the next page is spelt in more than one way: before version 4 of OData it had no `@`, and tools that put
/// answers together leave `odata` out.
///
/// Source: <https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/>
enum PageField: Int, AnswerField {
    case value, nextLink, context, error, count
    case olderNextLink, plainNextLink, markedNextLink

    static let names = [
        "value", "@odata.nextLink", "@odata.context", "error", "@odata.count", "odata.nextLink", "nextLink",
        "@nextLink",
    ]

    static let links: [PageField] = [.nextLink, .olderNextLink, .plainNextLink, .markedNextLink]
}

/// Members of an error in place of an answer.
///
/// Source: <https://learn.microsoft.com/graph/errors>
enum ErrorField: Int, AnswerField {
    case code, message
}

/// Finds the elements of a list in what an answer may look like once it has been saved.
///
/// It may be a page as the API gave it, an array of pages, an array of elements, one element alone, or any of these on
/// each line.
final class AnswerDocument {
    let parser = JSONParser()
    private let page = FieldTable<PageField>(named: PageField.names)
    private let errors = FieldTable<ErrorField>()

    /// How the last document that was opened is to be walked.
    private enum Shape {
        case whole(AnswerValue)
        /// Where each line is.
        case lines([Range<Int>])
    }

    private var bytes: [UInt8] = []
    private var shape = Shape.lines([])
    /// Of the page that came last.
    private(set) var nextLink: String?
    /// `@odata.context` of the first page.
    private(set) var context: String?
    /// How many elements there are on all pages together, as the document says; absent where it does not.
    private(set) var total: Int?
    /// Whether it is one element alone, which is no list.
    private(set) var isAlone = false

    /// Opens the first `count` bytes.
    func open(_ bytes: [UInt8], count: Int) throws(AnswerFault) {
        close()
        var start = 0
        let end = min(count, bytes.count)
        if end >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { start = 3 }
        while start < end, Self.isSpace(bytes[start]) { start += 1 }
        guard start < end else { throw AnswerFault("is empty") }
        if bytes[start] == UInt8(ascii: "<") { throw AnswerFault("is a page of HTML or XML, not JSON") }
        do throws(AnswerFault) {
            shape = .whole(try parser.parse(bytes, start..<end))
        } catch {
            guard let lines = lines(of: bytes, start..<end) else { throw error }
            self.bytes = bytes
            shape = .lines(lines)
        }
    }

    /// Lets go of the bytes.
    func close() {
        bytes = []
        shape = .lines([])
        forget()
    }

    private func forget() {
        nextLink = nil
        context = nil
        total = nil
        isAlone = false
    }

    /// What the document says of itself, and what the members of its first element are called; nothing is walked yet.
    func outline() throws(AnswerFault) -> (context: String?, members: [String]) {
        var value: AnswerValue
        switch shape {
        case .whole(let root): value = root
        case .lines(let lines):
            guard let first = lines.first else { return (nil, []) }
            value = try parser.parse(bytes, first)
        }
        if value.isArray {
            guard let first = parser.firstElement(of: value) else { return (nil, []) }
            value = first
        }
        guard value.isObject else { return (nil, []) }
        try page.read(value, by: parser)
        let context = page[.context].text?.prefix(2000).string
        if page[.error].isObject { throw AnswerFault(try words(of: page[.error])) }
        if page[.value].isArray {
            return (
                context,
                parser.firstElement(of: page[.value]).map { parser.memberNames(of: $0, limit: 200) } ?? []
            )
        }
        return (context, parser.memberNames(of: value, limit: 200))
    }

    /// Hands on each element, whatever it is; ``nextLink`` and ``context`` are known afterwards.
    func forEachElement(_ body: (AnswerValue) throws(AnswerFault) -> Void) throws(AnswerFault) {
        forget()
        switch shape {
        case .whole(let root):
            try walk(root, body)
            if root.isObject { isAlone = page[.value].isMissing }
        case .lines(let lines):
            for line in lines { try walk(try parser.parse(bytes, line), body) }
        }
    }

    private func walk(
        _ root: AnswerValue, _ body: (AnswerValue) throws(AnswerFault) -> Void
    ) throws(AnswerFault) {
        if root.isObject {
            try walkPage(root, body)
        } else if root.isArray {
            try parser.forEachElement(of: root) { (element) throws(AnswerFault) in
                if element.isObject { try walkPage(element, body) } else { try body(element) }
            }
        } else {
            throw AnswerFault("is neither an object nor a list")
        }
    }

    /// A page, or an element by itself.
    private func walkPage(
        _ object: AnswerValue, _ body: (AnswerValue) throws(AnswerFault) -> Void
    ) throws(AnswerFault) {
        try page.read(object, by: parser)
        let (list, link, failure) = (page[.value], self.link, page[.error])
        if context == nil { context = page[.context].text?.prefix(2000).string }
        if failure.isObject { throw AnswerFault(try words(of: failure)) }
        if list.isMissing {
            guard link.isMissing else { throw AnswerFault("is a page without its list named value") }
            return try body(object)
        }
        guard list.isArray else { throw AnswerFault("has something else than a list named value") }
        guard link.isMissing || link.isNull || link.text != nil else {
            throw AnswerFault("has a link to the next page that is no text")
        }
        nextLink = link.text.flatMap { $0.isEmpty ? nil : $0.string }
        if let count = page[.count].integer { total = max(total ?? 0, Int(count)) }
        try parser.forEachElement(of: list, body)
    }

    /// The link to the next page, however it is spelt.
    private var link: AnswerValue {
        let known = PageField.links.lazy.map { self.page[$0] }.first { !$0.isMissing && !$0.isNull }
        return known ?? page[.nextLink]
    }

    private func words(of failure: AnswerValue) throws(AnswerFault) -> String {
        try errors.read(failure, by: parser)
        func text(_ value: AnswerValue) -> String? { value.text?.prefix(1000).string.printable() }
        // Somebody else's sentence stands in quotation marks, by which redaction knows it.
        let message = text(errors[.message]).map { "\"\($0.replacing("\"", with: "'"))\"" }
        let parts = [text(errors[.code]), message].compactMap(\.self)
        return "is an error in place of a list: \(parts.joined(separator: ": "))"
    }

    /// The lines, where the first one is a document by itself.
    private func lines(of bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>]? {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: 0x0a) ?? range.upperBound
            if !bytes[start..<end].allSatisfy(Self.isSpace) { lines.append(start..<end) }
            if lines.count == 1, end > start, start == range.lowerBound {
                guard bytes[start] == UInt8(ascii: "{"), (try? parser.parse(bytes, start..<end)) != nil else {
                    return nil
                }
            }
            start = end + 1
        }
        return lines.count > 1 ? lines : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
}
