package import Model

/// The index of checks and reason codes, in Markdown, as `checks/README.md` holds it.
package enum CheckIndex {
    package static func markdown(
        areas: [AreaDescription], checks: [CheckDescription], sets: [RequirementSet],
        reasons: [ReasonDescription]
    ) -> String {
        var lines = [
            "# Checks", "",
            "Written by `mde-preflight list --markdown`; `make golden` writes it anew. `mde-preflight explain ID` says more.",
        ]
        for area in areas {
            let inArea = checks.filter { $0.area == area.area }
            guard !inArea.isEmpty else { continue }
            lines += ["", "## \(area.title)", "", area.about.oneLine, ""]
            lines.append("| check | the good condition | \(sets.map(\.name).joined(separator: " | ")) |")
            lines.append("|---|---|\(String(repeating: "---|", count: sets.count))")
            for check in inArea {
                let counts = sets.map { $0.severities[check.id]?.rawValue ?? "-" }.joined(separator: " | ")
                lines.append(
                    "| [`\(check.id)`](\(check.area.rawValue)/\(check.id).yml) | \(check.title) | \(counts) |"
                )
            }
        }
        lines += ["", "# Reason codes", "", "| code | meaning |", "|---|---|"]
        lines += reasons.map { "| `\($0.code.rawValue)` | \($0.title) |" }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
