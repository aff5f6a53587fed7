import Configuration

/// An https address that a peer named, taken apart strictly.
struct SecureAddress: Equatable, CustomStringConvertible {
    /// Lower case; an IPv6 address without brackets.
    let host: String
    let port: Int
    /// The path and the query, ready for a request line; begins with `/`.
    let target: String

    /// Longer ones are nobody's.
    private static let longest = 2_000

    /// Reads `https://host[:port][/path][?query]`; nil for anything else, also for one with a user name.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            text.prefix(8).lowercased() == "https://"
        else { return nil }
        let rest = text.dropFirst(8)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let place = HostAndPort(authority) else { return nil }
        let target = rest[authority.endIndex...].prefix { $0 != "#" }
        host = place.host
        port = place.port ?? 443
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    private init(host: String, port: Int, target: String) {
        self.host = host
        self.port = port
        self.target = target
    }

    /// Where a redirection from here leads, if it stays on this host and over https.
    func redirected(to location: String) -> SecureAddress? {
        guard location.hasPrefix("/"), !location.hasPrefix("//") else {
            let absolute = location.hasPrefix("//") ? "https:" + location : location
            return SecureAddress(absolute).flatMap { $0.host == host ? $0 : nil }
        }
        guard location.utf8.count <= Self.longest, location.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        return SecureAddress(host: host, port: port, target: String(location.prefix { $0 != "#" }))
    }

    /// The target without its query.
    var path: Substring { target.prefix { $0 != "?" } }

    var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "https://\(name)\(port == 443 ? "" : ":\(port)")\(target)"
    }
}
