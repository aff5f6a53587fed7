/// How the tenant is read.
package struct TenantSettings: Sendable, Equatable {
    /// Folders of saved answers, which are read in place of asking.
    package var exports: [SavedAnswersPlace] = []
    /// Absent where nobody signs in.
    package var signIn: SignInSettings?
    /// Seconds; machines and device objects that were not seen for longer are stale.
    package var staleAfter = 30 * 86_400.0
    /// Seconds; saved answers that are older are not relied on.
    package var exportMaximumAge = 7 * 86_400.0

    package init() {}
}

/// A folder of saved answers.
package struct SavedAnswersPlace: Sendable, Equatable {
    /// As the configuration has it.
    package var name: String
    /// Absolute.
    package var path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }
}

/// Who signs in to Microsoft Graph and to the Defender for Endpoint API.
package struct SignInSettings: Sendable, Equatable {
    /// Where a secret is; never the secret itself.
    package enum SecretPlace: Sendable, Equatable {
        case environment(String)
        /// Absolute path; the first line counts.
        case file(String)
    }

    package enum Method: Sendable, Equatable {
        /// PEM files, or one PKCS#12 file in `certificate` and no `key`; absolute paths.
        case certificate(certificate: String, key: String?, passphrase: SecretPlace?)
        case secret(SecretPlace)
        case deviceCode
        case managedIdentity
        /// Tokens that somebody else fetched, one for each service.
        case tokens(graph: SecretPlace?, defender: SecretPlace?)
    }

    /// Absent for tokens and for a managed identity of the system.
    package var clientID: String?
    package var method: Method

    package init(clientID: String?, method: Method) {
        self.clientID = clientID
        self.method = method
    }
}
