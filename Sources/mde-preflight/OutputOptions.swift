import ArgumentParser
import Reporting

/// Where a report goes, and how a person wants it.
struct OutputOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Write the report as text, json, markdown, html, junit, sarif, prometheus, github or gitlab, or its devices alone as devices-csv or devices-jsonl, to standard output or a file; repeatable.",
            valueName: "format[=path]"))
    var output: [Output] = []

    @Option(help: ArgumentHelp("Colour the text report: auto, always or never.", valueName: "when"))
    var color = ColourChoice.auto

    @Flag(name: .shortAndLong, help: "Write the verdict alone.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Show every result, and on what it rests.")
    var verbose = false

    func validate() throws {
        if quiet && verbose { throw ValidationError("--quiet and --verbose contradict each other") }
    }

    /// Opens the outputs, as far as that can be done without writing.
    func open() throws(Failure) -> Outputs {
        try Outputs(
            output, preferences: .init(detail: quiet ? .quiet : verbose ? .verbose : .normal, colour: color))
    }
}
