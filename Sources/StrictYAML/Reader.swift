package import FoundationEssentials
import Yams

/// Reads YAML files strictly, gathering what is wrong instead of stopping at it.
package struct Reader {
    package private(set) var diagnostics = Diagnostics()

    package init() {}

    /// The largest file that is read, in bytes.
    package static let maximumSize = 4 << 20

    /// Reads a file and hands its mapping to `body`.
    ///
    /// Messages call the file `name`. Gives nil when the file could not be read as a mapping; the diagnostics say why.
    package mutating func read<T>(
        file: URL, name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        let data: Data
        do {
            let handle = try fileContents(file)
            data = handle
        } catch {
            diagnostics.add(error)
            return nil
        }
        return read(data, name: name, keys: keys, body)

        func fileContents(_ file: URL) throws(Diagnostic) -> Data {
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory) else {
                throw Diagnostic(file: name, line: nil, message: "no such file")
            }
            guard !isDirectory else {
                throw Diagnostic(file: name, line: nil, message: "is a directory, not a file")
            }
            do {
                return try Data(contentsOf: file)
            } catch {
                throw Diagnostic(file: name, line: nil, message: "cannot be read (check its permissions)")
            }
        }
    }

    /// As ``read(file:name:keys:_:)``, from bytes.
    package mutating func read<T>(
        _ data: Data, name: String, keys: [String], _ body: (inout Mapping) -> T
    ) -> T? {
        guard data.count <= Self.maximumSize else {
            diagnostics.add(
                .init(file: name, line: nil, message: "is larger than \(Self.maximumSize >> 20) MiB"))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            let line = data.prefix(data.firstInvalidOffset).count { $0 == 10 } + 1
            diagnostics.add(.init(file: name, line: line, message: "is not UTF-8 text"))
            return nil
        }
        do {
            // Types are told by `Value`, so no implicit tags are resolved here: that costs a dozen regular expressions a scalar.
            guard let node = try Yams.compose(yaml: text, .basic) else {
                diagnostics.add(.init(file: name, line: nil, message: "is empty"))
                return nil
            }
            var value = Value(node: node, file: name, path: "")
            guard var mapping = value.mapping(keys: keys) else {
                diagnostics.add(contentsOf: value.diagnostics)
                return nil
            }
            let result = body(&mapping)
            diagnostics.add(contentsOf: mapping.diagnostics)
            return result
        } catch let error as YamlError {
            Self.explain(error, name: name, text: text).forEach { diagnostics.add($0) }
        } catch {
            diagnostics.add(.init(file: name, line: nil, message: "is not YAML: \(error)"))
        }
        return nil
    }

    package mutating func add(_ diagnostic: Diagnostic) {
        diagnostics.add(diagnostic)
    }

    private static func explain(_ error: YamlError, name: String, text: String) -> [Diagnostic] {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return [
                .init(
                    file: name, line: mark.line,
                    message: "is not YAML here: \(problem) (column \(mark.column))")
            ]
        case .duplicatedKeysInMapping(let keys, let context):
            return keys.map { key in
                let line = repeatedLine(of: key, from: context.mark.line, in: text)
                return .init(
                    file: name, line: line, message: "key \"\(key)\" is given twice; keep one of them")
            }
        case .reader(let problem, _, _, _):
            return [.init(file: name, line: nil, message: "is not YAML: \(problem)")]
        default:
            return [.init(file: name, line: nil, message: "is not YAML: \(error)")]
        }
    }

    /// The line of the second use of `key` at or after `first`; the parser tells only where the mapping begins.
    private static func repeatedLine(of key: String, from first: Int, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let uses = lines.indices.dropFirst(first - 1).filter { index in
            lines[index].drop { $0 == " " || $0 == "-" || $0 == "{" || $0 == "\"" }.hasPrefix(key)
        }
        return (uses.dropFirst().first ?? uses.first).map { $0 + 1 } ?? first
    }
}

extension Data {
    /// Where the bytes stop being UTF-8.
    fileprivate var firstInvalidOffset: Int {
        var low = 0
        var high = count
        // A prefix that ends inside a character is invalid by itself, hence the slack of three bytes.
        while high - low > 4 {
            let middle = (low + high) / 2
            let valid = (0...3).contains {
                String(validating: prefix(Swift.max(0, middle - $0)), as: UTF8.self) != nil
            }
            if valid { low = middle } else { high = middle }
        }
        return low
    }
}
