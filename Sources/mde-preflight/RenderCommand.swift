import ArgumentParser
import Reporting

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write a saved JSON report in any format.")

    @Argument(
        help: ArgumentHelp(
            "A report that was written with --output json, or - for standard input.", valueName: "report"))
    var report: String

    @OptionGroup var outputOptions: OutputOptions

    func run() throws {
        var inputs = RunInputs()
        inputs.add("the report", report: report)
        try inputs.spare(outputOptions.output.compactMap(\.written))
        let saved = try SavedReportFile(path: report).read(for: .everything)
        try outputOptions.open().write(saved)
    }
}
