package import FoundationEssentials
package import Model

/// The report as JSON: keys sorted, times UTC, one document.
///
/// Its form is in `reports/schema/report-1.schema.json`.
package enum JSONReport {
    /// Gives the document to `sink`, piece by piece; computers and devices one a line, without holding them all.
    ///
    /// - Throws: What `sink` throws, or why the report cannot be encoded; then nothing has been given to `sink`.
    package static func write(_ report: Report, to sink: (ArraySlice<UInt8>) throws -> Void) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        var skeleton = Skeleton(Array(try encoder.encode(report.withoutLists)) + Array("\n".utf8))
        let computers = report.facts.directories.compactMap(\.computers.value)
        try skeleton.fill(
            behind: "      \"computers\" : {\n        \"present\" : [",
            computers.map { list in .init(list) { $1.computer($0) } })
        try skeleton.fill(
            behind: "    \"items\" : [",
            [report.devices].compactMap(\.self).map { list in
                let known = KnownResults()
                return .init(0..<list.count) { $1.device($0, of: list, known) }
            })
        try skeleton.extend(
            behind: "  \"facts\" : [", .init(report.facts.devices) { $1.deviceFact($0) })
        try skeleton.write(to: sink)
    }

    /// The whole document at once.
    package static func encode(_ report: Report) throws -> Data {
        var data = Data()
        try write(report) { data.append(contentsOf: $0) }
        return data
    }

    /// Reads a saved report that is in memory.
    ///
    /// - Throws: ``UnreadableReport``, which says what is wrong with it.
    package static func decode(_ data: Data) throws(UnreadableReport) -> Report {
        var reader = SavedReportReader()
        data.withUnsafeBytes { bytes in reader.take(bytes.bindMemory(to: UInt8.self)) }
        return try reader.finish()
    }
}

/// Why a saved report cannot be read.
package struct UnreadableReport: Error, Equatable, CustomStringConvertible {
    package var reason: String
    /// Whether it is a report, but not as it was written.
    private var wasChanged = false
    package var description: String {
        wasChanged
            ? "the report contradicts itself, as none does that was not changed: \(reason)"
            : "not a report of mde-preflight: \(reason)"
    }

    init(contradiction: String) {
        reason = contradiction
        wasChanged = true
    }

    init(reason: String) {
        self.reason = reason
    }

    /// What a decoder found wrong in the part of a document that is called `part`.
    init(_ error: any Error, in part: String = "") {
        switch error {
        case let error as UnreadableReport: self = error
        case DecodingError.keyNotFound(let key, let context):
            reason = "\"\(key.stringValue.printable(limit: 60))\" is missing\(Self.place(context, part))"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            reason = "a value has the wrong type\(Self.place(context, part))"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            reason = "a value is not one of those that are known\(Self.place(context, part))"
        default: reason = "it is not JSON, or is cut short"
        }
    }

    private static func place(_ context: DecodingError.Context, _ part: String) -> String {
        let steps = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
        let path = (part + steps.joined()).drop { $0 == "." }
        return path.isEmpty ? "" : " at \(String(path).printable())"
    }
}

extension Report {
    /// The report with empty lists where there may be very long ones.
    fileprivate var withoutLists: Report {
        var report = self
        report.devices?.removeAll()
        report.facts.devices = []
        for index in facts.directories.indices where facts.directories[index].computers.value != nil {
            report.facts.directories[index].computers = .present([])
        }
        return report
    }
}
