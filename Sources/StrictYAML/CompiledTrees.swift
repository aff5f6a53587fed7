package import FoundationEssentials

/// YAML files that were parsed beforehand, each beside the text that it was parsed from.
///
/// Parsing takes longer than all that is done with what was parsed. A tree is used only for a file that is still the very
/// same, as the file system has it or byte for byte; so nothing can be out of date, and what cannot be read is as if it
/// were not there.
package struct CompiledTrees: Sendable {
    private struct Entry: Sendable {
        var stamp: FileStamp
        /// Where they stand in the whole.
        var tree: Range<Int>
        var source: Range<Int>
    }

    private static let head = Array("mde-preflight.compiled-yaml/3\n".utf8)

    /// Gives a part of the whole; nil where it cannot be had in full.
    private let part: @Sendable (Range<Int>) -> [UInt8]?
    private var entries: [String: Entry] = [:]

    /// Reads what ``compile(_:)`` made.
    package init?(_ bytes: [UInt8]) {
        self.init { $0.upperBound <= bytes.count ? Array(bytes[$0]) : nil }
    }

    /// The same from a file, of which only what is asked for is read; nil where there is none of this kind.
    package init?(file path: String) {
        guard let file = OpenFile(path) else { return nil }
        self.init { file.read($0) }
    }

    private init?(part: @escaping @Sendable (Range<Int>) -> [UInt8]?) {
        let start = Self.head.count + Self.lengthBytes
        guard let front = part(0..<start), front.starts(with: Self.head) else { return nil }
        let length = front.dropFirst(Self.head.count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.maximumLength), let index = part(start..<(start + Int(length))) else {
            return nil
        }
        self.part = part
        var cursor = Cursor(bytes: index, position: 0)
        while cursor.position < index.count {
            guard let name = cursor.text(), let stamp = cursor.stamp(),
                let tree = cursor.range(from: start + index.count),
                let source = cursor.range(from: start + index.count)
            else { return nil }
            entries[name] = Entry(stamp: stamp, tree: tree, source: source)
        }
    }

    private static let lengthBytes = 8
    /// More than any catalogue has.
    fileprivate static let maximumLength = 64 << 20

    /// The tree of the file `name`, if the file is still what it was made from, as the file system has it.
    func tree(of name: String, stamped stamp: FileStamp?) -> Tree? {
        guard let entry = entries[name], let stamp, entry.stamp == stamp else { return nil }
        return tree(entry)
    }

    /// The tree of the file `name`, if `data` is what it was made from.
    func tree(of name: String, from data: [UInt8]) -> Tree? {
        guard let entry = entries[name], data.count == entry.source.count, part(entry.source) == data
        else { return nil }
        return tree(entry)
    }

    private func tree(_ entry: Entry) -> Tree? {
        guard let bytes = part(entry.tree) else { return nil }
        var cursor = Cursor(bytes: bytes, position: 0)
        return cursor.tree(depth: 0)
    }

    /// A file to be parsed, as it was found.
    package struct Source {
        package var name: String
        package var data: [UInt8]
        package var stamp: FileStamp

        package init(name: String, data: [UInt8], stamp: FileStamp = FileStamp()) {
            self.name = name
            self.data = data
            self.stamp = stamp
        }
    }

    /// Parses files; those that are no YAML are left out.
    package static func compile(_ files: [Source]) -> Data {
        var index: [UInt8] = []
        var contents: [UInt8] = []
        for file in files {
            guard let text = String(validating: file.data, as: UTF8.self), let tree = try? Tree.parse(text)
            else { continue }
            append(Array(file.name.utf8), to: &index)
            for number in file.stamp.numbers { append(number, to: &index) }
            var encoded: [UInt8] = []
            encode(tree, to: &encoded)
            for part in [encoded, file.data] {
                append(contents.count, part.count, to: &index)
                contents += part
            }
        }
        let length = (0..<lengthBytes).map {
            UInt8(truncatingIfNeeded: UInt64(index.count) >> UInt64(8 * (lengthBytes - 1 - $0)))
        }
        return Data(head + length + index + contents)
    }
}

