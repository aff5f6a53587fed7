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
struct Output: OutputTarget, ExpressibleByArgument, Sendable {
    var format: OutputFormat
    /// nil is standard output.
    var path: String?

    init(format: OutputFormat, path: String?) {
        self.format = format
        self.path = path
    }

    init?(argument: String) {
        guard let (format, path) = Self.parts(of: argument) else { return nil }
        self.init(format: format, path: path)
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
    private let targets: OutputTargets<Output>
    private let preferences: TextPreferences

    /// - Throws: ``Failure`` when two outputs share a place, or one cannot be written.
    init(_ outputs: [Output], preferences: TextPreferences) throws(Failure) {
        self.preferences = preferences
        targets = try OutputTargets(outputs.isEmpty ? [Output(format: .text, path: nil)] : outputs)
    }

    /// Writes the report everywhere, files first.
    ///
    /// - Throws: ``Failure`` after every output was tried, naming the ones that failed.
    func write(_ report: Report) throws(Failure) {
        try targets.write { format, isTerminal in rendered(report, format, toTerminal: isTerminal) }
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
