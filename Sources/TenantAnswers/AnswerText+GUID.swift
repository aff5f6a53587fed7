import Model

extension AnswerText {
    /// A GUID, with or without braces; nil for anything else, and for nothing but zeros.
    var guid: GUID? {
        if count == 38, self[0] == UInt8(ascii: "{"), self[37] == UInt8(ascii: "}") {
            return dropFirst(1).prefix(36).guid
        }
        guard count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        // Digits that are none have a bit that no digit has.
        var faults: UInt8 = 0
        for position in 0..<18 where position != 8 && position != 13 {
            let digit = Self.digit(self[position])
            faults |= digit
            high = high << 4 | UInt64(digit & 15)
        }
        for position in 19..<36 where position != 23 {
            let digit = Self.digit(self[position])
            faults |= digit
            low = low << 4 | UInt64(digit & 15)
        }
        let hyphen = UInt8(ascii: "-")
        guard faults < 16, high | low != 0 else { return nil }
        guard self[8] == hyphen, self[13] == hyphen, self[18] == hyphen, self[23] == hyphen else {
            return nil
        }
        return GUID(high: high, low: low)
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt8 {
        let decimal = byte &- 0x30
        if decimal < 10 { return decimal }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : 0x80
    }
}
