import ArgumentParser
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented configuration to start from; an existing file is left alone.")

    @Argument(help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
    var path = "mde-preflight.yml"

    func run() throws {
        guard path != "-" else { return try StandardOutput.write(ConfigurationTemplate.text) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let why =
                errno == EEXIST
                ? "it exists already, and is left as it is" : String(cString: strerror(errno)).lowercased()
            throw Failure(.badInput, "cannot write \(path): \(why)")
        }
        let code = Descriptor.write(Array(ConfigurationTemplate.text.utf8)[...], to: descriptor)
        guard code == nil, close(descriptor) == 0 else {
            let why = String(cString: strerror(code ?? errno)).lowercased()
            unlink(path)
            throw Failure(.fault, "cannot write \(path): \(why)")
        }
        StandardError.say("Wrote \(path). Edit it, then run: \(Tool.name) --config \(path)")
    }
}
