@preconcurrency import Rainbow

/// What a piece of text means, for those who see colour; the words say it to everybody else.
enum Tone {
    case plain, good, bad, doubt, caution, faint, heading
}

extension String {
    /// Applied after layout, since the codes have no width.
    func toned(_ tone: Tone, colour: Bool) -> String {
        guard colour, !isEmpty else { return self }
        let codes: [any ModeCode] =
            switch tone {
            case .plain: []
            case .good: [NamedColor.green]
            case .bad: [NamedColor.red, Style.bold]
            case .doubt: [NamedColor.magenta]
            case .caution: [NamedColor.yellow]
            case .faint: [Style.dim]
            case .heading: [Style.bold]
            }
        guard !codes.isEmpty else { return self }
        let open = codes.flatMap(\.value).map { String($0) }.joined(separator: ";")
        return "\u{1b}[\(open)m\(self)\u{1b}[0m"
    }
}
