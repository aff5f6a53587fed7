import TestSupport

/// The whole service, played by the lab: every default host leads to a healthy peer, unless it is said otherwise.
struct Service: Sendable {
    /// The peer behind each host, where it is not `healthy`.
    var peers: [String: String] = [:]
    var proxy: String?
    var via: String?
    var tenant = ""
    var nameServer = "dns"
    /// The authorities that count as the service's own; by default the lab's root.
    var knownIssuers = ["root"]
    /// The authorities that this host trusts besides its own.
    var trusted = "root"
    var more = ""

    static let hosts = [
        "enterpriseregistration.windows.net", "login.microsoftonline.com", "discovery.dm.microsoft.com",
        "enrollment.dm.microsoft.com",
        "checkin.dm.microsoft.com",
    ]
    static let plainHosts = [
        "crl.microsoft.com", "ctldl.windowsupdate.com", "www.microsoft.com", "crl3.digicert.com",
        "ocsp.digicert.com",
        "oneocsp.microsoft.com",
    ]

    private var waitsForSilence: Bool {
        (peers.values + [nameServer, proxy].compactMap(\.self)).contains { $0.hasSuffix("-silent") }
    }

    func configuration(_ lab: Lab) throws -> String {
        var lines = [
            "network:", "  timeout: \(waitsForSilence ? Patience.forSilence : Patience.forAnswers)",
            "  ca-file: \(try lab.authority(trusted))",
        ]
        lines.append("  known-issuers: [\(try knownIssuers.map(lab.authority).joined(separator: ", "))]")
        if nameServer != "host" { lines.append("  name-servers: ['127.0.0.1:\(try lab.port(nameServer))']") }
        if let proxy { lines.append("  proxy: http://127.0.0.1:\(try lab.port(proxy))") }
        if let via { lines.append("  via: \(via)") }
        lines.append("  connect-to:")
        // Through a proxy the name must stay, or there would be nothing for it to judge; a direct path needs an address.
        for (names, port, peer) in [(Self.hosts, 443, "healthy"), (Self.plainHosts, 80, "healthy-http")] {
            for host in names {
                let to = proxy != nil && via != "direct" ? host : "127.0.0.1"
                lines.append("    - '\(host):\(port):\(to):\(try lab.port(peers[host] ?? peer))'")
            }
        }
        return
            (lines
            + [more.isEmpty ? nil : more, tenant.isEmpty ? nil : "tenant: \(tenant)"].compactMap(\.self))
            .joined(separator: "\n") + "\n"
    }

    /// Runs the checks over this service.
    func report(only: [String] = ["endpoints", "tenant"], _ more: [String] = []) async throws -> ReportView {
        try await Program.check(configuration(Lab.shared()), only: only, more)
    }
}
