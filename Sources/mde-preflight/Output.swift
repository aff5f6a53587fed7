import ArgumentParser
import Foundation
import Model
import Reporting

enum OutputFormat: String, CaseIterable {
    case text, json, markdown, html, junit, sarif, prometheus, github, gitlab
    case devicesCSV = "devices-csv"
    case devicesJSONLines = "devices-jsonl"
}

/// One `--output FORMAT[=PATH]`.
struct Output: ExpressibleByArgument, Sendable {
    var format: OutputFormat
    /// nil is standard output.
    var path: String?

    init(format: OutputFormat, path: String?) {
        self.format = format
        self.path = path
    }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let format = OutputFormat(rawValue: String(parts[0])) else { return nil }
        self.format = format
        guard parts.count == 2, parts[1] != "-" else { return }
        guard !parts[1].isEmpty else { return nil }
        path = String(parts[1])
    }

    static var allValueStrings: [String] { OutputFormat.allCases.map(\.rawValue) }
}

/// How a person wants the text report.
struct TextPreferences: Sendable {
    var detail = TextReport.Detail.normal
    var colour = ColourChoice.auto

    func isColoured(onTerminal: Bool) -> Bool {
        switch colour {
        case .always: return true
        case .never: return false
        case .auto:
            let environment = ProcessInfo.processInfo.environment
            return onTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        }
    }
}

enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}

/// All outputs of a run: found writable before it starts, each whole or untouched after it ends.
struct Outputs {
    private var targets: [(output: Output, file: PendingFile?)] = []
    private let preferences: TextPreferences

    /// - Throws: ``Failure`` when two outputs share a place, or one cannot be written.
    init(_ outputs: [Output], preferences: TextPreferences) throws(Failure) {
        self.preferences = preferences
        let outputs = outputs.isEmpty ? [Output(format: .text, path: nil)] : outputs
        // Two names may lead to one file.
        let places = outputs.map { output in
            output.path.map { URL(filePath: $0).standardizedFileURL.resolvingSymlinksInPath().path }
        }
        guard Set(places).count == places.count else {
            let twice = places.contains { place in place == nil && places.count(where: { $0 == nil }) > 1 }
            throw Failure(
                .usage,
                twice
                    ? "two outputs on standard output; give one of them a file: --output json=report.json"
                    : "two outputs into the same file")
        }
        for output in outputs {
            let file: PendingFile? = if let path = output.path { try PendingFile(path) } else { nil }
            targets.append((output, file))
        }
        if outputs.contains(where: { $0.path == nil }), StandardOutput.isClosed {
            throw Failure(.badInput, "cannot write to standard output: it is closed")
        }
    }

    /// Writes the report everywhere, files first.
    ///
    /// - Throws: ``Failure`` after every output was tried, naming the ones that failed.
    func write(_ report: Report) throws(Failure) {
        var failures: [String] = []
        for (output, file) in targets.sorted(by: { $0.file != nil && $1.file == nil }) {
            do throws(Failure) {
                let content = rendered(
                    report, output.format, toTerminal: file == nil && StandardOutput.isTerminal)
                if let file { try file.commit(content) } else { try StandardOutput.write(content) }
            } catch {
                failures.append(error.message)
            }
        }
        guard failures.isEmpty else { throw Failure(.fault, failures.joined(separator: "\n\(Tool.name): ")) }
    }

    private func rendered(_ report: Report, _ format: OutputFormat, toTerminal: Bool) -> ByteSource {
        let preferences = preferences
        return { sink in
            switch format {
            case .text:
                let isColoured = preferences.isColoured(onTerminal: toTerminal)
                let text = TextReport.render(report, detail: preferences.detail, colour: isColoured)
                try sink(Array(text.utf8)[...])
            case .json: try JSONReport.write(report, to: sink)
            case .markdown: try sink(MarkdownReport.render(report)[...])
            case .html: try sink(HTMLReport.render(report)[...])
            case .junit: try sink(JUnitReport.render(report)[...])
            case .sarif: try sink(Array(SARIFReport.render(report))[...])
            case .prometheus: try sink(PrometheusReport.render(report)[...])
            case .github: try sink(GitHubAnnotations.render(report)[...])
            case .gitlab: try sink(Array(GitLabCodeQuality.render(report))[...])
            case .devicesCSV: try DeviceTable.write(report, to: sink)
            case .devicesJSONLines: try DeviceLines.write(report, to: sink)
            }
        }
    }
}
