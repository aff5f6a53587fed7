import Foundation
import Subprocess
import SystemPackage

/// The built program, run as a user would run it.
package enum Program {
    package struct Run: Sendable {
        package var status: Int
        package var output: String
        package var errors: String
        package var seconds: Double

        /// The report that was written to standard output.
        package func json() throws -> ReportView {
            try ReportView(Data(output.utf8))
        }
    }

    /// Runs the program to its end.
    ///
    /// `through` is a script that runs it, with its arguments; `environment` comes on top of a bare one without proxies.
    package static func run(
        _ arguments: [String], through: [String] = [], environment: [String: String] = [:],
        folder: String? = nil
    ) async throws -> Run {
        let command = through + [Repository.products.appending(path: "mde-preflight").path] + arguments
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "TMPDIR", "LANG"].contains($0.key)
        }
        let variables = inherited.merging(environment) { _, new in new }
        let started = ContinuousClock.now
        let result = try await Subprocess.run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            environment: .custom(
                Dictionary(
                    uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
                )),
            workingDirectory: folder.map { FilePath($0) }, output: .bytes(limit: 64 << 20),
            error: .bytes(limit: 4 << 20))
        let elapsed = (ContinuousClock.now - started).components
        let status: Int =
            switch result.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        return Run(
            status: status, output: String(decoding: result.standardOutput, as: UTF8.self),
            errors: String(decoding: result.standardError, as: UTF8.self),
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
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
}
