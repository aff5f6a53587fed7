package import Model

/// What the catalogue says of one check or one reason code, laid out for a terminal.
package enum Explanation {
    private static let layout = TextLayout(width: 80)
    private static let labelWidth = 10

    package static func text(of check: CheckDescription, in sets: [RequirementSet]) -> String {
        let counts = sets.map { "\($0.name): \($0.severities[check.id]?.rawValue ?? "not in it")" }.joined(
            separator: ", ")
        return page(
            "\(check.id): \(check.title)",
            [
                ("Why", check.why), ("Breaks", check.breaks), ("Judged", check.judged), ("Counts as", counts),
                ("Do", check.remedy), ("Source", check.source),
            ])
    }

    package static func text(of reason: ReasonDescription) -> String {
        page(
            "\(reason.code.rawValue): \(reason.title)",
            [("Means", reason.means), ("Do", reason.remedy), ("Source", reason.source)])
    }

    private static func page(_ title: String, _ parts: [(label: String, text: String)]) -> String {
        let body = parts.flatMap { part in
            [""]
                + layout.hanging(
                    part.label, part.text.split(whereSeparator: \.isWhitespace).joined(separator: " "),
                    indent: 0, labelWidth: labelWidth)
        }
        return ([title] + body).joined(separator: "\n") + "\n"
    }
}
