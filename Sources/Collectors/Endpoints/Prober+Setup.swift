package import Addresses
package import Configuration
import Curl
package import Foundation
import NameResolution

extension Prober {
    /// Outside knowledge that probing itself needs.
    package struct Knowledge: Sendable {
        package var sinkholes: [NetworkRange]
        package var proxyMarks: ProxyMarks

        package init(sinkholes: [NetworkRange], proxyMarks: ProxyMarks) {
            self.sinkholes = sinkholes
            self.proxyMarks = proxyMarks
        }
    }

    /// Sets probing up; `version` is this tool's, for the user agent, and `now` this host's clock.
    ///
    /// Throws `CurlError` or `ResolverError` when the trust store or the resolver cannot be set up.
    package init(
        settings: NetworkSettings, knowledge: Knowledge, deadline: Deadline, version: String,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        let trust = try TrustStore.open(adding: [settings.caFile].compactMap(\.self))
        let names = NameStep(
            resolver: try NameResolver(servers: settings.nameServers), settings: settings,
            sinkholes: knowledge.sinkholes)
        self.init(
            engine: try TransferEngine(
                trust: trust, threads: min(4, ProcessInfo.processInfo.activeProcessorCount)), names: names,
            settings: settings, userAgent: "mde-preflight/\(version)", proxyMarks: knowledge.proxyMarks,
            deadline: deadline, now: now)
    }
}
