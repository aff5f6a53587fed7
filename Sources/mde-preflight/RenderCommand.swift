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

    @OptionGroup var outputOptions: OutputOptions

    func run() throws {
        let saved = try load()
        try outputOptions.open().write(saved)
    }

    private func load() throws(Failure) -> Report {
        let data: Data
        do {
            data =
                report == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(filePath: report))
        } catch {
            throw Failure(.badInput, "cannot read \(report): \(Self.reason(report))")
        }
        do {
            return try JSONReport.decode(data)
        } catch {
            throw Failure(.badInput, "\(report): \(error)")
        }
    }

    /// Why a file cannot be read, in the system's words.
    private static func reason(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return String(cString: strerror(errno)).lowercased() }
        close(descriptor)
        return "it is not a file that can be read"
    }
}
