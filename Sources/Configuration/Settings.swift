package import Model

/// What a configuration file asks for; every part has a default.
package struct Settings: Sendable, Equatable {
    package var tenant: TenantExpectation?
    package var cloud = Cloud.global
    package var network = NetworkSettings()
    /// Absent where nothing is asked of the directory.
    package var directory: DirectorySettings?
    /// Absent where no evidence of devices is asked for.
    package var devices: DevicesSettings?
    /// How the tenant's services are read; absent where nothing is asked of them.
    package var tenantServices: TenantSettings?
    package var scopeAttestation: ScopeAttestation?
    package var requirementSet: String?
    /// Absolute path of the file of waivers.
    package var waiversFile: String?
    /// What that file, or the one of the command line in its place, holds; absent where there is none.
    package var waivers: [Waiver]?

    package init() {}
}

/// How the network is probed.
package struct NetworkSettings: Sendable, Equatable {
    /// Which paths to probe.
    package enum Via: String, Sendable, CaseIterable {
        /// Through the proxy if there is one, else direct.
        case auto
        case direct, proxy, both

        package var needsProxy: Bool { self == .proxy || self == .both }
    }

    package var proxy: ProxyAddress?
    /// nil leaves it to the environment.
    package var noProxy: [String]?
    package var via = Via.auto
    package var resolve: [ResolveRule] = []
    package var connectTo: [ConnectToRule] = []
    package var nameServers: [String] = []
    /// Absolute path of a PEM file.
    package var caFile: String?
    package var knownIssuers: [String] = []
    package var endpointSets = ["security-settings-management", "revocation"]
    /// Absolute paths of endpoint sets of the user's own, in the catalogue's format; all of them are probed.
    package var endpointSetFiles: [String] = []
    package var endpoints: [UserEndpoint] = []
    /// Seconds for one endpoint, from its connection on; its name has a limit of its own.
    package var timeout = 10.0
    /// Probes under way at once.
    package var concurrency = 50

    package init() {}
}

/// A host of the user's own to probe.
package struct UserEndpoint: Sendable, Equatable {
    package var host: String
    package var port: Int?
    package var scheme: Endpoint.Scheme?
    package var path: String
    /// The catalogue's endpoint that it stands in for.
    package var standsFor: String?
    package var why: String?
    /// Where it is written, for messages.
    package var line: Int?
}
