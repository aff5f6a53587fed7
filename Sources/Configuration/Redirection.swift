/// `host:port:address[,address]…`: use these addresses instead of asking a resolver.
package struct ResolveRule: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var addresses: [String]

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let port = Int(parts[1]), (1...65_535).contains(port)
        else { return nil }
        let addresses = parts[2].split(separator: ",", omittingEmptySubsequences: false).map { address in
            address.hasPrefix("[") && address.hasSuffix("]")
                ? String(address.dropFirst().dropLast()) : String(address)
        }
        guard !addresses.isEmpty, addresses.allSatisfy(\.looksLikeAddress) else { return nil }
        host = parts[0].lowercased()
        self.port = port
        self.addresses = addresses
    }
}

/// `host:port:host:port`: connect elsewhere; an empty part matches any, or keeps what was asked.
package struct ConnectToRule: Sendable, Equatable {
    package var host: String
    package var port: Int?
    package var toHost: String
    package var toPort: Int?
    /// As it was written, which is how libcurl takes it.
    package var text: String

    package init?(_ text: String) {
        guard let parts = Self.split(text), parts.count == 4 else { return nil }
        let ports = [parts[1], parts[3]].map { $0.isEmpty ? 0 : Int($0) ?? -1 }
        guard ports.allSatisfy({ (0...65_535).contains($0) }) else { return nil }
        host = parts[0].lowercased()
        port = ports[0] == 0 ? nil : ports[0]
        toHost = parts[2]
        toPort = ports[1] == 0 ? nil : ports[1]
        self.text = text
    }

    package func matches(host: String, port: Int) -> Bool {
        (self.host.isEmpty || self.host == host) && (self.port == nil || self.port == port)
    }

    /// Splits at colons outside brackets, and takes the brackets off.
    private static func split(_ text: String) -> [String]? {
        var parts = [""]
        var inside = false
        for character in text {
            switch character {
            case "[" where !inside: inside = true
            case "]" where inside: inside = false
            case ":" where !inside: parts.append("")
            default: parts[parts.count - 1].append(character)
            }
        }
        return inside ? nil : parts
    }
}

extension String {
    /// Whether this can only be a numeric address: dotted decimal, or hexadecimal with colons.
    package var looksLikeAddress: Bool {
        if contains(":") { return allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
