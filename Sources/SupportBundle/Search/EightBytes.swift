/// Eight bytes that are looked at at once; what is told of each of them is told in its highest bit.
struct EightBytes {
    /// Without the highest bits.
    private let low: UInt64
    /// Those beyond ASCII.
    let beyondASCII: UInt64

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>) {
        let bytes = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
        (low, beyondASCII) = (bytes & ~Self.highest, bytes & Self.highest)
    }

    /// Those of ASCII from one byte to another.
    @inline(__always)
    func between(_ first: UInt8, _ last: UInt8) -> UInt64 {
        Self.between(low, first, last) & ~beyondASCII
    }

    /// The same, upper-case letters as lower-case ones; both ends are such letters.
    @inline(__always)
    func letters(_ first: UInt8, _ last: UInt8) -> UInt64 {
        Self.between(low | Self.each &* 0x20, first, last) & ~beyondASCII
    }

    /// Those that are not zero.
    @inline(__always)
    var others: UInt64 { ((low &+ Self.each &* 0x7f) | beyondASCII) & Self.highest }

    @inline(__always)
    private static func between(_ low: UInt64, _ first: UInt8, _ last: UInt8) -> UInt64 {
        let from = low &+ each &* UInt64(0x80 - first)
        let behind = low &+ each &* UInt64(0x7f - last)
        return from & ~behind & highest
    }

    private static var highest: UInt64 { 0x8080_8080_8080_8080 }
    private static var each: UInt64 { 0x0101_0101_0101_0101 }
}
