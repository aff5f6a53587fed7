import FoundationEssentials
import Model

/// What all formats say of what is waived.
extension Report.Result {
    private static let maximumWaivers = 3

    /// As `waived, else fail: inspection is switched off soon (network team, until 2027-01-31T00:00:00Z)`.
    ///
    /// Of devices also how many are meant; nil where nothing is waived.
    var waiverWords: String? { waiverWords(head: "waived") }

    /// The same behind a label that says what it is about: `else fail: …`, `3 devices: …`.
    var labelledWaiverWords: String? { waiverWords(head: nil) }

    private func waiverWords(head: String?) -> String? {
        guard let waiver else { return nil }
        let devices = waiver.devices.map { "\($0) \($0 == 1 ? "device" : "devices")" }
        let otherwise = status == .waived ? "else \(waiver.status.words)" : nil
        let parts = [[devices, head].compactMap(\.self).joined(separator: " "), otherwise ?? ""]
        let words = parts.filter { !$0.isEmpty }.joined(separator: ", ")
        return "\(words): \(waiver.grounds(limit: Self.maximumWaivers))"
    }
}

extension Report.Waived {
    /// Why, by whom and until when, for each waiver; what is the same is said once.
    func grounds(limit: Int) -> String {
        let told = by.map(\.grounds).reduce(into: [String]()) { all, words in
            if !all.contains(words) { all.append(words) }
        }
        let more = told.count > limit ? ["and \(told.count - limit) more"] : []
        return (told.prefix(limit) + more).joined(separator: "; ")
    }

    /// When the first of the waivers expires.
    var firstExpiry: Date? { by.map(\.expires).min() }
}

extension Waiver {
    var grounds: String { "\(because) (\(owner), until \(expires.inUTC))" }
}

extension Report {
    /// The verdict, with how much of it is owed to waivers where it is ready, and what it is beside a baseline: `READY, with
    /// 2 results waived`, `NOT READY, no worse than the baseline of 2026-11-20`.
    var verdictWords: String {
        let count = results.count { $0.status == .waived }
        return TextReport.words(summary.verdict) + Self.waived(summary.verdict, count)
            + (summary.baseline.map { ", \($0.words)" } ?? "")
    }

    private static func waived(_ verdict: Summary.Conclusion, _ count: Int) -> String {
        guard verdict == .ready, count > 0 else { return "" }
        return ", with \(count) \(count == 1 ? "result" : "results") waived"
    }
}

extension Report.OtherRequirementSet {
    /// As ``Report/verdictWords``, in lower case.
    var verdictWords: String {
        let words = TextReport.words(verdict).lowercased()
        guard verdict == .ready, let waived, waived > 0 else { return words }
        return "\(words), with \(waived) \(waived == 1 ? "result" : "results") waived"
    }
}

extension Report.Devices {
    /// As `, 3 of them with results that are waived`, behind the number of those that are ready; else empty.
    var waiverWords: String {
        readyByWaiver > 0 ? ", \(readyByWaiver) of them with results that are waived" : ""
    }
}
