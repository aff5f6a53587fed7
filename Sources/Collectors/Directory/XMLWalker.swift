import Foundation

/// What a handler wants of an element that was just opened.
enum XMLInterest {
    /// Nothing of it, and nothing of what is in it.
    case skip
    /// Its elements.
    case enter
    /// Its text, and its elements.
    case text
}

/// Takes what it needs out of a file while that is read.
protocol XMLHandler: AnyObject {
    /// An element begins; the path has the local names from the root down, lower case, joined by `/`.
    func opened(_ path: String, _ attributes: [String: String]) -> XMLInterest

    /// An element that was not skipped ends; the text has no white space around it.
    func closed(_ path: String, _ text: String)
}

/// Reads an XML file in one pass, without keeping it.
struct XMLWalker {
    private struct Open {
        /// The length of the path before it.
        var length: Int
        /// Its whole name is the last part of `names`.
        var nameStart: Int
        var text: [UInt8]?
    }

    private var scanner: XMLScanner
    private let limits: XMLLimits
    private let handler: any XMLHandler
    private var path = ""
    private var open: [Open] = []
    /// The names of all open elements, also of those that are skipped.
    private var names: [UInt8] = []
    /// How many of the open elements are skipped.
    private var skipped = 0
    private var kept = 0
    private var hasRoot = false

    /// Gives every element that is wanted to `handler`, in the order of the file.
    ///
    /// - Throws: What is wrong with the file; what `handler` has got by then is not all.
    static func walk(
        _ path: String, _ limits: XMLLimits, handler: some XMLHandler, isCancelled: @escaping () -> Bool
    ) throws(XMLFault) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw XMLFault("cannot be opened") }
        try walk(XMLByteSource(file, limits, isCancelled: isCancelled), limits, handler: handler)
    }

    /// As ``walk(_:_:handler:isCancelled:)``, over what is in memory.
    static func walk(_ bytes: [UInt8], _ limits: XMLLimits, handler: some XMLHandler) throws(XMLFault) {
        try walk(XMLByteSource(bytes, limits), limits, handler: handler)
    }

    private static func walk(_ source: XMLByteSource, _ limits: XMLLimits, handler: some XMLHandler)
        throws(XMLFault)
    {
        var walker = XMLWalker(scanner: XMLScanner(source, limits), limits: limits, handler: handler)
        try walker.run()
    }

    private init(scanner: XMLScanner, limits: XMLLimits, handler: any XMLHandler) {
        self.scanner = scanner
        self.limits = limits
        self.handler = handler
    }

    private mutating func run() throws(XMLFault) {
        while true {
            let isOutside = open.isEmpty
            switch try scanner.next(keeping: isOutside || skipped == 0) {
            case .opening(let attributes, let isEmpty):
                guard !isOutside || !hasRoot else { throw scanner.malformed }
                hasRoot = true
                try openElement(attributes)
                if isEmpty { try closeElement() }
            case .closing:
                guard let last = open.last, names[last.nameStart...].elementsEqual(scanner.name) else {
                    throw scanner.malformed
                }
                try closeElement()
            case .text: try take(isOutside: isOutside)
            case .end:
                guard isOutside, hasRoot else { throw scanner.malformed }
                return
            }
        }
    }

    private mutating func openElement(_ attributes: [String: String]) throws(XMLFault) {
        guard open.count < limits.depth else {
            throw XMLFault("has more than \(limits.depth) elements inside each other")
        }
        var entry = Open(length: path.utf8.count, nameStart: names.count, text: nil)
        names += scanner.name
        guard skipped == 0 else {
            skipped += 1
            open.append(entry)
            return
        }
        guard let name = String(validating: scanner.name, as: UTF8.self) else { throw .misencoded }
        if !path.isEmpty { path += "/" }
        path += (name.split(separator: ":").last ?? "").lowercased()
        switch handler.opened(path, attributes) {
        case .skip:
            path = String(decoding: path.utf8.prefix(entry.length), as: UTF8.self)
            skipped = 1
        case .enter: break
        case .text: entry.text = []
        }
        open.append(entry)
    }

    private mutating func closeElement() throws(XMLFault) {
        guard let last = open.popLast() else { throw scanner.malformed }
        names.removeLast(names.count - last.nameStart)
        guard skipped == 0 else {
            skipped -= 1
            return
        }
        guard let text = String(validating: last.text ?? [], as: UTF8.self) else { throw .misencoded }
        handler.closed(path, text.trimmingCharacters(in: .whitespacesAndNewlines))
        path = String(decoding: path.utf8.prefix(last.length), as: UTF8.self)
    }

    private mutating func take(isOutside: Bool) throws(XMLFault) {
        if isOutside {
            guard scanner.text.allSatisfy({ $0 == 0x20 || (0x09...0x0d).contains($0) }) else {
                throw scanner.malformed
            }
            return
        }
        guard skipped == 0, let index = open.indices.last, open[index].text != nil else { return }
        kept += scanner.text.count
        let held = (open[index].text?.count ?? 0) + scanner.text.count
        guard held <= limits.textBytes, kept <= limits.keptBytes else { throw .tooMuchText }
        open[index].text?.append(contentsOf: scanner.text)
    }
}
