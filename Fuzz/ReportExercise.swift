import FoundationEssentials
import Model

@testable import Reporting

/// Reads bytes as saved reports, as `render`, `diff`, `--baseline` and `replay` do, and writes what was read in every form.
enum ReportExercise {
    /// One report: whether it is read in one piece or in many, and what is written of it.
    static func run(_ bytes: [UInt8]) {
        let whole = read(bytes, .everything, pieces: bytes.count)
        demand(whole == read(bytes, .everything, pieces: 7), "the same report is read in two ways")
        let compared = read(bytes, .comparison, pieces: bytes.count)
        switch (whole, compared) {
        case (.failure(let fault), _):
            demand(fault.reason.isPrintable, "the fault \(fault.reason) is not printable")
        case (.success, .failure(let fault)): demand(false, "a report cannot be compared: \(fault)")
        case (.success(let report), .success(let outline)):
            let same = ReportComparison(from: outline, to: outline, tool: report.tool)
            demand(same.exitStatus == 0, "a report is worse than itself")
            write(report)
        }
    }

    /// Two reports with a zero byte between them, one held against the other.
    static func runPair(_ bytes: [UInt8]) {
        guard let middle = bytes.firstIndex(of: 0),
            case .success(let old) = read(Array(bytes[..<middle]), .comparison, pieces: bytes.count),
            case .success(let new) = read(Array(bytes[(middle + 1)...]), .comparison, pieces: bytes.count)
        else { return }
        let comparison = ReportComparison(from: old, to: new, tool: new.tool)
        demand((comparison.exitStatus == 1) == comparison.isWorse, "the status is not what the change is")
        demandPrintability(of: ComparisonText.render(comparison, colour: false))
        demandPrintability(of: String(decoding: ComparisonMarkdown.render(comparison), as: UTF8.self))
        _ = attempt { try ComparisonJSON.write(comparison) { _ in } }
        let held = new.held(against: old)
        demand(held.results == new.results, "a baseline has changed a result")
        demand(held.summary.verdict == new.summary.verdict, "a baseline has changed the verdict")
        write(held)
    }

    private static func read(
        _ bytes: [UInt8], _ purpose: SavedReportReader.Purpose, pieces: Int
    ) -> Result<Report, UnreadableReport> {
        var reader = SavedReportReader(for: purpose)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var start = 0
            while start < buffer.count {
                let end = min(buffer.count, start + pieces)
                unsafe reader.take(.init(rebasing: buffer[start..<end]))
                start = end
            }
        }
        do throws(UnreadableReport) { return .success(try reader.finish()) } catch { return .failure(error) }
    }

    private static func write(_ report: Report) {
        for detail in [TextReport.Detail.quiet, .normal, .verbose] {
            demandPrintability(of: TextReport.render(report, detail: detail))
        }
        _ = HTMLReport.render(report)
        _ = MarkdownReport.render(report)
        _ = JUnitReport.render(report)
        _ = PrometheusReport.render(report)
        _ = GitHubAnnotations.render(report)
        _ = attempt { try SARIFReport.render(report) }
        _ = attempt { try GitLabCodeQuality.render(report) }
        var written: [UInt8] = []
        guard attempt({ try JSONReport.write(report) { written += $0 } }) else { return }
        switch read(written, .everything, pieces: written.count) {
        case .success(let again): demand(again == report, "what was written is another report")
        case .failure(let fault): demand(false, "what was written is no report: \(fault)")
        }
    }

    private static func attempt(_ body: () throws -> some Any) -> Bool {
        do {
            _ = try body()
            return true
        } catch {
            return false
        }
    }

    private static func demandPrintability(of text: String) {
        for line in text.split(separator: "\n") {
            demand(String(line).isPrintable, "the line \(line) is not printable")
        }
    }
}
