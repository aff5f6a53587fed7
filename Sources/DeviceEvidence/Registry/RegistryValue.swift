import FoundationEssentials
import Model

/// The data of one registry value.
enum RegistryValue: Equatable {
    /// REG_SZ or REG_EXPAND_SZ, exactly as it is.
    case text(String)
    case list([String])
    /// REG_DWORD or REG_QWORD.
    case number(UInt64)
    case binary([UInt8])
    /// Of a type that nothing is read from.
    case other
    /// What is wrong with it, to stand in a message.
    case damaged(String)

    /// From bytes of a type, as `hex(n):` has them.
    ///
    /// Strings are UTF-16 LE where they are wide; in `REGEDIT4` they are of a code page.
    init(_ bytes: [UInt8], type: UInt64, isWide: Bool) {
        switch (type, bytes.count) {
        case (1, _), (2, _):
            self = Self.string(bytes, isWide).map { .text($0) } ?? .damaged("no UTF-16")
        case (7, _):
            guard let all = Self.string(bytes, isWide, isList: true) else {
                self = .damaged("no UTF-16")
                return
            }
            self = .list(all.split(separator: "\0", omittingEmptySubsequences: true).map(String.init))
        case (4, 4), (11, 8):
            self = .number(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
        case (5, 4): self = .number(bytes.reduce(0) { $0 << 8 | UInt64($1) })
        case (4, _), (5, _), (11, _): self = .damaged("a number of \(bytes.count) bytes")
        case (3, _): self = .binary(bytes)
        default: self = .other
        }
    }

    private static func string(_ bytes: [UInt8], _ isWide: Bool, isList: Bool = false) -> String? {
        var units: [UInt16] = []
        if isWide {
            guard bytes.count % 2 == 0 else { return nil }
            units = stride(from: 0, to: bytes.count, by: 2).map {
                UInt16(bytes[$0 + 1]) << 8 | UInt16(bytes[$0])
            }
        } else {
            units = bytes.map(UInt16.init)
        }
        if !isList, let end = units.firstIndex(of: 0) {
            // What stands behind the end was never part of the string.
            units.removeSubrange(end...)
        }
        return String(validating: units, as: UTF16.self)
    }

    /// What it is, for a message.
    var words: String {
        switch self {
        case .text(let text): "the text \"\(text.printable(limit: 60))\""
        case .list: "a list of texts"
        case .number(let number): "the number \(number)"
        case .binary(let bytes): "\(bytes.count) bytes"
        case .other: "of an unknown type"
        case .damaged(let what): "damaged: \(what)"
        }
    }

    /// A moment as Windows counts it, in tenths of microseconds since 1601; nil for what is none.
    ///
    /// Source: <https://learn.microsoft.com/en-us/windows/win32/api/minwinbase/ns-minwinbase-filetime>
    var moment: Date? {
        let ticks: UInt64
        switch self {
        case .number(let number): ticks = number
        case .binary(let bytes) where bytes.count == 8:
            ticks = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        default: return nil
        }
        let seconds = Double(ticks) / 10_000_000 - 11_644_473_600
        // From 2000 to 2200; anything else is no moment of an enrolment.
        guard seconds > 946_684_800, seconds < 7_258_118_400 else { return nil }
        return Date(timeIntervalSince1970: seconds)
    }
}
