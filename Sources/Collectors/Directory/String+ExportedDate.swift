import Foundation

extension String {
    /// A moment as exports write it, without a time zone: `2026-05-03 14:28:09.784`, or with a `T` and a `Z`.
    ///
    /// A day alone is its beginning. Nil where the order of day and month would have to be guessed.
    var exportedDate: Date? {
        let text = trimmingCharacters(in: .whitespacesAndNewlines)
        guard
            let match = text.wholeMatch(
                of:
                    /([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(.*))?/
            )
        else { return nil }
        let out = match.output
        let time = [out.4, out.5, out.6].map { $0 ?? "0" }
        guard let zone = String(out.7 ?? "").exportedZone else { return nil }
        let parts = ([out.1, out.2, out.3] + time).compactMap { Int($0) }
        return Date(exported: parts)?.addingTimeInterval(-zone)
    }

    /// Seconds east of Greenwich; none is taken for UTC.
    private var exportedZone: Double? {
        if self == "" || lowercased() == "z" { return 0 }
        guard let match = wholeMatch(of: /([+-])([0-9]{2}):?([0-9]{2})/),
            let hours = Double(match.output.2), let minutes = Double(match.output.3), hours < 15, minutes < 60
        else { return nil }
        return (match.output.1 == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension Date {
    /// From year, month, day, hour, minute and second of a clock without a time zone, taken for UTC.
    init?(exported parts: [Int]) {
        guard parts.count == 6, (1...12).contains(parts[1]), (1...31).contains(parts[2]),
            (0...23).contains(parts[3]), (0...59).contains(parts[4]), (0...60).contains(parts[5]),
            (1990...9999).contains(parts[0]), let utc = TimeZone(secondsFromGMT: 0)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = utc
        let components = DateComponents(
            year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5]
        )
        guard let date = calendar.date(from: components),
            calendar.component(.day, from: date) == parts[2] || parts[5] == 60
        else { return nil }
        self = date
    }
}
