import ArgumentParser
import Collectors
import Glibc

@main
struct MDEPreflight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Tool.name,
        abstract:
            "Tells whether devices can be managed by Defender for Endpoint security settings management, and what is in the way.",
        discussion: """
            Probes the network as a device would use it, judges each documented requirement, and writes a report. Without \
            a configuration it probes the endpoints from this host and says of every other area what it would need.

            Exit status: 0 ready; 1 not ready; 2 could not be told; 64 wrong usage; 65 bad configuration or input; 70 a \
            fault of the tool itself, or a report that could not be written; 130 interrupted.
            """,
        version: Tool.version,
        subcommands: [
            CheckCommand.self, CollectCommand.self, ListCommand.self, ExplainCommand.self, InitCommand.self,
            BundleCommand.self, ReplayCommand.self, RenderCommand.self, DiffCommand.self,
            CompletionsCommand.self, CompileCatalogueCommand.self,
        ],
        defaultSubcommand: CheckCommand.self)

    static func main() async {
        StandardOutput.keepStandardDescriptors()
        RunLog.shared.note("\(Tool.name) \(Tool.version)")
        // A reader that goes away is no reason to die before the other outputs are written.
        Signals.ignoreFailingWrites()
        // If it looks as though there will be probing, what that needs is loaded and read beside the reading of the arguments.
        if othersThanCheck.isDisjoint(with: CommandLine.arguments.dropFirst()) {
            OpenFiles.raiseLimit()
            EndpointCollector.beginPreparingLibraries()
            StandardCatalogue.beginReading()
        }
        do {
            var command = try parsed()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            StandardError.say("\(Tool.name): \(failure.message)")
            _exit(failure.status.rawValue)
        } catch let code as ExitCode {
            // Everything has been written; taking the libraries down in order would only take time.
            _exit(code.rawValue)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            StandardError.say(fullMessage(for: error))
            _exit(code.rawValue)
        }
    }
}

extension MDEPreflight {
    /// The command that the arguments name.
    ///
    /// `check` is by far the most usual, and is tried alone first: making ready to read every command takes milliseconds. What
    /// it does not understand is read, and complained about, by them all.
    private static func parsed() throws -> any ParsableCommand {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == CheckCommand._commandName, arguments.dropFirst().first != "help",
            let check = try? CheckCommand.parse(Array(arguments.dropFirst()))
        {
            return check
        }
        return try parseAsRoot()
    }

    private static let othersThanCheck = Set(
        ["-h", "--help", "--version"]
            + configuration.subcommands.map { $0._commandName }.filter { $0 != CheckCommand._commandName })
}

enum Tool {
    static let name = "mde-preflight"
    static let version = "0.1.0"
}
