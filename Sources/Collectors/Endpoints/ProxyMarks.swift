import Model

/// How an HTTP proxy shows that an answer to a plain request is its own.
package struct ProxyMarks: Sendable, Equatable {
    /// Header names, lower case.
    package var headers: [String]
    /// Words, lower case, with which its `Server` header begins.
    package var servers: [String]

    package init(headers: [String], servers: [String]) {
        self.headers = headers
        self.servers = servers
    }

    /// Why the proxy did not fetch what was asked, if the answer is the proxy's own; else nil.
    func failure(_ answer: HTTPFact) -> Probe.Failure? {
        let status = answer.status
        if status == 407 {
            return .init(.proxy, .proxyAuthenticationRequired, "the proxy demands a sign-in (status 407)")
        }
        let server = answer.headers["server"]?.lowercased() ?? ""
        guard
            headers.contains(where: { answer.headers[$0] != nil })
                || servers.contains(where: server.hasPrefix)
        else { return nil }
        let said = answer.headers["x-squid-error"].map { "; it says: \($0)" } ?? ""
        switch status {
        case 403: return .init(.proxy, .proxyDenied, "the proxy refuses to fetch it (status 403)\(said)")
        case 500, 502, 503, 504:
            return .init(
                .proxy, .proxyTargetUnreachable, "the proxy cannot get there (status \(status))\(said)")
        default: return nil
        }
    }
}
