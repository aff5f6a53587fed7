import FoundationEssentials

/// The moment at which a waiver expires, as its file has it: `2027-01-31T00:00:00Z`.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc3339>, a profile of ISO 8601
enum WaiverExpiry {
    enum Mistake: Error {
        case isNoMoment
        /// There is no such day, hour, minute, second or zone.
        case doesNotExist
        case lacksTime
        case lacksZone

        func message(_ text: String) -> String {
            let example = "such as 2027-01-31T00:00:00Z or 2027-01-31T00:00:00+01:00"
            return switch self {
            case .isNoMoment: "expected a moment \(example), found \"\(text)\""
            case .doesNotExist: "there is no such moment as \"\(text)\""
            case .lacksTime:
                "\"\(text)\" is a day, which ends at another moment in each zone: give time and zone, \(example)"
            case .lacksZone:
                "\"\(text)\" has no zone, and is another moment in each of them: give one, \(example)"
            }
        }
    }

    /// Reads a moment; fractions of a second are dropped, so that it is not later than it was written.
    static func moment(_ text: String) throws(Mistake) -> Date {
        let form =
            /(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?/
            .asciiOnlyDigits()
        guard text.utf8.count <= 60, let parts = text.wholeMatch(of: form)?.output else {
            throw .isNoMoment
        }
        guard let hour = parts.2.flatMap({ Int($0) }), let minute = parts.3.flatMap({ Int($0) }) else {
            throw .lacksTime
        }
        guard let zone = parts.5 else { throw .lacksZone }
        let second = parts.4.flatMap { Int($0) } ?? 0
        guard let day = ConfigurationReader.day(String(parts.1)), hour < 24, minute < 60, second < 60,
            let offset = offset(String(zone))
        else { throw .doesNotExist }
        let moment = day.addingTimeInterval(Double(hour * 3600 + minute * 60 + second - offset))
        guard years.contains(moment) else { throw .doesNotExist }
        return moment
    }

    /// What RFC 3339 can write in UTC, but for the year 0, which is none for everybody.
    private static let years =
        Date(timeIntervalSince1970: -62_135_596_800)..<Date(timeIntervalSince1970: 253_402_300_800)

    /// Seconds by which a zone is ahead of UTC.
    private static func offset(_ zone: String) -> Int? {
        guard zone.lowercased() != "z" else { return 0 }
        let digits = zone.filter(\.isNumber)
        guard let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)), hours < 24,
            minutes < 60
        else { return nil }
        return (zone.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
