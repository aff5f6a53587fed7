/// A Windows security identifier: `S-1-5-21-…`.
///
/// Source: <https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/f992ad60-0fe4-4b87-9fed-beb478836861>
package struct SecurityIdentifier: Sendable, Hashable, CustomStringConvertible {
    package var authority: UInt64
    package var subauthorities: [UInt32]

    /// Reads a value of `objectSid`; nil for one of another shape.
    package init?(_ value: [UInt8]) {
        guard value.count >= 8, value[0] == 1, value[1] <= 15, value.count == 8 + 4 * Int(value[1]) else {
            return nil
        }
        authority = value[2..<8].reduce(0) { $0 << 8 | UInt64($1) }
        subauthorities = (0..<Int(value[1])).map { index in
            value[(8 + 4 * index)..<(12 + 4 * index)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    /// The last number, which tells an account within its domain.
    package var relativeIdentifier: UInt32? { subauthorities.last }

    package var description: String {
        // An authority that does not fit 32 bits is written in hexadecimal.
        let digits = String(authority, radix: 16)
        let text =
            authority <= UInt64(UInt32.max)
            ? "\(authority)" : "0x" + String(repeating: "0", count: 12 - digits.count) + digits
        return (["S-1", text] + subauthorities.map(String.init)).joined(separator: "-")
    }
}
