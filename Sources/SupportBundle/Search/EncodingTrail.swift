/// In which encodings a text lies, one within another, in a number, since each text that is read has one.
struct EncodingTrail: Equatable {
    enum Step: UInt32 {
        case percent = 1
        case backslash
        case directory
        case entity
        case quotedPrintable
        case base64
        case hexadecimal
        case wide
        case codePage

        fileprivate var words: String {
            switch self {
            case .percent: EscapedText.Notation.percent.rawValue
            case .backslash: EscapedText.Notation.backslash.rawValue
            case .directory: EscapedText.Notation.directory.rawValue
            case .entity: EscapedText.Notation.entity.rawValue
            case .quotedPrintable: EscapedText.Notation.quotedPrintable.rawValue
            case .base64: "base64"
            case .hexadecimal: "hexadecimal"
            case .wide: "UTF-16"
            case .codePage: "Windows code page"
            }
        }
    }

    /// Four bits for each step, the innermost one last; there are never more than eight.
    private var steps: UInt32 = 0

    func with(_ step: Step) -> EncodingTrail {
        var trail = self
        trail.steps = steps << 4 | step.rawValue
        return trail
    }

    /// The innermost one.
    var last: Step? { Step(rawValue: steps & 15) }

    /// From the outside in, or `plain`.
    var words: String {
        let all = stride(from: UInt32(28), through: 0, by: -4).compactMap { Step(rawValue: steps >> $0 & 15) }
        return all.isEmpty ? "plain" : all.map(\.words).joined(separator: ", ")
    }
}

extension EscapedText.Notation {
    var step: EncodingTrail.Step {
        switch self {
        case .percent: .percent
        case .backslash: .backslash
        case .directory: .directory
        case .entity: .entity
        case .quotedPrintable: .quotedPrintable
        }
    }
}
