/// A moment as Active Directory keeps it: 100 nanoseconds since 1601, in decimal.
///
/// Source: <https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/2c57429b-fdd4-488f-b5fc-9e4cf020fcdf>
package struct FileTime: Sendable, Equatable {
    package var ticks: Int64

    private static let ticksPerSecond: Int64 = 10_000_000
    /// From 1601 to 1970, in seconds.
    private static let epoch: Int64 = 11_644_473_600

    package init(ticks: Int64) {
        self.ticks = ticks
    }

    /// Reads an attribute's value; nil when it is no number.
    package init?(_ value: [UInt8]) {
        guard let ticks = unsafe value.withUnsafeBytes({ unsafe Int64(decimal: $0) }) else { return nil }
        self.init(ticks: ticks)
    }

    /// Whether it stands for "never": 0 and the largest number do.
    package var isNever: Bool { ticks <= 0 || ticks == .max }

    /// Seconds since 1970; nil for "never".
    package var secondsSince1970: Double? {
        isNever ? nil : Double(ticks) / Double(Self.ticksPerSecond) - Double(Self.epoch)
    }
}
