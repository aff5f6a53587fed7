import Addresses

/// `host:port:address[,address]…`: use these addresses instead of asking a resolver.
package struct ResolveRule: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var addresses: [String]

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isHostName || parts[0].isAddress, let port = portNumber(parts[1])
        else { return nil }
        let addresses = parts[2].split(separator: ",", omittingEmptySubsequences: false).map { address in
            address.hasPrefix("[") && address.hasSuffix("]")
                ? String(address.dropFirst().dropLast()) : String(address)
        }
        guard !addresses.isEmpty, addresses.allSatisfy(\.isAddress) else { return nil }
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
        guard [parts[1], parts[3]].allSatisfy({ $0.isEmpty || portNumber($0) != nil }) else { return nil }
        host = parts[0].lowercased()
        port = portNumber(parts[1])
        toHost = parts[2].lowercased()
        toPort = portNumber(parts[3])
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
