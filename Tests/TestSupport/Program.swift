import Foundation

/// The built program, run as a user would run it.
package enum Program {
    /// Runs the program to its end.
    ///
    /// `through` is a script that runs it, with its arguments; `environment` comes on top of a bare one without proxies.
    package static func run(
        _ arguments: [String], through: [String] = [], environment: [String: String] = [:],
        folder: String? = nil
    ) async throws -> Command.Run {
        let command = through + [Repository.products.appending(path: "mde-preflight").path] + arguments
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "TMPDIR", "LANG"].contains($0.key)
        }
        return try await Command.run(
            command[0], Array(command.dropFirst()),
            environment: inherited.merging(environment) { _, new in new },
            folder: folder)
    }

    /// What to run the program through, to end it with status 124 when it takes longer.
    ///
    /// Time is not taken in this process, where a busy test holds up the others.
    package static func within(seconds: Int) -> [String] {
        ["/usr/bin/timeout", "\(seconds)"]
    }

    /// Runs `check` with a configuration and reads its JSON report.
    package static func check(
        _ configuration: String, only: [String] = ["endpoints"], _ more: [String] = [],
        through: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> ReportView {
        let folder = try TemporaryFolder()
        let file = try folder.write(configuration, to: "preflight.yml")
        let selection = only.flatMap { ["--only", $0] }
        let run = try await run(
            ["check", "--config", file, "--output", "json"] + selection + more, through: through,
            environment: environment)
        guard [0, 1, 2].contains(run.status) else {
            throw ProgramError(message: "exit status \(run.status): \(run.errors)")
        }
        let report = try run.json()
        guard report.exitStatus == run.status else {
            throw ProgramError(message: "exit status \(run.status), and the report says \(report.exitStatus)")
        }
        return report
    }
}

package struct ProgramError: Error, CustomStringConvertible {
    var message: String
    package var description: String { message }

    package init(message: String) {
        self.message = message
    }
}

extension Command.Run {
    /// The report that was written to standard output.
    package func json() throws -> ReportView {
        try ReportView(Data(output.utf8))
    }
}