// MARK: - Writing

extension CompiledTrees {
    fileprivate enum Tag {
        static let (plain, quoted, sequence, mapping, other) = (0, 1, 2, 3, 4) as (Int, Int, Int, Int, Int)
    }

    private static func encode(_ tree: Tree, to output: inout [UInt8]) {
        switch tree.content {
        case .scalar(let text, let isPlain):
            append(isPlain ? Tag.plain : Tag.quoted, tree.line, to: &output)
            append(Array(text.utf8), to: &output)
        case .sequence(let elements):
            append(Tag.sequence, tree.line, elements.count, to: &output)
            for element in elements { encode(element, to: &output) }
        case .mapping(let pairs):
            append(Tag.mapping, tree.line, pairs.count, to: &output)
            for (key, value) in pairs {
                encode(key, to: &output)
                encode(value, to: &output)
            }
        case .other: append(Tag.other, tree.line, to: &output)
        }
    }

    private static func append(_ block: [UInt8], to output: inout [UInt8]) {
        append(block.count, to: &output)
        output += block
    }

    /// Seven bits a byte, the lowest first; the top bit says that more follow.
    private static func append(_ numbers: Int..., to output: inout [UInt8]) {
        for number in numbers {
            var rest = UInt(number)
            while rest > 0x7f {
                output.append(UInt8(rest & 0x7f) | 0x80)
                rest >>= 7
            }
            output.append(UInt8(rest))
        }
    }
}

// MARK: - Reading

private struct Cursor {
    let bytes: [UInt8]
    var position: Int

    /// Deeper than any catalogue's; a damaged file must not exhaust the stack.
    private static let maximumDepth = 64

    mutating func number() -> Int? {
        var value: UInt = 0
        var shift: UInt = 0
        while position < bytes.count, shift < 63 {
            let byte = bytes[position]
            position += 1
            value |= UInt(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return Int(value) }
            shift += 7
        }
        return nil
    }

    /// The range of a block that says its length first.
    mutating func block() -> Range<Int>? {
        guard let count = number(), count <= bytes.count - position else { return nil }
        defer { position += count }
        return position..<(position + count)
    }

    mutating func stamp() -> FileStamp? {
        var numbers: [Int] = []
        for _ in 0..<FileStamp.count {
            guard let number = number() else { return nil }
            numbers.append(number)
        }
        return FileStamp(numbers: numbers)
    }

    /// Two numbers: how far behind `start` something stands, and its length.
    mutating func range(from start: Int) -> Range<Int>? {
        guard let offset = number(), let count = number(), offset <= CompiledTrees.maximumLength,
            count <= CompiledTrees.maximumLength
        else { return nil }
        return (start + offset)..<(start + offset + count)
    }

    mutating func text() -> String? {
        block().map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    mutating func tree(depth: Int) -> Tree? {
        guard depth < Self.maximumDepth, let tag = number(), let line = number() else { return nil }
        switch tag {
        case CompiledTrees.Tag.plain, CompiledTrees.Tag.quoted:
            return text().map { Tree(.scalar($0, isPlain: tag == CompiledTrees.Tag.plain), line: line) }
        case CompiledTrees.Tag.sequence:
            guard let count = number(), count <= bytes.count - position else { return nil }
            var elements: [Tree] = []
            for _ in 0..<count {
                guard let element = tree(depth: depth + 1) else { return nil }
                elements.append(element)
            }
            return Tree(.sequence(elements), line: line)
        case CompiledTrees.Tag.mapping:
            guard let count = number(), count <= bytes.count - position else { return nil }
            var pairs: [(key: Tree, value: Tree)] = []
            for _ in 0..<count {
                guard let key = tree(depth: depth + 1), let value = tree(depth: depth + 1) else { return nil }
                pairs.append((key, value))
            }
            return Tree(.mapping(pairs), line: line)
        case CompiledTrees.Tag.other: return Tree(.other, line: line)
        default: return nil
        }
    }
}
