/// Lays text out in columns of a fixed width.
struct TextLayout {
    let width: Int

    /// Breaks `text` at spaces; a word that does not fit by itself (an address) stands on a line of its own, whole.
    ///
    /// The distinguished name of something deep in a directory is broken behind its commas.
    func wrap(_ text: String, indent: Int) -> [String] {
        let room = max(20, width - indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            for (number, piece) in Self.pieces(of: word, room).enumerated() {
                let gap = number > 0 || line.isEmpty ? "" : " "
                if !line.isEmpty && line.count + gap.count + piece.count > room {
                    lines.append(line)
                    line = String(piece)
                } else {
                    line += gap + piece
                }
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// The parts of a word between which a line may end.
    private static func pieces(of word: Substring, _ room: Int) -> [Substring] {
        guard word.count > room, word.contains("="), !word.contains("://") else { return [word] }
        var pieces: [Substring] = []
        var start = word.startIndex
        for index in word.indices where word[index] == "," {
            let next = word.index(after: index)
            pieces.append(word[start..<next])
            start = next
        }
        if start < word.endIndex { pieces.append(word[start...]) }
        return pieces
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
