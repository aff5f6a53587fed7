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
            for line in keyMaterial(key ?? certificate) { add("private key", line) }
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
            if let password = password(inProxy: environment[name] ?? "") {
                add("password of the proxy", password.utf8)
                if let plain = password.removingPercentEncoding, plain != password {
                    add("password of the proxy", plain.utf8)
                }
            }
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

    /// The lines of private keys in a PEM file, or some bytes of another file that holds one.
    private static func keyMaterial(_ path: String) -> [[UInt8]] {
        guard let bytes = try? FileBytes.read(path, limit: 1 << 20) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("-----BEGIN ") else {
            // Of PKCS#12 no part is in clear.
            let middle = bytes.count / 2
            return [Array(bytes[middle..<min(bytes.count, middle + 64)])]
        }
        var isKey = false
        var lines: [[UInt8]] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN ") {
                isKey = line.contains("PRIVATE KEY")
            }
            // The first line of a key is the same for all of its kind, and the last one may be short.
            else if isKey, line.utf8.count >= 60 {
                lines.append(Array(line.utf8))
            }
        }
        return Array(lines.dropFirst())
    }

    private static func password(inProxy text: String) -> String? {
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        guard let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") else {
            return nil
        }
        let password = rest[rest.index(after: colon)..<at]
        return password.isEmpty ? nil : String(password)
    }
}
