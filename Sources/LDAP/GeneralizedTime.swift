/// A moment as LDAP writes it: `20240229123456.0Z`.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4517#section-3.3.13>
package struct GeneralizedTime: Sendable, Equatable {
    package var secondsSince1970: Double

    /// Reads an attribute's value; nil when it is no moment that ever was.
    package init?(_ value: [UInt8]) {
        var reader = Digits(rest: value[...])
        guard let year = reader.take(4), let month = reader.take(2), let day = reader.take(2),
            let hour = reader.take(2),
            (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day), hour < 24
        else { return nil }
        // Minutes and seconds may be left out; a fraction belongs to the smallest part that is there.
        let minute = reader.take(2)
        let second = minute == nil ? nil : reader.take(2)
        guard minute ?? 0 < 60, second ?? 0 <= 60 else { return nil }
        let unit: Double = second != nil ? 1 : minute != nil ? 60 : 3600
        guard let fraction = reader.takeFraction(), let offset = reader.takeZone() else { return nil }
        let minutes = Self.daysSince1970(year, month, day) * 1440 + hour * 60 + (minute ?? 0) - offset
        secondsSince1970 = Double(minutes * 60 + (second ?? 0)) + fraction * unit
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days of the Gregorian calendar, with years that begin in March.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Reads digits from the front.
private struct Digits {
    var rest: ArraySlice<UInt8>

    mutating func take(_ count: Int) -> Int? {
        let part = rest.prefix(count)
        guard part.count == count, part.allSatisfy({ (48...57).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return part.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// 0 when there is no fraction; nil for one without digits.
    mutating func takeFraction() -> Double? {
        guard rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") else { return 0 }
        let digits = rest.dropFirst().prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.count <= 15 else { return nil }
        rest = rest.dropFirst(1 + digits.count)
        return digits.reversed().reduce(0) { ($0 + Double($1 - 48)) / 10 }
    }

    /// The minutes that the clock was ahead of UTC; nil unless that is all that is left.
    mutating func takeZone() -> Int? {
        let sign = rest.popFirst()
        if sign == UInt8(ascii: "Z") { return rest.isEmpty ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = take(2) else { return nil }
        let minutes = rest.isEmpty ? 0 : take(2)
        guard let minutes, rest.isEmpty, hours < 24, minutes < 60 else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
}
