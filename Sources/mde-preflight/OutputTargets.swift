import Foundation

/// One `--output FORMAT[=PATH]`.
protocol OutputTarget {
    associatedtype Format: RawRepresentable<String>

    var format: Format { get }
    /// nil is standard output.
    var path: String? { get }
}

extension OutputTarget {
    /// The file that it names; nil for standard output.
    var written: WrittenFile? {
        path.map { WrittenFile(option: "--output", lead: "\(format.rawValue)=", path: $0) }
    }

    /// What `FORMAT[=PATH]` says; nil where it is not understood.
    static func parts(of argument: String) -> (format: Format, path: String?)? {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = Format(rawValue: String(parts[0])) else { return nil }
        guard parts.count == 2, parts[1] != "-" else { return (format, nil) }
        return parts[1].isEmpty ? nil : (format, String(parts[1]))
    }
}

/// Where something is written to: found writable before there is anything to write, each whole or untouched in the end.
struct OutputTargets<Target: OutputTarget> {
    private var targets: [(format: Target.Format, file: PendingFile?)] = []

    /// - Throws: ``Failure`` when two outputs share a place, or one cannot be written.
    init(_ outputs: [Target]) throws(Failure) {
        guard outputs.count(where: { $0.path == nil }) < 2 else {
            throw Failure(
                .usage, "two outputs on standard output; give one of them a file: --output json=report.json")
        }
        try RunInputs().spare(outputs.compactMap(\.written))
        if outputs.contains(where: { $0.path == nil }),
            let output = outputs.compactMap(\.written).first(where: \.isStandardOutput)
        {
            throw Failure(.usage, "\(output.told) is standard output, where another report goes")
        }
        for output in outputs {
            let file: PendingFile? = if let path = output.path { try PendingFile(path) } else { nil }
            targets.append((output.format, file))
        }
        if outputs.contains(where: { $0.path == nil }), StandardOutput.isClosed {
            throw Failure(.badInput, "cannot write to standard output: it is closed")
        }
    }

    /// Writes everywhere, files first.
    ///
    /// - Parameter content: What to write in a format, and whether that goes to a terminal.
    /// - Throws: ``Failure`` after every output was tried, naming the ones that failed.
    func write(_ content: (Target.Format, Bool) -> ByteSource) throws(Failure) {
        var failures: [String] = []
        for (format, file) in targets.sorted(by: { $0.file != nil && $1.file == nil }) {
            do throws(Failure) {
                let source = content(format, file == nil && StandardOutput.isTerminal)
                if let file { try file.commit(source) } else { try StandardOutput.write(source) }
            } catch {
                failures.append(error.message)
            }
        }
        guard failures.isEmpty else { throw Failure(.fault, failures.joined(separator: "\n\(Tool.name): ")) }
    }
}
