import ArgumentParser
import Foundation
import Model
import Reporting

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write a saved JSON report in any format.")

    @Argument(
        help: ArgumentHelp(
            "A report that was written with --output json, or - for standard input.", valueName: "report"))
    var report: String

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Write the report as text or json, to standard output or a file; repeatable.",
            valueName: "format[=path]"))
    var output: [Output] = []

    @Option(help: ArgumentHelp("Colour the text report: auto, always or never.", valueName: "when"))
    var color = ColourChoice.auto

    @Flag(name: .shortAndLong, help: "Write the verdict alone.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Show every result, and on what it rests.")
    var verbose = false

    func run() throws {
        let saved = try load()
        let preferences = TextPreferences(
            detail: quiet ? .quiet : verbose ? .verbose : .normal, colour: color)
        try Outputs(output, preferences: preferences).write(saved)
    }

    private func load() throws(Failure) -> Report {
        let data: Data
        do {
            data =
                report == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(filePath: report))
        } catch {
            let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
            throw Failure(
                .badInput,
                "cannot read \(report): \(code.map { "\($0.localizedDescription)" } ?? error.localizedDescription)"
            )
        }
        do {
            return try JSONReport.decode(data)
        } catch {
            throw Failure(.badInput, "\(report): \(error)")
        }
    }
}
