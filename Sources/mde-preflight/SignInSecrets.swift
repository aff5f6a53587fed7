import Collectors
import Configuration
import Foundation
import Model
import Signing
import StrictYAML

/// What signing in to the tenant's services needs, from where the configuration says.
enum SignInSecrets {
    /// Longer files hold neither a secret nor a certificate; bytes.
    private static let largestFile = 1 << 20

    /// - Throws: ``Failure`` that names the place in which it is not.
    static func read(
        _ settings: SignInSettings?, _ environment: [String: String]
    ) throws(Failure) -> SignInCredential? {
        switch settings?.method {
        case nil: return nil
        case .certificate(let certificate, let key, let passphrase):
            return .certificate(try self.key(certificate, key, passphrase, environment))
        case .secret(let place):
            return .secret(Secret(try text(of: place, "client secret", environment)))
        case .deviceCode: return .deviceCode
        case .managedIdentity: return .managedIdentity(ManagedIdentityPlace(environment: environment))
        case .tokens(let graph, let defender):
            var tokens: [TenantService: Secret] = [:]
            if let graph { tokens[.graph] = try token(of: graph, environment) }
            if let defender { tokens[.defender] = try token(of: defender, environment) }
            return .tokens(tokens)
        }
    }

    private static func key(
        _ certificate: String, _ key: String?, _ passphrase: SignInSettings.SecretPlace?,
        _ environment: [String: String]
    ) throws(Failure) -> ApplicationKey {
        let file = try bytes(of: certificate)
        let keyFile = try key.map { path throws(Failure) in try bytes(of: path) }
        let words = try passphrase.map { place throws(Failure) in
            try text(of: place, "passphrase", environment)
        }
        do {
            return try ApplicationKey.open(file, key: keyFile, passphrase: words)
        } catch {
            let path = (error.isAboutKey ? key : nil) ?? certificate
            throw Failure(.badInput, "sign-in: \(path.printable()) \(error)")
        }
    }

    private static func token(
        of place: SignInSettings.SecretPlace, _ environment: [String: String]
    ) throws(Failure) -> Secret {
        let text = try text(of: place, "token", environment)
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw Failure(.badInput, "sign-in: what \(words(place)) holds is no token")
        }
        return Secret(text)
    }

    private static func words(_ place: SignInSettings.SecretPlace) -> String {
        switch place {
        case .environment(let name): "the environment variable \(name.printable())"
        case .file(let path): path.printable()
        }
    }

    private static func text(
        of place: SignInSettings.SecretPlace, _ what: String, _ environment: [String: String]
    ) throws(Failure) -> String {
        switch place {
        case .environment(let name):
            if let text = environment[name], !text.isEmpty { return text }
            let words = "the environment variable \(name.printable()) is not set, or is empty"
            throw Failure(.badInput, "sign-in: \(words); it has to hold the \(what)")
        case .file(let path):
            let contents = try bytes(of: path)
            // Some editors begin a file with a mark of its encoding.
            let text = contents.starts(with: [0xef, 0xbb, 0xbf]) ? contents.dropFirst(3) : contents[...]
            let line = text.prefix { $0 != 10 && $0 != 13 }
            guard !line.isEmpty, !line.contains(0), let words = String(validating: line, as: UTF8.self) else {
                throw Failure(.badInput, "sign-in: the first line of \(path.printable()) is no \(what)")
            }
            return words
        }
    }

    private static func bytes(of path: String) throws(Failure) -> [UInt8] {
        do throws(FileBytes.Fault) {
            return try FileBytes.read(path, limit: largestFile)
        } catch {
            let why: String =
                switch error {
                case .missing: "there is no file \(path.printable())"
                case .isDirectory: "\(path.printable()) is a folder"
                case .unreadable: "\(path.printable()) cannot be read"
                case .tooLong: "\(path.printable()) is too long"
                }
            throw Failure(.badInput, "sign-in: \(why)")
        }
    }
}
