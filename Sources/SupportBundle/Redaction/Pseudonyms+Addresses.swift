import Glibc

/// Addresses of the internet protocol and of hardware.
extension Pseudonyms {
    /// An address in place of an address, so that networks stay networks, and private addresses private.
    ///
    /// Takes IPv4 and IPv6, with or without a length (`10.1.2.0/24`), brackets and a zone, and hardware addresses; what is
    /// neither gets a word. Loopback, multicast and unspecified addresses stay.
    package func address(_ text: String) -> String {
        if text.isEmpty { return text }
        // Without one of these it has none of the forms below, and of evidence most have none.
        guard text.utf8.contains(where: Self.isOfAddress) else { return token(.address, text) }
        if let plain = Self.withoutZeros(text) {
            // Some read zeros in front as octal.
            if let known = addressOfOtherNotation(text) { return known }
            let result = address(plain)
            return result == plain ? text : result
        }
        if text.hasPrefix("["), text.hasSuffix("]") {
            return "[" + address(String(text.dropFirst().dropLast())) + "]"
        }
        if let slash = text.lastIndex(of: "/"), let length = Int(text[text.index(after: slash)...]) {
            let start = String(text[..<slash])
            if let bytes = InternetAddress(start), (0...bytes.bytes.count * 8).contains(length) {
                return permuted(bytes, start, length: length) + text[slash...]
            }
        }
        if let zone = text.firstIndex(of: "%"), let address = InternetAddress(String(text[..<zone])) {
            return permuted(address, String(text[..<zone]), length: nil) + text[zone...]
        }
        if let address = InternetAddress(text) { return permuted(address, text, length: nil) }
        return hardwareAddress(text) ?? token(.address, text)
    }

    /// Whether a byte stands between the numbers of an address, or around it.
    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "%"),
            UInt8(ascii: "["):
            true
        default: false
        }
    }

    /// Four decimal numbers, with or without a length, where any of them has zeros in front; nil for any other text.
    private static func withoutZeros(_ text: String) -> String? {
        let end = text.firstIndex(of: "/") ?? text.endIndex
        let parts = text[..<end].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.contains(where: { $0.utf8.count > 1 && $0.utf8.first == 0x30 }),
            parts.allSatisfy({ $0.utf8.count <= 3 && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let numbers = parts.compactMap { UInt8($0) }
        return numbers.count == 4 ? numbers.map { String($0) }.joined(separator: ".") + text[end...] : nil
    }

    /// `length` is that of the network of which this is the address; bits behind it that are all 0 stay so.
    private func permuted(_ address: InternetAddress, _ text: String, length: Int?) -> String {
        var bytes = address.bytes
        // IPv4 in IPv6 is the same address.
        if let start = address.embedded {
            let inner = permutedBytes(Array(bytes[start...]), length: length.map { max(0, $0 - start * 8) })
            note(Array(address.bytes[start...]), as: inner)
            bytes.replaceSubrange(start..., with: inner)
        } else {
            bytes = permutedBytes(bytes, length: length)
        }
        let token = InternetAddress(bytes).text
        if bytes != address.bytes { note(.address, text, token) }
        return bytes == address.bytes ? text : token
    }

    private func permutedBytes(_ bytes: [UInt8], length: Int?) -> [UInt8] {
        let tree = AddressTree(blocks: AddressTree.Block.reserved) { [self] prefix in
            digest(.address, "\(bytes.count)/" + prefix.map { String($0) }.joined(separator: "."))
        }
        let size = bytes.count * 8
        guard let length, length < size else { return tree.permuted(bytes, length: size) }
        let isNetwork = (length..<size).allSatisfy { bytes[$0 / 8] & (0x80 >> UInt8($0 % 8)) == 0 }
        return tree.permuted(bytes, length: isNetwork ? length : size)
    }

    private func note(_ bytes: [UInt8], as token: [UInt8]) {
        if bytes != token { note(.address, InternetAddress(bytes).text, InternetAddress(token).text) }
    }

    /// Whether a text is an address that was met, and that does not stay.
    func isKnownAddress(_ text: String) -> Bool { InternetAddress(text) != nil && met(.address, text) != nil }

    /// The token of an address that was met, written with hyphens or as a number as `text` is; nil for any other text.
    func addressOfOtherNotation(_ text: String) -> String? {
        let lower = text.lowercased()
        for address in AddressNotation.addresses(of: lower) {
            guard let token = met(.address, InternetAddress(address).text) else { continue }
            let writings = AddressNotation.writings(of: address, token: token)
            if let written = writings.first(where: { $0.name == lower }) { return written.token }
        }
        return nil
    }

    /// Six bytes in hexadecimal digits: the maker's half and the other one, each with a token of its own.
    private func hardwareAddress(_ text: String) -> String? {
        let digits = text.utf8.filter(\.isHexadecimal)
        let separators = Set(text.utf8.filter { !$0.isHexadecimal })
        guard digits.count == 12, separators.count == 1,
            separators.isSubset(of: [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: ".")])
        else { return nil }
        let plain = String(decoding: digits, as: UTF8.self).lowercased()
        if plain == "000000000000" || plain == "ffffffffffff" { return text }
        // Neither a group's, nor a maker's.
        let maker = digest(.address, "maker \(plain.prefix(6))").prefix(3).enumerated().map {
            $0.offset == 0 ? $0.element & 0xfc | 2 : $0.element
        }
        let token = remember(.address, plain) { bytes in
            (maker + bytes.prefix(3)).map { $0.hexadecimal }.joined()
        }
        let isUpper = text.utf8.contains { (0x41...0x46).contains($0) }
        var rest = (isUpper ? token.uppercased() : token).utf8[...]
        let written = text.utf8.map { $0.isHexadecimal ? rest.popFirst() ?? $0 : $0 }
        return String(decoding: written, as: UTF8.self)
    }
}

/// Four or sixteen bytes of an address.
struct InternetAddress {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init?(_ text: String) {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }) else {
            return nil
        }
        var four = [UInt8](repeating: 0, count: 4)
        var sixteen = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = sixteen
        } else {
            return nil
        }
    }

    /// Where in an IPv6 address an IPv4 address begins.
    var embedded: Int? {
        guard bytes.count == 16 else { return nil }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
        let translated: [UInt8] = [0x00, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8)
        return bytes.starts(with: mapped) || bytes.starts(with: translated) ? 12 : nil
    }

    var text: String {
        var buffer = [CChar](repeating: 0, count: 64)
        _ = inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &buffer, UInt32(buffer.count))
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension String {
    /// Whether this is a numeric address, with or without brackets or a zone.
    var isNumericAddress: Bool {
        guard let first = utf8.first, first.isHexadecimal || first == 0x5b || first == 0x3a else {
            return false
        }
        guard utf8.contains(UInt8(ascii: ".")) || utf8.contains(UInt8(ascii: ":")) else { return false }
        let bare = hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
        return InternetAddress(String(bare.prefix { $0 != "%" })) != nil
    }
}

extension UInt8 {
    fileprivate var hexadecimal: String {
        let digits = String(self, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}
