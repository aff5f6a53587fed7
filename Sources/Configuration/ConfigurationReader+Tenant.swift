import Addresses
import FoundationEssentials
import Model
import StrictYAML

/// Which tenant, and how its services are read.
extension ConfigurationReader {
    static let tenantKeys = [
        "id", "domain", "initial-domain", "cloud", "export", "export-max-age", "stale-after",
        "enforcement-scope",
    ]

    static let signInKeys = [
        "client-id", "certificate", "private-key", "passphrase-env", "passphrase-file", "client-secret-env",
        "client-secret-file", "token-env", "token-file", "defender-token-env", "defender-token-file",
        "device-code", "managed-identity",
    ]

    func tenant(_ tenant: inout Mapping, into configuration: inout Settings) {
        let id = tenant.string("id")
        if let id, !Self.isGUID(id) {
            tenant.complain("expected a GUID such as 00000000-0000-0000-0000-000000000000", at: "id")
        }
        let domain = tenant.string("domain")
        if let domain,
            HostAndPort(domain)?.port != nil || HostAndPort(domain) == nil || !domain.contains(".")
        {
            tenant.complain("expected a domain name such as contoso.com", at: "domain")
        }
        let initialDomain = tenant.string("initial-domain")
        if let initialDomain, !initialDomain.lowercased().isTenantDomain {
            tenant.complain("expected a domain such as contoso.onmicrosoft.com", at: "initial-domain")
        }
        if id != nil || domain != nil || initialDomain != nil {
            configuration.tenant = TenantExpectation(
                id: id, domain: (domain ?? initialDomain)?.lowercased(), initialDomain: initialDomain)
        }
        configuration.cloud = tenant.optional("cloud") { $0.choice(Cloud.self) } ?? .global
        configuration.scopeAttestation = tenant.mapping("enforcement-scope", keys: Self.scopeKeys) {
            enforcementScope(&$0)
        }
        let exports = self.exports(&tenant)
        for key in ["export-max-age"] where tenant.has(key) && exports.isEmpty && !tenant.has("export") {
            tenant.complain("has no effect without \"export\", whose age it is about", at: key)
        }
        let isRead = ["export", "stale-after"].contains { tenant.has($0) }
        guard isRead else { return }
        var settings = TenantSettings()
        settings.exports = exports
        if let age = tenant.optional("stale-after", { $0.duration() }) { settings.staleAfter = age }
        if let age = tenant.optional("export-max-age", { $0.duration() }) { settings.exportMaximumAge = age }
        configuration.tenantServices = settings
    }

    /// One file or folder, or a list of them, each of which has to be there.
    private func exports(_ tenant: inout Mapping) -> [SavedAnswersPlace] {
        func one(_ value: inout Value) -> SavedAnswersPlace? {
            guard let name = value.string() else { return nil }
            guard !name.isEmpty else {
                value.complain("is empty; name a file or folder")
                return nil
            }
            let path = absolute(name)
            if (try? FileManager.default.attributesOfItem(atPath: path)) != nil {
                return SavedAnswersPlace(name: name, path: path)
            }
            value.complain("there is no file or folder \"\(path)\"")
            return nil
        }
        let isList = tenant.optional("export") { $0.asList() } != nil
        return isList
            ? tenant.each("export") { one(&$0) } ?? []
            : [tenant.optional("export") { one(&$0) }].compactMap(\.self)
    }

    // MARK: - Enforcement scope

    static let scopeKeys = [
        "windows-clients", "windows-servers", "linux", "macos", "attested-by", "attested-on",
    ]

    private func enforcementScope(_ scope: inout Mapping) -> ScopeAttestation? {
        let by = scope.text("attested-by")
        let on = scope.required("attested-on") { value -> Date? in
            guard let text = value.text() else { return nil }
            if let day = Self.day(text) { return day }
            value.complain("expected a day such as 2026-11-20, found \"\(text.prefix(40))\"")
            return nil
        }
        var attestation = ScopeAttestation(by: by, on: on ?? Date(timeIntervalSince1970: 0))
        attestation.windowsClients = choice(&scope, "windows-clients")
        attestation.windowsServers = choice(&scope, "windows-servers")
        attestation.linux = choice(&scope, "linux")
        attestation.macOS = choice(&scope, "macos")
        if !["windows-clients", "windows-servers", "linux", "macos"].contains(where: { scope.has($0) }) {
            scope.complain("says of no system what its scope is")
        }
        return on == nil || by.isEmpty ? nil : attestation
    }

