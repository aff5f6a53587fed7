/// YAML written anew, without what is between its parts: comments, anchors and the way in which texts are quoted.
package enum RewrittenYAML {
    /// Writes the document again, each scalar that is no key as `replace` wants it, and each key as `rename` does.
    ///
    /// - Parameters:
    ///   - text: A YAML document.
    ///   - rename: Is given the keys that lead to a key, from the outermost one on, and the key.
    ///   - replace: Is given the keys that lead to a scalar, from the outermost one on, and its text.
    /// - Returns: YAML in block style with each scalar in quotes, or without them where it is a number or a simple word; nil where
    ///   `text` is no YAML, or is nested too deep.
    package static func rewrite(
        _ text: String, rename: (_ keys: [String], _ key: String) -> String = { $1 },
        _ replace: (_ keys: [String], _ text: String) -> String
    ) -> String? {
        guard let parsed = try? Tree.parse(text) else { return nil }
        var output = ""
        guard write(parsed, [], indent: 0, rename, replace, to: &output) else { return nil }
        return output
    }

    /// Levels.
    private static let maximumDepth = 32

    private static func write(
        _ tree: Tree, _ keys: [String], indent: Int, _ rename: ([String], String) -> String,
        _ replace: ([String], String) -> String, to output: inout String
    ) -> Bool {
        guard indent < maximumDepth else { return false }
        let margin = String(repeating: "  ", count: indent)
        switch tree.content {
        case .scalar(let text, _): output += " \(quoted(replace(keys, text)))\n"
        case .sequence(let elements):
            output += elements.isEmpty ? " []\n" : indent == 0 ? "" : "\n"
            for element in elements {
                output += "\(margin)-"
                guard write(element, keys, indent: indent + 1, rename, replace, to: &output) else {
                    return false
                }
            }
        case .mapping(let pairs):
            output += pairs.isEmpty ? " {}\n" : indent == 0 ? "" : "\n"
            for (key, value) in pairs {
                guard let name = key.scalar else { return false }
                output += "\(margin)\(quoted(rename(keys, name))):"
                guard write(value, keys + [name], indent: indent + 1, rename, replace, to: &output) else {
                    return false
                }
            }
        case .other: return false
        }
        return true
    }

    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte)
                    || byte == 0x2d || byte == 0x2e || byte == 0x5f || byte == 0x2f
            } && text.utf8.first != 0x2d
        if isPlain { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\0"..<" ", "\u{7f}": quoted += "\\x" + hexadecimal(scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }
}
