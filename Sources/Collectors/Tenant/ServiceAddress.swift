import Configuration

/// Where a request goes, taken apart strictly: what one reader takes for the host, the other must take for it too.
struct ServiceAddress: Equatable, Sendable, CustomStringConvertible {
    enum Scheme: String {
        case https, http
    }

    let scheme: Scheme
    /// Lower case; an IPv6 address without brackets.
    let host: String
    let port: Int
    /// The path and the query, as they were written; begins with `/`.
    let target: String

    /// Longer ones are nobody's, but the place in a list may well be some thousand bytes.
    private static let longest = 16_000

    init(_ host: String, _ target: String) {
        scheme = .https
        self.host = host.lowercased()
        port = 443
        self.target = target
    }

    /// Reads `https://host[:port][/path][?query]`, or the same over plain HTTP.
    ///
    /// nil for anything else, also for one with a user name, a backslash, or what is not printable ASCII.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest,
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }),
            let mark = text.firstRange(of: "://"),
            let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased())
        else { return nil }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let place = HostAndPort(authority) else { return nil }
        let target = rest[authority.endIndex...].prefix { $0 != "#" }
        self.scheme = scheme
        host = place.host
        port = place.port ?? (scheme == .https ? 443 : 80)
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    func hasSameOrigin(as other: ServiceAddress) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// The same without `$select`; nil where there is none.
    var withoutSelection: ServiceAddress? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        let members = target[target.index(after: mark)...].split(separator: "&")
        let others = members.filter { !$0.hasPrefix("$select=") }
        guard others.count < members.count else { return nil }
        let query = others.isEmpty ? "" : "?" + others.joined(separator: "&")
        return ServiceAddress(scheme: scheme, host: host, port: port, target: target[..<mark] + query)
    }

    private init(scheme: Scheme, host: String, port: Int, target: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.target = target
    }

    /// The whole address, for libcurl.
    var url: String { origin + target }

    private var origin: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let usual = scheme == .https ? 443 : 80
        return "\(scheme.rawValue)://\(name)\(port == usual ? "" : ":\(port)")"
    }

    /// Without the query, which may be long and hold what is nobody's business.
    var description: String { origin + target.prefix { $0 != "?" } }
}
