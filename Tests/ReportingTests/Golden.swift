import Foundation
import TestSupport

/// Files of the repository that tests compare whole, and write anew when asked to.
enum Golden {
    enum Mode: Equatable {
        case compare, record
        /// Recording was asked for where nobody looks at what is recorded.
        case refuse
    }

    static func mode(_ environment: [String: String]) -> Mode {
        guard let asked = environment["RECORD_GOLDEN"], asked == "1" else { return .compare }
        let isContinuousIntegration = !["", "0", "false"].contains((environment["CI"] ?? "").lowercased())
        return isContinuousIntegration ? .refuse : .record
    }

    /// Compares `text` with the file at `path` below `root`, or writes it there.
    ///
    /// - Returns: What is wrong, or nil.
    static func complaint(
        _ text: String, _ path: String, root: URL = Repository.root,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> String? {
        let file = root.appending(path: path)
        switch mode(environment) {
        case .refuse:
            return "RECORD_GOLDEN is refused under CI: record where somebody reviews the difference"
        case .record:
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return nil
        case .compare:
            let recorded = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
            return difference(recorded, text).map {
                "\(path):\($0); if that is meant, run make golden and read the difference"
            }
        }
    }

    /// The first line in which two texts differ, or nil.
    static func difference(_ recorded: String, _ text: String) -> String? {
        guard recorded != text else { return nil }
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).prefix { $0 == $1 }.count
        func shown(_ lines: [Substring]) -> String {
            lines.indices.contains(line) ? "\"\(lines[line])\"" : "the end"
        }
        return "\(line + 1): recorded \(shown(old)), found \(shown(new))"
    }
}
