import Collectors
import Configuration
import Foundation
import StrictYAML
import SupportBundle

/// The secrets of a run, for looking whether a bundle holds one of them.
enum BundleSecrets {
    /// Everything secret that the configuration and the environment lead to.
    ///
    /// They are read once more from where the run had them; what cannot be read now was no secret that the run could use.
    static func all(of run: Preflight, environment: [String: String]) -> [KnownSecret] {
        var secrets: [KnownSecret] = []
        func add(_ name: String, _ value: some Collection<UInt8>) {
            guard !value.isEmpty else { return }
            secrets.append(KnownSecret(name: name, value: Array(value)))
        }
        if let password = run.directoryPassword { add("password of the directory", password.utf8) }
        switch run.configuration.tenantServices?.signIn?.method {
        case .secret(let place): add("client secret", text(of: place, environment))
        case .certificate(let certificate, let key, let passphrase):
            if let passphrase { add("passphrase of the key", text(of: passphrase, environment)) }
            let bytes = (try? FileBytes.read(key ?? certificate, limit: 1 << 20)) ?? []
            secrets += KnownSecret.ofKey(bytes)
        case .tokens(let graph, let defender):
            if let graph { add("token for Microsoft Graph", text(of: graph, environment)) }
            if let defender { add("token for Defender for Endpoint", text(of: defender, environment)) }
        case .managedIdentity:
            for name in ["IDENTITY_HEADER", "MSI_SECRET"] {
                add("header of the managed identity", (environment[name] ?? "").utf8)
            }
        case .deviceCode, nil: break
        }
        for secret in run.metSecrets.all { add("token of the sign-in", secret) }
        for name in environment.keys.sorted() where name.lowercased().hasSuffix("_proxy") {
            secrets += KnownSecret.ofProxy(environment[name] ?? "")
        }
        return secrets
    }

    private static func text(of place: SignInSettings.SecretPlace, _ environment: [String: String]) -> [UInt8]
    {
        switch place {
        case .environment(let name): return Array((environment[name] ?? "").utf8)
        case .file(let path):
            let bytes = (try? FileBytes.read(path, limit: 1 << 20)) ?? []
            let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
            return Array(text.prefix { $0 != 10 && $0 != 13 })
        }
    }
}
