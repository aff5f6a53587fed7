/// Takes a saved report apart while it comes: the elements of lists that may be very long, and the rest, in which these lists
/// are empty.
///
/// It looks at brackets, strings and the keys on the way to the lists, so that it does not matter how the document is laid out.
/// Whether the pieces are sound is found out by who reads them.
struct ReportSplitter {
    enum Element: Equatable {
        case device
        /// A fact without its computers, with the value of its member `kind`.
        case fact(kind: String?)
        /// A computer of the fact that comes next.
        case computer
    }

    /// What is wrong with the document as a whole.
    enum Fault: Error, Equatable {
        case cutShort
        /// A list has something in it, or around it, that does not belong there.
        case list(String)
    }

    /// What a list or an object is in the report, as far as it leads to the lists.
    private enum Place {
        case root, devices, items, facts, fact, holder, computers, elsewhere

        func child(_ key: [UInt8]) -> Place {
            switch self {
            case .root where key.elementsEqual("devices".utf8): .devices
            case .root where key.elementsEqual("facts".utf8): .facts
            case .devices where key.elementsEqual("items".utf8): .items
            case .fact where key.elementsEqual("computers".utf8): .holder
            case .holder where key.elementsEqual("present".utf8): .computers
            default: .elsewhere
            }
        }

        /// How it is called, for a list that is taken apart.
        var list: String? {
            switch self {
            case .items: "devices.items"
            case .facts: "facts"
            case .computers: "facts.computers.present"
            default: nil
            }
        }
    }

    private struct Level {
        var place: Place
        var isObject: Bool
        /// In a list that is taken apart: elements so far, and whether a comma stands behind the last one.
        var count = 0
        var hasComma = false
        /// Of an object: whether the next string is a key.
        var awaitsKey = true
        var key: [UInt8] = []
    }

    private enum Text {
        case none, key, kind, other
    }

    private let readsFacts: Bool
    private var levels: [Level] = []
    private var hasBegun = false
    /// A list or an object on the way to no list, or an element that is handed on whole.
    private var nesting: JSONNesting?
    /// What that is, where it is an element.
    private var element: Element?
    private var text = Text.none
    private var isEscaped = false
    private var kind: [UInt8] = []
    private(set) var hasItems = false
    private(set) var hasFacts = false

    /// The document with empty lists.
    private(set) var rest: [UInt8] = []
    private var fact: [UInt8] = []
    private var isInFact = false
    /// The beginning of an element that goes on in the next piece.
    private var begun: [UInt8] = []

    /// Bytes.
    var held: Int { max(rest.count, fact.count, begun.count) }

    /// - Parameter readsFacts: Whether facts are handed on; else they are left out.
    init(readsFacts: Bool) {
        self.readsFacts = readsFacts
    }

    typealias Sink = (Element, UnsafeBufferPointer<UInt8>) throws -> Void

    /// Takes the next piece of the document.
    ///
    /// - Throws: ``Fault``, or what `sink` throws.
    mutating func take(_ piece: UnsafeBufferPointer<UInt8>, _ sink: Sink) throws {
        var position = 0
        while position < piece.count {
            if nesting != nil {
                position = try skip(piece, from: position, sink)
            } else if text != .none {
                let start = position
                position = try string(piece, from: position)
                keep(piece[start..<position])
            } else {
                try step(piece, at: position, sink)
                // What is not looked into begins with its bracket.
                if nesting == nil { position += 1 }
            }
        }
    }

    /// - Throws: ``Fault/cutShort`` where the document does not end here.
    func finish() throws(Fault) {
        guard hasBegun, levels.isEmpty, nesting == nil, text == .none else { throw .cutShort }
    }

    private mutating func keep(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        if isInFact { fact += bytes } else { rest += bytes }
    }

    // MARK: - What is not looked into

