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

    /// Reads a saved report.
    ///
    /// - Throws: ``UnreadableReport``, which says what is wrong with it.
    package static func decode(_ data: Data) throws(UnreadableReport) -> Report {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            let head = try decoder.decode(Head.self, from: data)
            guard head.format == Report.format else {
                throw UnreadableReport(
                    reason: "its format is \"\(head.format.printable(limit: 60))\", not \"\(Report.format)\"")
            }
            return try decoder.decode(Report.self, from: data)
        } catch let error as UnreadableReport {
            throw error
        } catch DecodingError.keyNotFound(let key, let context) {
            throw UnreadableReport(
                reason: "\"\(key.stringValue.printable(limit: 60))\" is missing\(place(context))")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw UnreadableReport(reason: "a value has the wrong type\(place(context))")
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw UnreadableReport(reason: "a value is not one of those that are known\(place(context))")
        } catch {
            throw UnreadableReport(reason: "it is not JSON, or is cut short")
        }
    }

    private struct Head: Decodable {
        var format: String
    }

    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return path.isEmpty ? "" : " at \(String(path.drop { $0 == "." }).printable())"
    }
}

/// Why a saved report cannot be read.
package struct UnreadableReport: Error, Equatable, CustomStringConvertible {
    package var reason: String
    package var description: String { "not a report of mde-preflight: \(reason)" }
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
