/// Texts of very many devices, one behind the other: a million strings of their own would be a million allocations.
package struct TextBlock: Sendable, Equatable {
    package private(set) var bytes: [UInt8] = []

    /// Where a text is; an empty one is none.
    package struct Place: Sendable, Hashable {
        package var start: UInt32
        package var count: UInt32

        package static let none = Place(start: 0, count: 0)

        package init(start: UInt32, count: UInt32) {
            self.start = start
            self.count = count
        }

        package var isEmpty: Bool { count == 0 }
    }

    package init() {}

    /// A block of what somebody has laid side by side already; at most 4 GiB.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Adds a text of at most 4 KiB; what is longer is cut, and what does not fit into 4 GiB is left out.
    package mutating func add(_ text: some Collection<UInt8>) -> Place {
        let start = bytes.count
        bytes.append(contentsOf: text.prefix(4096))
        guard bytes.count <= Int(UInt32.max) else {
            bytes.removeLast(bytes.count - start)
            return .none
        }
        return Place(start: UInt32(start), count: UInt32(bytes.count - start))
    }

    /// Adds all texts of another block.
    ///
    /// - Returns: By how much the places of that block are to be moved.
    package mutating func add(_ other: TextBlock) -> UInt32 {
        let offset = UInt32(clamping: bytes.count)
        bytes.append(contentsOf: other.bytes)
        return offset
    }

    package func slice(_ place: Place) -> ArraySlice<UInt8> {
        bytes[Int(place.start)..<Int(place.start) + Int(place.count)]
    }

    package func text(_ place: Place) -> String {
        String(decoding: slice(place), as: UTF8.self)
    }
}

/// Texts of which few differ, such as systems and states, each with a number.
package struct SymbolTable: Sendable, Equatable {
    /// By number; the first one is no text at all.
    package private(set) var texts = [""]
    private var numbers: [String: UInt32] = ["": 0]

    package init() {}

    package mutating func number(of text: String) -> UInt32 {
        if let known = numbers[text] { return known }
        let number = UInt32(texts.count)
        texts.append(text)
        numbers[text] = number
        return number
    }

    /// Adds all texts of another table.
    ///
    /// - Returns: For each number of that table, the number here.
    package mutating func add(_ other: SymbolTable) -> [UInt32] {
        other.texts.map { number(of: $0) }
    }

    package subscript(number: UInt32) -> String { texts[Int(number)] }
}
