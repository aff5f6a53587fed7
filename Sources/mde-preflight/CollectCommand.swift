import ArgumentParser
import CheckCatalogue
import Collectors
import Foundation
import Model

struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract:
            "Collect the evidence of this Linux host into a folder, or write a script that does so on Windows."
    )

    enum System: String, CaseIterable, ExpressibleByArgument {
        case windows
    }

    @Option(
        help: ArgumentHelp(
            "Write the script that collects on this system, instead of collecting: windows.",
            valueName: "system"))
    var emit: System?

    @Option(
        help: ArgumentHelp(
            "The folder to make, or the file that the script goes to; - is standard output.",
            valueName: "path"))
    var output: String?

    @OptionGroup var catalogueOptions: CatalogueOptions

    func run() async throws {
        if emit != nil {
            try writeScript()
        } else {
            try await collect()
        }
    }

    private func writeScript() throws(Failure) {
        let file = try catalogueOptions.open().folder.appending(path: "collectors/windows.cmd")
        guard let script = try? Data(contentsOf: file) else {
            throw Failure(.badInput, "the catalogue of checks cannot be used: it lacks \(file.path)")
        }
        // The command interpreter loses its way in a script with bare line feeds.
        let lines = script.split(separator: 10, omittingEmptySubsequences: false)
        let text = Data(lines.map { $0.last == 13 ? $0.dropLast() : $0 }.joined(separator: [13, 10]))
        if let output, output != "-" {
            try PendingFile(output).commit(text)
        } else {
            try StandardOutput.write { sink in try sink(Array(text)[...]) }
        }
    }

    private func collect() async throws {
        let interrupts = Signals.watch()
        let path = output ?? "\(LocalHost.name)-mde-evidence"
        guard path != "-" else {
            throw Failure(.usage, "--output: evidence is a folder, and cannot go to standard output")
        }
        do {
            try await Signals.interruptible(by: interrupts) {
                try await LocalHost.collect(
                    into: URL(filePath: path, directoryHint: .notDirectory),
                    deadline: Deadline(seconds: Self.limit))
            }
        } catch LocalHostError.cancelled {
            throw ExitCode(130)
        } catch let error as LocalHostError {
            throw Failure(.badInput, "\(error)")
        }
        StandardError.say("Collected \(path). Judge it with: \(Tool.name) check \(path)")
    }

    /// Seconds.
    private static let limit = 90.0
}
