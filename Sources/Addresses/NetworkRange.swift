import Glibc

/// A block of addresses, such as `127.0.0.0/8` or `fe80::/10`.
package struct NetworkRange: Sendable, Equatable {
    package let name: String
    private let prefix: [UInt8]
    private let bits: Int

    /// - Returns: nil when `cidr` is not an address, a slash and a length that fits it.
    package init?(cidr: String, name: String) {
        let parts = cidr.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = addressBytes(of: String(parts[0])),
            parts[1].allSatisfy(\.isNumber),
            let length = Int(parts[1])
        else { return nil }
        // A length is counted in the form in which the address is written; mapped into IPv6 that is 96 bits more.
        let bits = length - (parts[0].contains(":") && bytes.count == 4 ? 96 : 0)
        guard (0...bytes.count * 8).contains(bits) else { return nil }
        prefix = bytes
        self.bits = bits
        self.name = name
    }

    package func contains(_ address: String) -> Bool {
        guard let bytes = addressBytes(of: address), bytes.count == prefix.count else { return false }
        let whole = bits / 8
        guard bytes.prefix(whole) == prefix.prefix(whole) else { return false }
        guard bits % 8 != 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xff00 >> (bits % 8))
        return bytes[whole] & mask == prefix[whole] & mask
    }
}

/// 4 or 16 bytes; an IPv4 address mapped into IPv6 counts as IPv4.
func addressBytes(of address: String) -> [UInt8]? {
    var four = [UInt8](repeating: 0, count: 4)
    if inet_pton(AF_INET, address, &four) == 1 { return four }
    var sixteen = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, address, &sixteen) == 1 else { return nil }
    let mapped = sixteen.prefix(10).allSatisfy { $0 == 0 } && sixteen[10] == 0xff && sixteen[11] == 0xff
    return mapped ? Array(sixteen.suffix(4)) : sixteen
}
