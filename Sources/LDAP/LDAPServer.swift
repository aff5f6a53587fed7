/// A directory server, and how to speak to it.
package struct LDAPServer: Sendable, Equatable {
    /// The name that the certificate must carry and that Kerberos knows the service by; never looked up.
    package var host: String
    package var port: UInt16
    package var security: Security
    /// The numeric address to connect to; nil says that ``host`` itself is one.
    package var address: String?

    package enum Security: Sendable, Equatable, CaseIterable {
        /// TLS from the first byte.
        case ldaps
        /// TLS after the server has agreed to it.
        case startTLS
        /// No TLS.
        case none
    }

    package init(host: String, port: UInt16, security: Security, address: String? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.address = address
    }
}

/// Whose certificates are believed: this host's authorities, and those of a file.
package struct LDAPTrust: Sendable, Equatable {
    /// A PEM file of further authorities.
    package var caFile: String?

    package init(caFile: String? = nil) {
        self.caFile = caFile
    }
}

/// What bounds a session from its beginning to its end.
package struct LDAPLimits: Sendable {
    /// No wait goes on after it.
    package var deadline: ContinuousClock.Instant
    /// Asked about ten times a second while waiting; true ends the session.
    package var isCancelled: @Sendable () -> Bool
    /// A message from the server that is longer ends the session, in bytes.
    ///
    /// One entry is one message. Kept apart, its values take at most nine times as much for a moment.
    package var maximumMessage: Int

    package init(
        deadline: ContinuousClock.Instant, isCancelled: @escaping @Sendable () -> Bool = { false },
        maximumMessage: Int = 16 << 20
    ) {
        self.deadline = deadline
        self.isCancelled = isCancelled
        self.maximumMessage = maximumMessage
    }
}

/// Who to be.
package enum LDAPCredentials: Sendable, Equatable {
    case anonymous
    /// A DN, or what else the server takes for a name (`user@domain`), with its password.
    ///
    /// The password is sent as it is: over a connection without TLS everybody on the way can read it.
    case simple(name: String, password: String)
    /// Kerberos, with no questions asked.
    ///
    /// The ticket comes from the cache that `KRB5CCNAME` names, or is got with the key table that `KRB5_CLIENT_KTNAME`
    /// names; both are libkrb5's, as are `KRB5_CONFIG` and its way to a KDC. libkrb5 waits for a silent KDC longer than
    /// any deadline of ours, so run the session through `BlockingThread`.
    case gssapi
}
