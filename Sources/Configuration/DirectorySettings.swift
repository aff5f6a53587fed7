/// How the directory is read, and what is known of its synchronization.
package struct DirectorySettings: Sendable, Equatable {
    /// When an `ldap://` connection begins TLS.
    package enum StartTLS: String, Sendable, CaseIterable {
        /// Before a password is sent.
        case auto
        case always, never
    }

    /// Who reads.
    package enum Bind: Sendable, Equatable {
        case gssapi
        case anonymous
        case user(name: String, password: PasswordPlace)
    }

    /// Where a password is; never the password itself.
    package enum PasswordPlace: Sendable, Equatable {
        case environment(String)
        /// Absolute path; the first line counts.
        case file(String)
    }

    /// Lower case, each once.
    package var domains: [String] = []
    /// In the order of preference; empty leaves it to DNS.
    package var servers: [DirectoryServer] = []
    /// A numeric address to connect to in place of the only server's host.
    package var address: String?
    /// Absolute path of a PEM file.
    package var caFile: String?
    package var startTLS = StartTLS.auto
    package var allowsCleartext = false
    package var bind = Bind.gssapi
    /// Absolute path.
    package var keytab: String?
    package var syncConfigurations: [SyncConfigurationPlace] = []
    /// Seconds.
    package var syncConfigurationMaximumAge = 30 * 86_400.0
    /// Seconds.
    package var staleAfter = 90 * 86_400.0
    package var pageSize = 1000
    /// Seconds for connecting to a controller and signing in.
    package var timeout = 15.0

    package init() {}
}

/// A controller that a configuration names.
package struct DirectoryServer: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var isLDAPS: Bool

    package init(host: String, port: Int, isLDAPS: Bool) {
        self.host = host
        self.port = port
        self.isLDAPS = isLDAPS
    }

    /// Reads `ldaps://host[:port]` or `ldap://host[:port]`; nil for anything else.
    package init?(_ text: String) {
        let scheme = ["ldaps://", "ldap://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme else { return nil }
        var rest = text.dropFirst(scheme.count)
        if rest.last == "/" { rest.removeLast() }
        guard let place = HostAndPort(rest) else { return nil }
        isLDAPS = scheme == "ldaps://"
        host = place.host
        port = place.port ?? (isLDAPS ? 636 : 389)
    }
}

/// A folder or file that a synchronization server's configuration was exported to.
package struct SyncConfigurationPlace: Sendable, Equatable {
    /// As the configuration has it.
    package var name: String
    /// Absolute.
    package var path: String
}
