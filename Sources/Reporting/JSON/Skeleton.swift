/// A pretty-printed document in which lists that may be very long have been left empty, to be filled as it is written.
///
/// A line of such a document tells by its indentation how deep it is. Inside a string no line ends, so that no text from
/// elsewhere can look like one of these lines.
struct Skeleton {
    /// What belongs between the brackets of a list that was left empty.
    struct Filling {
        var count: Int
        /// Writes the element of a number.
        var write: (Int, inout JSONText) -> Void

        init<Elements: RandomAccessCollection<Element>, Element>(
            _ elements: Elements, _ write: @escaping (Element, inout JSONText) -> Void
        ) where Elements.Index == Int {
            count = elements.count
            self.write = { write(elements[elements.startIndex + $0], &$1) }
        }
    }

    private struct Hole {
        /// Between the brackets.
        var range: Range<Int>
        var indent: Int
        var filling: Filling
        /// Whether something stands before it in the list.
        var follows = false
    }

    /// A list that should be in the document is not there: a fault of this program's own.
    struct Misfit: Error, CustomStringConvertible {
        var lines: String
        var description: String { "the list behind \(lines) is not where it should be" }
    }

    private static let chunk = 1 << 17
    private let bytes: [UInt8]
    private var holes: [Hole] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Tells what belongs into the lists that stand behind `lines`, in the order of the document.
    ///
    /// - Parameters:
    ///   - lines: Lines that follow each other, with their indentation; the last one opens a list.
    ///   - fillings: One for each such list.
    /// - Throws: ``Misfit`` where the document has other lists there.
    mutating func fill(behind lines: String, _ fillings: [Filling]) throws(Misfit) {
        guard !fillings.isEmpty else { return }
        let indent = lines.split(separator: "\n").last?.prefix { $0 == " " }.count ?? 0
        let pattern = Array("\n\(lines)".utf8)
        var position = 0
        for filling in fillings {
            guard let start = end(of: pattern, from: position),
                let closing = bytes[start...].firstIndex(where: { $0 != Self.lineFeed && $0 != Self.space }),
                bytes[closing] == UInt8(ascii: "]")
            else { throw Misfit(lines: lines) }
            if filling.count > 0 {
                holes.append(Hole(range: start..<closing, indent: indent, filling: filling))
            }
            position = closing
        }
        guard end(of: pattern, from: position) == nil else { throw Misfit(lines: lines) }
    }

    /// Tells what belongs behind the last element of the list that `line` opens, which is the only one of that indentation.
    ///
    /// - Throws: ``Misfit`` where the document has no such list.
    mutating func extend(behind line: String, _ filling: Filling) throws(Misfit) {
        guard filling.count > 0 else { return }
        let indent = line.prefix { $0 == " " }.count
        guard let start = end(of: Array("\n\(line)".utf8), from: 0) else { throw Misfit(lines: line) }
        let closing = Array(("\n" + String(repeating: " ", count: indent) + "]").utf8)
        guard let end = end(of: closing, from: start) else { throw Misfit(lines: line) }
        let close = end - closing.count
        let last = bytes[start..<close].lastIndex { $0 != Self.lineFeed && $0 != Self.space }
        holes.append(
            Hole(
                range: (last ?? start - 1) + 1..<end - 1, indent: indent, filling: filling,
                follows: last != nil))
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// Where the first `pattern` at or behind `start` ends.
    private func end(of pattern: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var position = start
            while let found = bytes[position...].firstIndex(of: Self.lineFeed) {
                if bytes[found...].starts(with: pattern) { return found + pattern.count }
                position = found + 1
            }
            return nil
        }
    }

    /// Gives the document to `sink`, piece by piece, each element of a list that was filled on a line of its own.
    func write(to sink: (ArraySlice<UInt8>) throws -> Void) throws {
        var position = 0
        for hole in holes.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            try sink(bytes[position..<hole.range.lowerBound])
            try write(hole, to: sink)
            position = hole.range.upperBound
        }
        try sink(bytes[position...])
    }

    private func write(_ hole: Hole, to sink: (ArraySlice<UInt8>) throws -> Void) throws {
        var text = JSONText(follows: hole.follows)
        for number in 0..<hole.filling.count {
            text.startLine(indent: hole.indent + 2)
            hole.filling.write(number, &text)
            if text.bytes.count >= Self.chunk {
                try sink(text.bytes[...])
                text.bytes.removeAll(keepingCapacity: true)
            }
        }
        text.endLines(indent: hole.indent)
        try sink(text.bytes[...])
    }
}
