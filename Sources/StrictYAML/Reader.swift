package import FoundationEssentials
import Yams

/// Reads YAML files strictly, gathering what is wrong instead of stopping at it.
package struct Reader {
    package private(set) var diagnostics = Diagnostics()
    private let compiled: CompiledTrees?

    /// Reads with the help of files that were parsed beforehand, if there are any.
    package init(compiled: CompiledTrees? = nil) {
        self.compiled = compiled
    }

    /// The largest file that is read, in bytes.
    package static let maximumSize = 4 << 20

    /// Reads a file and hands its mapping to `body`.
    ///
    /// Messages call the file `name`. Gives nil when the file could not be read as a mapping; the diagnostics say why.
    package mutating func read<T>(
        file: URL, name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        read(path: file.path, name: name, keys: keys, body)
    }

    /// As ``read(file:name:keys:_:)``, the file being named by its path.
    package mutating func read<T>(
        path: String, name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        if let compiled, let tree = compiled.tree(of: name, stamped: FileStamp(path)) {
            return read(tree, name: name, keys: keys, body)
        }
        do throws(FileBytes.Fault) {
            return read(
                bytes: try FileBytes.read(path, limit: Self.maximumSize), name: name, keys: keys, body)
        } catch {
            let message =
                switch error {
                case .missing: "no such file"
                case .isDirectory: "is a directory, not a file"
                case .unreadable: "cannot be read: it must be a regular file that you may read"
                case .tooLong: "is larger than \(Self.maximumSize >> 20) MiB"
                }
            diagnostics.add(.init(file: name, line: nil, message: message))
            return nil
        }
    }

    /// As ``read(file:name:keys:_:)``, from bytes.
    package mutating func read<T>(
        _ data: Data, name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        read(bytes: [UInt8](data), name: name, keys: keys, body)
    }

    private mutating func read<T>(
        bytes data: [UInt8], name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        guard data.count <= Self.maximumSize else {
            diagnostics.add(
                .init(file: name, line: nil, message: "is larger than \(Self.maximumSize >> 20) MiB"))
            return nil
        }
        if let tree = compiled?.tree(of: name, from: data) { return read(tree, name: name, keys: keys, body) }
        // Some editors begin a file with a mark of its encoding.
        let data = data.starts(with: [0xef, 0xbb, 0xbf]) ? data[3...] : data[...]
        guard let text = String(validating: data, as: UTF8.self) else {
            let lines = data.split(separator: 10, omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
            diagnostics.add(.init(file: name, line: line, message: "is not UTF-8 text"))
            return nil
        }
        do {
            guard let tree = try Tree.parse(text) else {
                diagnostics.add(.init(file: name, line: nil, message: "is empty"))
                return nil
            }
            return read(tree, name: name, keys: keys, body)
        } catch let error as YamlError {
            Self.explain(error, name: name, text: text).forEach { diagnostics.add($0) }
        } catch let alias as Alias {
            let what = "*\(alias.name.prefix(60))"
            diagnostics.add(
                .init(
                    file: name, line: alias.line,
                    message: "\(what) stands for what is written elsewhere, which is not taken; write it out")
            )
        } catch {
            diagnostics.add(.init(file: name, line: nil, message: "is not YAML: \(error)"))
        }
        return nil
    }

    private mutating func read<T>(
        _ tree: Tree, name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        var value = Value(tree: tree, file: name, place: .root)
        guard var mapping = value.mapping(keys: keys) else {
            diagnostics.add(contentsOf: value.diagnostics)
            return nil
        }
        let result = body(&mapping)
        diagnostics.add(contentsOf: mapping.diagnostics)
        return result
    }

    package mutating func add(_ diagnostic: Diagnostic) {
        diagnostics.add(diagnostic)
    }

    private static func explain(_ error: YamlError, name: String, text: String) -> [Diagnostic] {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let isAlias = problem.contains("alias") || context?.text.contains("alias") ?? false
            let hint = isAlias ? "; put a text that begins with * or & in quotes" : ""
            return [
                .init(
                    file: name, line: mark.line,
                    message: "is not YAML here: \(problem) (column \(mark.column))\(hint)")
            ]
        case .duplicatedKeysInMapping(let keys, let context):
            return keys.map { key in
                let line = repeatedLine(of: key, from: context.mark, in: text)
                return .init(
                    file: name, line: line, message: "key \"\(key)\" is given twice; keep one of them")
            }
        case .reader(let problem, _, _, _):
            return [.init(file: name, line: nil, message: "is not YAML: \(problem)")]
        default:
            return [.init(file: name, line: nil, message: "is not YAML: \(error)")]
        }
    }

    /// The line of the second use of `key` in the mapping that begins at `mark`, which is all that the parser tells.
    private static func repeatedLine(of key: String, from mark: Mark, in text: String) -> Int {
        // By scalars: to Swift a line end of two characters is one that differs from the other.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
            Array.init)
        let first = mark.line - 1
        guard lines.indices.contains(first) else { return mark.line }
        let isFlow = lines[first].dropFirst(mark.column - 1).first == "{"
        let uses = lines.indices.dropFirst(first).flatMap { index in
            columns(of: Array(key.unicodeScalars), in: lines[index])
                .filter { isFlow ? index > first || $0 >= mark.column : $0 == mark.column }.map { _ in
                    index + 1
                }
        }
        return uses.dropFirst().first ?? mark.line
    }

    /// The columns, from 1, at which `key` stands as a key in a line, its quotes included.
    private static func columns(of key: [Unicode.Scalar], in line: [Unicode.Scalar]) -> [Int] {
        guard key.count <= line.count else { return [] }
        return (0...(line.count - key.count)).compactMap { start in
            guard line[start..<(start + key.count)].elementsEqual(key) else { return nil }
            let quote = start > 0 && (line[start - 1] == "\"" || line[start - 1] == "'") ? 1 : 0
            let before = start - quote > 0 ? line[start - quote - 1] : " "
            let after = line.dropFirst(start + key.count + quote).first { $0 != " " }
            return " {,-".unicodeScalars.contains(before) && after == ":" ? start - quote + 1 : nil
        }
    }
}
