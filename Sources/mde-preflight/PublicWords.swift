import CheckCatalogue
import Foundation
import Model
import Reporting

/// The words that a report holds whatever was seen: those of the catalogue, and those of a report of nothing.
///
/// A customer's organizational unit may well be called by one of them, such as "Servers". That a bundle holds the word tells
/// nothing then, and it is not searched for.
enum PublicWords {
    /// In lower case.
    static func of(_ loader: CatalogueLoader) -> Set<String> {
        var words: Set<String> = []
        for file in loader.contents() { add(String(decoding: file.data, as: UTF8.self), to: &words) }
        if let data = try? JSONReport.encode(reportOfNothing) {
            add(String(decoding: data, as: UTF8.self), to: &words)
        }
        add(TextReport.render(reportOfNothing, detail: .verbose, colour: false), to: &words)
        return words
    }

    private static func add(_ text: String, to words: inout Set<String>) {
        for word in text.lowercased().utf8.split(whereSeparator: { !isOfWord($0) }) {
            words.insert(String(Substring(word)))
        }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || byte > 0x7f
    }

    /// A report of a run that looked at nothing, which has only words that every report has.
    private static var reportOfNothing: Report {
        let run = Report.Run(
            startedAt: .init(timeIntervalSince1970: 0), durationSeconds: 0, host: "", vantage: nil,
            interrupted: false, requirementSet: "", cloud: "", paths: [], failOn: .fail)
        return Report(
            tool: .init(name: Tool.name, version: Tool.version), run: run,
            summary: Summary([], failOn: .fail, interrupted: false), otherRequirementSets: [], results: [],
            areas: [], facts: FactSet(), catalogue: .init(version: ""))
    }
}
