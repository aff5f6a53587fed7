import FoundationEssentials

extension Date {
    /// The moment in UTC, to the second, such as `2026-11-26T04:30:00Z`.
    ///
    /// Foundation's own way makes a calendar first, which takes longer than all else that is written of a short report.
    var utc: String {
        var bytes: [UInt8] = []
        bytes.append(utc: self)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension [UInt8] {
    private static let day = 86400

    /// Appends a moment in UTC, to the second.
    mutating func append(utc date: Date) {
        if !appendPlain(date) { append(contentsOf: date.ISO8601Format().utf8) }
    }

    /// Appends a date of the years in which the calendar needs no thought, 1600 to 9999; tells whether it did.
    private mutating func appendPlain(_ date: Date) -> Bool {
        let moment = date.timeIntervalSince1970.rounded(.down)
        guard moment >= -11_676_096_000, moment < 253_402_300_800 else { return false }
        let seconds = Int(moment)
        let days = Int((moment / Double(Self.day)).rounded(.down))
        let (year, month, day) = Self.civil(days)
        let rest = seconds - days * Self.day
        append(year, digits: 4, then: "-")
        append(month, digits: 2, then: "-")
        append(day, digits: 2, then: "T")
        append(rest / 3600, digits: 2, then: ":")
        append(rest / 60 % 60, digits: 2, then: ":")
        append(rest % 60, digits: 2, then: "Z")
        return true
    }

    private mutating func append(_ number: Int, digits: Int, then mark: Unicode.Scalar) {
        var power = [1, 10, 100, 1000][digits - 1]
        while power > 0 {
            append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
        append(UInt8(ascii: mark))
    }

    /// The Gregorian date of a day after 0000-03-01 that is counted from 1970-01-01.
    ///
    /// Source: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // Counted from 0000-03-01, so that the leap day ends a year, in eras of 400 years.
        let (era, day) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (
            era * 400 + year + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }
}
