import Addresses

/// An HTTP proxy, without credentials: devices run as SYSTEM and have none to give.
package struct ProxyAddress: Sendable, Equatable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package var description: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    package enum Fault: Error, Equatable, CustomStringConvertible {
        case notHTTP(scheme: String)
        case credentials
        case malformed

        package var description: String {
            switch self {
            case .notHTTP(let scheme):
                "the proxy's scheme is \"\(scheme)\"; devices use HTTP proxies only: write http://host:port"
            case .credentials:
                "the proxy address holds credentials; take them out: devices sign in to no proxy (they run as SYSTEM)"
            case .malformed: "expected a proxy address with its port, such as http://proxy.example.com:8080"
            }
        }
    }

    /// Reads `[http://]host:port[/]`; without `defaultPort` the port must be there, since products differ in theirs.
    package init(_ text: String, defaultPort: Int? = nil) throws(Fault) {
        var rest = Substring(text)
        if let range = rest.firstRange(of: "://") {
            let scheme = rest[..<range.lowerBound].lowercased()
            guard scheme == "http" else { throw .notHTTP(scheme: scheme.printableScheme) }
            rest = rest[range.upperBound...]
        }
        if rest.contains("@") { throw .credentials }
        if rest.hasSuffix("/") { rest.removeLast() }
        guard let authority = HostAndPort(rest), !authority.host.isEmpty,
            let port = authority.port ?? defaultPort
        else { throw .malformed }
        host = authority.host
        self.port = port
    }
}

extension String {
    /// At most a word: the text may be anything, also a password.
    fileprivate var printableScheme: String {
        count <= 10 && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "+") }
            ? self : "unknown"
    }
}

extension StringProtocol {
    /// Whether this can be the name of a host: labels of letters, digits, hyphens and underscores, with dots between.
    package var isHostName: Bool {
        let labels = split(separator: ".", omittingEmptySubsequences: false)
        return utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.allSatisfy {
                        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
                    }
            }
    }
}

/// `host`, `host:port`, `[address]` or `[address]:port`.
package struct HostAndPort: Equatable {
    package var host: String
    package var port: Int?

    package init?(_ text: some StringProtocol) {
        let host: Substring
        var rest = Substring(text)
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<end]
            guard host.isAddress else { return nil }
            rest = rest[rest.index(after: end)...]
        } else {
            host = rest.prefix { $0 != ":" }
            guard host.isHostName else { return nil }
            rest = rest[host.endIndex...]
        }
        self.host = host.lowercased()
        guard !rest.isEmpty else { return }
        guard rest.hasPrefix(":"), let port = portNumber(rest.dropFirst()) else { return nil }
        self.port = port
    }
}

/// A port in decimal digits, 1 to 65535.
func portNumber(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(text) else {
        return nil
    }
    return (1...65_535).contains(port) ? port : nil
}
