/// Ways to write an address of IPv4 other than as four decimal numbers with full stops between them.
///
/// A number of 32 bits is also a size, a time, a flag or a code, so that it is an address only where its value is one that
/// the run knows, and only as a whole word: among a million random numbers with `0x`, one of a thousand known addresses comes
/// up by chance every other time, and gets a token. Without `0x` or `dword:` eight digits are not looked for, since ids begin
/// with as many; neither are numbers that end in 16 zeros, which flags do, and decimal ones of fewer than nine digits, as dates
/// have.
enum AddressNotation: CaseIterable {
    /// `192-168-7-9`, as clouds and providers have it in names of hosts.
    case dashed
    /// `192_168_7_9`, which versions have as well.
    case underscored
    /// `0xc0a80709`, without zeros at its beginning.
    case hexadecimal
    /// `0x0a000005`, with them.
    case paddedHexadecimal
    /// `0x00000000c0a80709`, of a number of 64 bits.
    case wideHexadecimal
    /// `0x907a8c0`: what Windows stores in the order of the network reads so.
    case swapped
    /// `dword:c0a80709`, of an export of the registry.
    case registry
    case decimal
    /// `0300.0250.07.011`
    case octal
    /// `0300.0250.0007.0011`
    case paddedOctal
    /// The end of an IPv6 address that is this one: `::ffff:c0a8:709`.
    case mapped

    /// The address in each notation in which it is looked for, with the token in the same one.
    ///
    /// - Parameters:
    ///   - address: Four bytes.
    ///   - token: What stands in its place.
    /// - Returns: One for each notation, in their order.
    static func writings(of address: [UInt8], token: String) -> [(name: String, token: String)] {
        let bytes = InternetAddress(token).flatMap { $0.bytes.count == 4 ? $0.bytes : nil }
        return allCases.filter { $0.isTelling(of: address) }.map { notation in
            (notation.text(of: address), bytes.map { notation.text(of: $0) } ?? token)
        }
    }

    /// What a text in lower case may be the address of, by its form alone.
    static func addresses(of text: String) -> [[UInt8]] {
        if text.hasPrefix("0x") {
            return UInt32(text.dropFirst(2), radix: 16).map { [bytes($0), bytes($0.byteSwapped)] } ?? []
        }
        for (separator, radix) in [(Character("-"), 10), (".", 8)] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 4 else { continue }
            let numbers = parts.compactMap { UInt8($0, radix: radix) }
            return numbers.count == 4 ? [numbers] : []
        }
        return UInt32(text).map { [bytes($0)] } ?? []
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// Whether the address is looked for in this notation.
    private func isTelling(of address: [UInt8]) -> Bool {
        // Flags and round numbers; of hosts hardly any ends so.
        let isRound = address[2] == 0 && address[3] == 0
        switch self {
        case .dashed, .underscored, .octal, .mapped: return true
        case .paddedOctal: return address.contains { (1...63).contains($0) }
        case .hexadecimal, .wideHexadecimal, .registry: return !isRound
        case .paddedHexadecimal: return !isRound && address[0] < 16
        case .swapped: return address[3] != 0
        // Shorter ones are dates and sizes.
        case .decimal: return !isRound && Self.number(address) >= 100_000_000
        }
    }

    private func text(of address: [UInt8]) -> String {
        let number = Self.number(address)
        switch self {
        case .dashed: return address.map { String($0) }.joined(separator: "-")
        case .underscored: return address.map { String($0) }.joined(separator: "_")
        case .hexadecimal: return "0x" + String(number, radix: 16)
        case .paddedHexadecimal: return "0x" + Self.padded(String(number, radix: 16), to: 8)
        case .wideHexadecimal: return "0x" + Self.padded(String(number, radix: 16), to: 16)
        case .swapped: return "0x" + String(number.byteSwapped, radix: 16)
        case .registry: return "dword:" + Self.padded(String(number, radix: 16), to: 8)
        case .decimal: return String(number)
        case .octal: return address.map { $0 == 0 ? "0" : "0" + String($0, radix: 8) }.joined(separator: ".")
        case .paddedOctal:
            return address.map { Self.padded(String($0, radix: 8), to: 4) }.joined(separator: ".")
        case .mapped:
            return "ffff:" + String(number >> 16, radix: 16) + ":" + String(number & 0xffff, radix: 16)
        }
    }

    private static func number(_ address: [UInt8]) -> UInt32 {
        address.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func padded(_ digits: String, to count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}
