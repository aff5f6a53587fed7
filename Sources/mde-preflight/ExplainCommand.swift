import ArgumentParser
import CheckCatalogue
import Model
import Reporting
import StrictYAML

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain a check, or a reason code that a report gives.")

    @Argument(
        help: ArgumentHelp(
            "A check, such as endpoints.tls-version, or a code, such as tls.intercepted.", valueName: "id"))
    var name: String

    @OptionGroup var catalogueOptions: CatalogueOptions

    func run() throws {
        let catalogue = try catalogueOptions.load().judging
        if let check = catalogue.checks[CheckID(name)] {
            return try StandardOutput.write(Explanation.text(of: check, in: catalogue.requirementSets))
        }
        if let reason = ReasonCode(rawValue: name).flatMap({ catalogue.reasons[$0] }) {
            return try StandardOutput.write(Explanation.text(of: reason))
        }
        let known = catalogue.checks.keys.map(\.rawValue) + ReasonCode.allCases.map(\.rawValue)
        let hint = suggestion(for: name, among: known.sorted())
        throw Failure(
            .usage,
            "no check or reason code is called \"\(name.printable())\"\(hint); \(Tool.name) list shows the checks"
        )
    }
}
