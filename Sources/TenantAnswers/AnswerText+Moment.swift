import Model

extension AnswerText {
    /// Seconds since 1970 of an ISO 8601 time, with a fraction of up to seven digits or none, and `Z` or an offset.
    ///
    /// Or of `/Date(1700000000000)/`, as Windows PowerShell writes it. Unknown for anything else, and for the first year,
    /// with which .NET says that there is no time.
    var seconds: Seconds {
        if count > 6, self[0] == UInt8(ascii: "/") { return scriptedSeconds }
        guard count >= 20, count <= 33 else { return .unknown }
        guard let year = number(at: 0, digits: 4), self[4] == 0x2d, let month = number(at: 5, digits: 2),
            self[7] == 0x2d, let day = number(at: 8, digits: 2), self[10] | 0x20 == 0x74,
            let hour = number(at: 11, digits: 2), self[13] == 0x3a, let minute = number(at: 14, digits: 2),
            self[16] == 0x3a, let second = number(at: 17, digits: 2)
        else { return .unknown }
        guard year > 1, (1...12).contains(month), day >= 1, day <= Self.days(of: month, year), hour < 24,
            minute < 60,
            second <= 60
        else { return .unknown }
        var position = 19
        if self[position] == UInt8(ascii: ".") {
            position += 1
            let first = position
            while position < count, self[position] &- 0x30 < 10 { position += 1 }
            guard (1...7).contains(position - first), position < count else { return .unknown }
        }
        guard let offset = offset(at: position) else { return .unknown }
        let days = Self.daysSince1970(year, month, day)
        return Int64(days * 86_400 + hour * 3600 + minute * 60 + min(second, 59) - offset)
    }

    /// Seconds east of UTC, of what ends the text at a position.
    private func offset(at position: Int) -> Int? {
        if self[position] | 0x20 == UInt8(ascii: "z") { return position == count - 1 ? 0 : nil }
        let sign = self[position]
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), count == position + 6,
            let hours = number(at: position + 1, digits: 2), self[position + 3] == 0x3a,
            let minutes = number(at: position + 4, digits: 2), hours <= 14, minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    /// Of `/Date(MILLISECONDS)/`; an offset behind the number is for show, and changes nothing.
    ///
    /// Source: <https://learn.microsoft.com/previous-versions/dotnet/articles/bb299886(v=msdn.10)>
    private var scriptedSeconds: Seconds {
        guard prefix(6).equals("/date("), count >= 9, self[count - 2] == 0x29, self[count - 1] == 0x2f
        else { return .unknown }
        var digits = dropFirst(6).prefix(count - 8)
        if digits.count > 5 {
            let sign = digits[digits.count - 5]
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                digits = digits.prefix(digits.count - 5)
            }
        }
        guard let milliseconds = digits.integer else { return .unknown }
        let seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
        // The years 2 to 9999, as above.
        return (-62_104_060_800..<253_402_300_800).contains(seconds) ? seconds : .unknown
    }

    @inline(__always)
    private func number(at start: Int, digits: Int) -> Int? {
        var value = 0
        for position in start..<start + digits {
            let digit = self[position] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func days(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970 to a day of the Gregorian calendar.
    ///
    /// Source: <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
