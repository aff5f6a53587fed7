/// Lays text out in columns of a fixed width.
struct TextLayout {
    let width: Int

    /// Breaks `text` at spaces; a word that does not fit by itself (an address) stands on a line of its own, whole.
    func wrap(_ text: String, indent: Int) -> [String] {
        let room = max(20, width - indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && line.count + 1 + word.count > room {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// A label, and the text hanging beside it.
    func hanging(_ label: String, _ text: String, indent: Int, labelWidth: Int) -> [String] {
        let lines = wrap(text, indent: indent + labelWidth)
        let blank = String(repeating: " ", count: indent + labelWidth)
        let head = String(repeating: " ", count: indent) + label.padded(to: labelWidth)
        return lines.enumerated().map { ($0 == 0 ? head : blank) + $1 }
    }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