    /// `all`, `tagged` or `off`; the last of them is a truth value to YAML.
    private func choice(_ scope: inout Mapping, _ key: String) -> ScopeAttestation.Scope? {
        scope.optional(key) { value in
            guard let text = value.text() else { return nil }
            if let scope = ScopeAttestation.Scope(rawValue: text.lowercased()) { return scope }
            let known = ScopeAttestation.Scope.allCases.map(\.rawValue).joined(separator: ", ")
            value.complain("\"\(text.prefix(40))\" is not one of \(known)")
            return nil
        }
    }

    /// The beginning of a day, UTC, from `2026-11-20`; nil for anything else.
    static func day(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        let style = Date.ISO8601FormatStyle.iso8601.year().month().day()
        // A day that its month does not have would be one of the next month's.
        return (try? Date(text, strategy: style)).flatMap { $0.formatted(style) == text ? $0 : nil }
    }

    // MARK: - Sign-in

    func signIn(_ signIn: inout Mapping, tenant: TenantExpectation?) -> SignInSettings? {
        let clientID = signIn.string("client-id")
        if let clientID, !Self.isGUID(clientID) {
            signIn.complain("expected the application's id, a GUID", at: "client-id")
        }
        guard let method = method(&signIn) else { return nil }
        switch method {
        case .certificate, .secret, .deviceCode:
            if clientID == nil { signIn.complain("\"client-id\" is missing") }
            if tenant?.id == nil, tenant?.domain == nil {
                signIn.complain("needs tenant.id or tenant.domain, which say where to sign in")
            }
        case .tokens:
            if clientID != nil { signIn.complain("has no effect beside a token", at: "client-id") }
        case .managedIdentity: break
        }
        return SignInSettings(clientID: clientID?.lowercased(), method: method)
    }

    private static let methods = [
        ("certificate", ["certificate"]), ("client secret", ["client-secret-env", "client-secret-file"]),
        ("token", ["token-env", "token-file", "defender-token-env", "defender-token-file"]),
        ("device code", ["device-code"]), ("managed identity", ["managed-identity"]),
    ]

    private func method(_ signIn: inout Mapping) -> SignInSettings.Method? {
        for key in ["device-code", "managed-identity"] {
            if signIn.optional(key, { $0.bool() }) == false {
                signIn.complain("expected true; leave it out where it is not wanted", at: key)
                return nil
            }
        }
        let named = Self.methods.filter { $0.1.contains { signIn.has($0) } }
        guard let name = named.first?.0, named.count == 1 else {
            let found = named.isEmpty ? "none" : named.map(\.0).joined(separator: " and ")
            signIn.complain(
                "needs exactly one way of signing in (certificate, client-secret-env, client-secret-file, token-env, token-file, device-code or managed-identity), found \(found)"
            )
            return nil
        }
        if name != "certificate" {
            for key in ["private-key", "passphrase-env", "passphrase-file"] where signIn.has(key) {
                signIn.complain("has no effect without \"certificate\"", at: key)
            }
        }
        switch name {
        case "certificate": return certificate(&signIn)
        case "client secret": return place(&signIn, "client-secret").map { .secret($0) }
        case "token":
            let (graph, defender) = (place(&signIn, "token"), place(&signIn, "defender-token"))
            return graph == nil && defender == nil ? nil : .tokens(graph: graph, defender: defender)
        case "device code": return .deviceCode
        default: return .managedIdentity
        }
    }

    private func certificate(_ signIn: inout Mapping) -> SignInSettings.Method? {
        let certificate = signIn.optional("certificate") { existing(&$0) }
        let key = signIn.optional("private-key") { existing(&$0) }
        let passphrase = place(&signIn, "passphrase")
        return certificate.map { .certificate(certificate: $0, key: key, passphrase: passphrase) }
    }

    /// Where a secret is; nil where neither key is there.
    private func place(_ signIn: inout Mapping, _ name: String) -> SignInSettings.SecretPlace? {
        let variable = signIn.string("\(name)-env")
        let file = signIn.optional("\(name)-file") { existing(&$0) }
        if signIn.has("\(name)-env"), signIn.has("\(name)-file") {
            signIn.complain("gives \"\(name)-env\" and \"\(name)-file\"; take one of them out")
        }
        return variable.map { .environment($0) } ?? file.map { .file($0) }
    }
}
