/// Which proxy, if any, a request to a host takes.
package struct ProxyRules: Sendable, Equatable {
    /// The proxy for each scheme.
    package var https: ProxyAddress?
    package var http: ProxyAddress?
    package var exceptions: [String] = []
    /// What was odd in the environment, for a person to read.
    package private(set) var warnings: [String] = []
    /// The environment names a proxy that cannot be used, so which path a device takes is not known.
    package private(set) var isUnusable = false

    /// The port that curl takes where the environment gives none.
    private static let curlPort = 1080

    /// The configuration's proxy, else the environment's as curl reads it, but for address ranges in `NO_PROXY`.
    ///
    /// Credentials in the environment's proxy are left out: a device has none.
    package init(_ settings: NetworkSettings, environment: [String: String]) {
        exceptions = settings.noProxy ?? Self.list(environment["no_proxy"] ?? environment["NO_PROXY"])
        if let proxy = settings.proxy {
            (https, http) = (proxy, proxy)
            return
        }
        https = proxy(environment, ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
        // Upper-case HTTP_PROXY can be set by a remote party in CGI programs, hence curl ignores it, and so do we.
        http = proxy(environment, ["http_proxy", "all_proxy", "ALL_PROXY"])
    }

    /// The proxy of the first of these variables that is set.
    private mutating func proxy(_ environment: [String: String], _ names: [String]) -> ProxyAddress? {
        guard let name = names.first(where: { environment[$0] != nil }), let text = environment[name],
            !text.isEmpty
        else { return nil }
        do throws(ProxyAddress.Fault) {
            return try ProxyAddress(text, defaultPort: Self.curlPort)
        } catch .credentials {
            let scheme = text.firstRange(of: "://").map { String(text[..<$0.upperBound]) } ?? ""
            let rest = text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...]
            do throws(ProxyAddress.Fault) {
                let bare = try ProxyAddress(scheme + rest, defaultPort: Self.curlPort)
                warnings.append(
                    "\(name) holds credentials; they are not used, since a device has none to give")
                return bare
            } catch {
                isUnusable = true
                warnings.append("\(name) is ignored: \(error)")
                return nil
            }
        } catch {
            isUnusable = true
            warnings.append("\(name) is ignored: \(error)")
            return nil
        }
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// Takes the proxy for TLS for plain requests too, where they have none of their own.
    package mutating func useForAll() {
        if http == nil { http = https }
    }

    /// Whether any request can take a proxy.
    package var isEmpty: Bool { https == nil && http == nil }

    package func proxy(for host: String, isTLS: Bool) -> ProxyAddress? {
        exceptions.contains { Self.covers($0, host) } ? nil : isTLS ? https : http
    }

    /// `*`, the host itself, or a domain that it is in, with or without a leading dot.
    private static func covers(_ exception: String, _ host: String) -> Bool {
        if exception == "*" { return true }
        let bare = exception.split(whereSeparator: \.isWhitespace).joined().lowercased()
        let name =
            (HostAndPort(bare.drop { $0 == "*" }.drop { $0 == "." })?.host).map { $0[...] }
            ?? bare.drop { $0 == "*" }.drop { $0 == "." }
        return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
}
