import Foundation
import Subprocess
import SystemPackage

/// Processes that tests start: a few at a time, however many tests run.
package enum Command {
    package struct Run: Sendable {
        /// 128 and the signal's number when a signal ended it.
        package var status: Int
        package var output: String
        package var errors: String
    }

    /// Most of them wait for a peer's silence, so there may be more of them than processors.
    private static let turnstile = Turnstile(width: 12)

    /// Runs a program to its end.
    ///
    /// `executable` is a path, or a name to look for in PATH; without `environment` it has this process's.
    package static func run(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil,
        folder: String? = nil
    ) async throws -> Run {
        try await turnstile.pass {
            let result = try await Subprocess.run(
                executable.contains("/") ? .path(FilePath(executable)) : .name(executable),
                arguments: Arguments(arguments), environment: Self.environment(environment),
                workingDirectory: folder.map { FilePath($0) }, output: .bytes(limit: 64 << 20),
                error: .bytes(limit: 4 << 20))
            let status: Int =
                switch result.terminationStatus {
                case .exited(let code): Int(code)
                case .signaled(let signal): 128 + Int(signal)
                }
            return Run(
                status: status, output: String(decoding: result.standardOutput, as: UTF8.self),
                errors: String(decoding: result.standardError, as: UTF8.self))
        }
    }

    private static func environment(_ variables: [String: String]?) -> Environment {
        guard let variables else { return .inherit }
        return .custom(
            Dictionary(
                uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
    }
}
