extension FixedWidthInteger {
    /// Reads an integer as directories write it: `-2147483646`, and nothing before or after.
    init?(decimal bytes: some Collection<UInt8>) {
        var digits = bytes[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard !digits.isEmpty, digits.count <= 20 else { return nil }
        var value: Self = 0
        for byte in digits {
            guard (48...57).contains(byte) else { return nil }
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let digit = Self(byte - 48)
            let (next, carried) =
                isNegative
                ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            guard !overflow, !carried else { return nil }
            value = next
        }
        self = value
    }
}

/// An attribute's value as a signed integer of Active Directory; nil when it is none or does not fit 32 bits.
package func directoryInteger(_ value: [UInt8]) -> Int32? { Int32(decimal: value) }
