package import FoundationEssentials

/// YAML files that were parsed beforehand, each beside the text that it was parsed from.
///
/// Parsing takes longer than all that is done with what was parsed. A tree is used only for a file that is still the
/// same, byte for byte; so nothing can be out of date, and what cannot be read is as if it were not there.
package struct CompiledTrees: Sendable {
    private struct Entry: Sendable {
        var source: Range<Int>
        var tree: Range<Int>
    }

    private static let head = Array("mde-preflight.compiled-yaml/1\n".utf8)

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// Reads what ``compile(_:)`` made.
    package init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard bytes.starts(with: Self.head) else { return nil }
        var cursor = Cursor(bytes: bytes, position: Self.head.count)
        while cursor.position < bytes.count {
            guard let name = cursor.text(), let source = cursor.block(), let tree = cursor.block() else {
                return nil
            }
            entries[name] = Entry(source: source, tree: tree)
        }
    }

    /// The tree of the file `name`, if `data` is what it was made from.
    func tree(of name: String, from data: [UInt8]) -> Tree? {
        guard let entry = entries[name], data.count == entry.source.count,
            bytes[entry.source].elementsEqual(data)
        else { return nil }
        var cursor = Cursor(bytes: bytes, position: entry.tree.lowerBound)
        return cursor.tree(depth: 0)
    }

    /// Parses files, given by name; those that are no YAML are left out.
    package static func compile(_ files: [(name: String, data: Data)]) -> Data {
        var output = head
        for (name, data) in files {
            guard let text = String(validating: data, as: UTF8.self), let tree = try? Tree.parse(text) else {
                continue
            }
            append(Array(name.utf8), to: &output)
            append(Array(data), to: &output)
            var encoded: [UInt8] = []
            encode(tree, to: &encoded)
            append(encoded, to: &output)
        }
        return Data(output)
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
        while position < bytes.count, shift < 56 {
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
