package import Model

/// Devices as a table of comma-separated values, a row each, the first of them naming the columns (RFC 4180).
///
/// The last columns count the device's own results by status, so that a waiver or a note can be seen there too.
package enum DeviceTable {
    private static let columns = [
        "name", "verdict", "first_reason", "first_message", "all_reasons", "evidence", "entra_device_id",
        "distinguished_name", "object_guid", "waived_reasons",
    ]
    /// After the others.
    private static let statuses = Status.allCases

    /// Gives the table to `sink`, piece by piece.
    package static func write(_ report: Report, to sink: (ArraySlice<UInt8>) throws -> Void) rethrows {
        let names = columns + statuses.map { $0.rawValue.replacing("-", with: "_") }
        var bytes = Array((names.joined(separator: ",") + "\r\n").utf8)
        for device in report.devices ?? .init() {
            let reasons = device.blockingReasons
            let fields = [
                device.name, device.verdict.rawValue, reasons.first?.code.rawValue ?? "",
                reasons.first?.message ?? "", reasons.codes.joined(separator: " "),
                device.ids.evidence ?? "", device.ids.entraDeviceID?.description ?? "",
                device.ids.distinguishedName ?? "", device.ids.objectGUID?.description ?? "",
                device.waivedCodes.joined(separator: " "),
            ]
            for (number, field) in fields.enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                append(field, to: &bytes)
            }
            for status in statuses {
                bytes.append(UInt8(ascii: ","))
                bytes.append(contentsOf: String(device.results.count { $0.status == status }).utf8)
            }
            bytes.append(contentsOf: [13, 10])
            if bytes.count >= 1 << 17 {
                try sink(bytes[...])
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try sink(bytes[...])
    }

    /// Appends one field; a text that a spreadsheet would take for a formula gets an apostrophe before it.
    private static func append(_ field: String, to bytes: inout [UInt8]) {
        let printable = field.printable(limit: 2000)
        let isFormula = printable.first.map { "=+-@".contains($0) } ?? false
        let text = isFormula ? "'" + printable : printable
        guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(34)
        for byte in text.utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }
}

/// Devices as lines, each a JSON object of the form that the JSON report has them in.
package enum DeviceLines {
    /// Gives the lines to `sink`, piece by piece.
    package static func write(_ report: Report, to sink: (ArraySlice<UInt8>) throws -> Void) rethrows {
        var bytes: [UInt8] = []
        let devices = report.devices ?? .init()
        let known = KnownResults()
        for number in devices.indices {
            var text = JSONText()
            text.device(number, of: devices, known)
            bytes += text.bytes
            bytes.append(10)
            if bytes.count >= 1 << 17 {
                try sink(bytes[...])
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try sink(bytes[...])
    }
}

extension Report.Device {
    /// Why it is not ready, what to mend first coming first: what another control plane does makes the rest pointless,
    /// what is known to be wrong comes before what is not known.
    package var blockingReasons: [Reason] {
        func reasons(_ status: Status) -> [Reason] {
            results.filter { $0.status == status }.flatMap(\.reasons)
        }
        let certain = reasons(.fail) + reasons(.warning)
        let elsewhere = certain.filter(\.code.meansManagedElsewhere)
        let others = certain.filter { !$0.code.meansManagedElsewhere }
        let doubts = reasons(.undetermined)
        return elsewhere + others + doubts
    }
}

extension Report.Device {
    /// The codes of what is waived, each once; a check without any gives its id.
    var waivedCodes: [String] {
        results.filter { $0.status == .waived }.flatMap { result in
            result.reasons.isEmpty ? [result.check.rawValue] : result.reasons.map(\.code.rawValue)
        }.reduce(into: []) { codes, code in
            if !codes.contains(code) { codes.append(code) }
        }
    }
}

extension [Report.Device.Reason] {
    /// Each code once.
    fileprivate var codes: [String] {
        reduce(into: []) { codes, reason in
            if !codes.contains(reason.code.rawValue) { codes.append(reason.code.rawValue) }
        }
    }
}
