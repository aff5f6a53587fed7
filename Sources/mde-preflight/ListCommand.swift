import ArgumentParser
import CheckCatalogue
import Checks
import Model
import Reporting

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the checks, and what each counts for in each requirement set.")

    @Flag(help: "Write the index of checks and reason codes as Markdown.")
    var markdown = false

    @OptionGroup var catalogueOptions: CatalogueOptions

    func run() throws {
        let catalogue = try catalogueOptions.load().judging
        if markdown {
            let index = CheckIndex.markdown(
                areas: catalogue.areas, checks: allChecks.compactMap { catalogue.checks[$0.id] },
                sets: catalogue.requirementSets,
                reasons: ReasonCode.allCases.compactMap { catalogue.reasons[$0] })
            return try StandardOutput.write(index)
        }
        let width = (allChecks.map(\.id.rawValue.count).max() ?? 0) + 2
        let sets = catalogue.requirementSets
        var lines: [String] = []
        for area in catalogue.areas {
            let checks = allChecks.compactMap { catalogue.checks[$0.id] }.filter { $0.area == area.area }
            guard !checks.isEmpty else { continue }
            lines.append(lines.isEmpty ? area.title : "\n\(area.title)")
            for check in checks {
                let counts = sets.map { "\($0.name): \($0.severities[check.id]?.rawValue ?? "-")" }.joined(
                    separator: ", ")
                lines.append("  \(check.id.rawValue.padding(width))\(check.title) (\(counts))")
            }
        }
        try StandardOutput.write(lines.joined(separator: "\n") + "\n")
    }
}

extension String {
    func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
