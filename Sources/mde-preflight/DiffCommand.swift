import ArgumentParser
import Model
import Reporting

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two saved JSON reports: what got worse, better, came and went.",
        discussion: """
            Results are compared by check and subject, devices by id, else by name. Exit status: 1 where anything is worse, \
            which includes what came with trouble and what was good and is not looked at any more, but not the note that a \
            waiver ends soon; 0 otherwise; 64 wrong \
            usage; 65 a report that cannot be read; 70 a comparison that could not be written.
            """)

    @Argument(
        help: ArgumentHelp(
            "The earlier report, written with --output json, or - for standard input.", valueName: "old"))
    var old: String

    @Argument(
        help: ArgumentHelp("The later report, or - for standard input.", valueName: "new"))
    var new: String

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Write the comparison as text, json or markdown to standard output or a file; repeatable.",
            valueName: "format[=path]"))
    var output: [ComparisonOutput] = []

    @Option(help: ArgumentHelp("Colour the text: auto, always or never.", valueName: "when"))
    var color = ColourChoice.auto

    func validate() throws {
        if old == "-" && new == "-" { throw ValidationError("only one of the reports may be standard input") }
        if old.isEmpty || new.isEmpty { throw ValidationError("the name of a report is empty") }
    }

    func run() throws {
        var inputs = RunInputs()
        for report in [old, new] { inputs.add("the report", report: report) }
        try inputs.spare(output.compactMap(\.written))
        let targets = try OutputTargets(
            output.isEmpty ? [ComparisonOutput(format: .text, path: nil)] : output)
        let before = try SavedReportFile(path: old).read(for: .comparison)
        let after = try SavedReportFile(path: new).read(for: .comparison)
        let comparison = ReportComparison(
            from: before, to: after, tool: .init(name: Tool.name, version: Tool.version))
        let preferences = TextPreferences(colour: color)
        try targets.write { format, isTerminal in
            switch format {
            case .text:
                { sink in
                    let isColoured = preferences.isColoured(onTerminal: isTerminal)
                    try sink(Array(ComparisonText.render(comparison, colour: isColoured).utf8)[...])
                }
            case .json: { sink in try ComparisonJSON.write(comparison, to: sink) }
            case .markdown: { sink in try sink(ComparisonMarkdown.render(comparison)[...]) }
            }
        }
        throw ExitCode(Int32(comparison.exitStatus))
    }
}

enum ComparisonFormat: String, CaseIterable {
    case text, json, markdown
}

/// One `--output FORMAT[=PATH]` of a comparison.
struct ComparisonOutput: OutputTarget, ExpressibleByArgument {
    var format: ComparisonFormat
    /// nil is standard output.
    var path: String?

    init(format: ComparisonFormat, path: String?) {
        self.format = format
        self.path = path
    }

    init?(argument: String) {
        guard let (format, path) = Self.parts(of: argument) else { return nil }
        self.init(format: format, path: path)
    }

    static var allValueStrings: [String] { ComparisonFormat.allCases.map(\.rawValue) }
}