    private mutating func skip(
        _ piece: UnsafeBufferPointer<UInt8>, from start: Int, _ sink: Sink
    ) throws -> Int {
        guard var state = nesting else { return start }
        let end = state.end(in: piece, from: start)
        let isWhole = state.depth <= 0
        nesting = isWhole ? nil : state
        guard let element else {
            keep(piece[start..<end])
            return end
        }
        if case .fact = element {
            // Facts that nobody wants.
        } else if isWhole && begun.isEmpty {
            try sink(element, UnsafeBufferPointer(rebasing: piece[start..<end]))
        } else {
            begun += piece[start..<end]
            if isWhole {
                try begun.withUnsafeBufferPointer { try sink(element, $0) }
                begun.removeAll(keepingCapacity: true)
            }
        }
        if isWhole { self.element = nil }
        return end
    }

    private mutating func string(_ piece: UnsafeBufferPointer<UInt8>, from start: Int) throws -> Int {
        var position = start
        while position < piece.count {
            let byte = piece[position]
            position += 1
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                text = .none
                return position
            }
            switch text {
            case .key: levels[levels.count - 1].key.append(byte)
            case .kind: kind.append(byte)
            case .none, .other: break
            }
        }
        return position
    }

    // MARK: - What leads to the lists

    private mutating func step(
        _ piece: UnsafeBufferPointer<UInt8>, at position: Int, _ sink: Sink
    ) throws {
        let byte = piece[position]
        guard let level = levels.last else { return begin(piece, at: position) }
        if let list = level.place.list, !level.isObject { return try inList(list, piece, at: position) }
        let number = levels.count - 1
        switch byte {
        case UInt8(ascii: "\""):
            if level.awaitsKey {
                levels[number].key.removeAll()
                text = .key
            } else if level.place == .fact, level.key.elementsEqual("kind".utf8) {
                kind.removeAll()
                text = .kind
            } else {
                text = .other
            }
        case UInt8(ascii: ":"): levels[number].awaitsKey = false
        case UInt8(ascii: ","): levels[number].awaitsKey = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try open(level.place.child(level.key), isObject: byte == UInt8(ascii: "{"))
            if nesting != nil { return }
        case UInt8(ascii: "}"):
            keep(piece[position..<position + 1])
            levels.removeLast()
            if level.place == .fact {
                isInFact = false
                let kind = String(validating: self.kind, as: UTF8.self)
                try fact.withUnsafeBufferPointer { try sink(.fact(kind: kind), $0) }
                fact.removeAll(keepingCapacity: true)
            }
            return
        default: break
        }
        keep(piece[position..<position + 1])
    }

    private mutating func begin(_ piece: UnsafeBufferPointer<UInt8>, at position: Int) {
        let byte = piece[position]
        if !hasBegun, byte == UInt8(ascii: "{") {
            levels.append(Level(place: .root, isObject: true))
        }
        if !JSONNesting.isSpace(byte) { hasBegun = true }
        rest.append(byte)
    }

    /// A list or an object begins as the value of a member.
    private mutating func open(_ place: Place, isObject: Bool) throws {
        guard place != .elsewhere, isObject == (place.list == nil) else {
            nesting = JSONNesting()
            return
        }
        if place == .items {
            guard !hasItems else { throw Fault.list("devices.items is there twice") }
            hasItems = true
        }
        if place == .facts {
            guard !hasFacts else { throw Fault.list("facts is there twice") }
            hasFacts = true
        }
        levels.append(Level(place: place, isObject: isObject))
    }

    private mutating func inList(
        _ list: String, _ piece: UnsafeBufferPointer<UInt8>, at position: Int
    ) throws {
        let number = levels.count - 1
        let level = levels[number]
        switch piece[position] {
        case let byte where JSONNesting.isSpace(byte): return
        case UInt8(ascii: ",") where level.count > 0 && !level.hasComma: levels[number].hasComma = true
        case UInt8(ascii: "]") where !level.hasComma:
            levels.removeLast()
            keep(piece[position..<position + 1])
        case UInt8(ascii: "{") where level.count == 0 || level.hasComma:
            levels[number].count += 1
            levels[number].hasComma = false
            if level.place == .facts, readsFacts {
                isInFact = true
                kind.removeAll()
                levels.append(Level(place: .fact, isObject: true))
                keep(piece[position..<position + 1])
            } else {
                nesting = JSONNesting()
                element =
                    level.place == .items ? .device : level.place == .facts ? .fact(kind: nil) : .computer
            }
        default: throw Fault.list("\(list) is not a list of objects with commas between them")
        }
    }
}
