import FoundationEssentials

/// A moment as the parts of a date, by the calendar that all of the formats use.
struct CalendarTime {
    private var parts: [Int]
    /// Minutes by which the parts are ahead of UTC.
    private var offset = 0

    /// Reads `2026-11-25T12:00:00Z`.
    init?(utc text: ArraySlice<UInt8>) {
        guard let parts = Self.numbers(in: text, by: "0000-00-00T00:00:00Z"), parts.count == 6 else {
            return nil
        }
        self.parts = parts
    }

    /// Reads `20261125120000.000000+060`: local time, and the minutes by which it is ahead of UTC.
    ///
    /// Source: <https://learn.microsoft.com/windows/win32/wmisdk/cim-datetime>
    init?(managementInstrumentation text: ArraySlice<UInt8>) {
        guard text.count == 25 else { return nil }
        let start = text.startIndex
        let sign = text[start + 21]
        let (moment, ahead) = (text[start..<(start + 21)], text[(start + 22)...])
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            Self.numbers(in: moment, by: "00000000000000.000000") != nil,
            let minutes = Self.numbers(in: ahead, by: "000")?.first, minutes <= 14 * 60
        else { return nil }
        var digits = moment.prefix(14).map { Int($0) - 48 }[...]
        parts = [4, 2, 2, 2, 2, 2].map { count in
            defer { digits = digits.dropFirst(count) }
            return digits.prefix(count).reduce(0) { $0 * 10 + $1 }
        }
        offset = sign == UInt8(ascii: "-") ? -minutes : minutes
    }

    /// Nil where the calendar has no such moment, or it lies before 1990 or after 2199.
    var date: Date? {
        let (year, month, day) = (parts[0], parts[1], parts[2])
        let (hour, minute, second) = (parts[3], parts[4], parts[5])
        guard (1990...2199).contains(year), (1...12).contains(month), hour < 24, minute < 60, second < 60
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        let past = year - 1
        let days =
            past * 365 + past / 4 - past / 100 + past / 400 - Self.daysBefore1970
            + lengths.prefix(month - 1).reduce(0, +) + day - 1
        let seconds = days * 86_400 + hour * 3600 + (minute - offset) * 60 + second
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// From the first day of the year 1 on.
    private static let daysBefore1970 = 719_162

    /// The runs of digits in a text that has a digit wherever the form has one, and else what the form has.
    private static func numbers(in text: ArraySlice<UInt8>, by form: StaticString) -> [Int]? {
        form.withUTF8Buffer { form -> [Int]? in
            guard text.count == form.count else { return nil }
            var numbers: [Int] = []
            var isWithin = false
            for (byte, wanted) in zip(text, form) {
                guard wanted == 48 else {
                    guard byte == wanted else { return nil }
                    isWithin = false
                    continue
                }
                guard (48...57).contains(byte) else { return nil }
                if !isWithin { numbers.append(0) }
                isWithin = true
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte) - 48
            }
            return numbers
        }
    }
}
