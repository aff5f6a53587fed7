import Addresses
package import FoundationEssentials
import Model
package import StrictYAML

/// Reads a configuration file strictly.
package struct ConfigurationReader {
    private let folder: URL
    private let known: KnownNames

    /// The names that the catalogue gives and a configuration may use.
    package struct KnownNames: Sendable {
        package var requirementSets: [String]
        package var endpointSets: [String]
        package var endpoints: [String]

        package init(requirementSets: [String], endpointSets: [String], endpoints: [String]) {
            self.requirementSets = requirementSets
            self.endpointSets = endpointSets
            self.endpoints = endpoints
        }
    }

    /// Reads `file`, which messages call `name`.
    ///
    /// Throws ``Diagnostics`` with everything that is wrong in it.
    package static func read(_ file: URL, name: String, known: KnownNames) throws(Diagnostics) -> Settings {
        let reading = ConfigurationReader(folder: file.deletingLastPathComponent(), known: known)
        var reader = Reader()
        let found = reader.read(file: file, name: name, keys: keys) { reading.configuration(&$0) }
        guard let found, reader.diagnostics.isEmpty else { throw reader.diagnostics }
        return found
    }

    private func configuration(_ file: inout Mapping) -> Settings {
        var configuration = Settings()
        configuration.requirementSet = file.optional("requirement-set") {
            $0.name(among: known.requirementSets, what: "requirement set")
        }
        configuration.waiversFile = file.optional("waivers") { existing(&$0) }
        _ = file.mapping("tenant", keys: Self.tenantKeys) { tenant(&$0, into: &configuration) }
        let expected = configuration.tenant
        let account = file.mapping("sign-in", keys: Self.signInKeys) { signIn(&$0, tenant: expected) }
        if account != nil, configuration.tenantServices?.exports.isEmpty == false {
            file.complain(
                "has no effect beside tenant.export, whose saved answers are read in its place; take one of them out",
                at: "sign-in")
        }
        if account != nil { configuration.tenantServices = configuration.tenantServices ?? TenantSettings() }
        configuration.tenantServices?.signIn = account
        configuration.directory = file.mapping("directory", keys: Self.directoryKeys) { directory(&$0) }
        configuration.devices = file.mapping("devices", keys: Self.devicesKeys) { devices(&$0) }
        configuration.network =
            file.mapping("network", keys: Self.networkKeys) { network(&$0) } ?? NetworkSettings()
        return configuration
    }

    private static let keys = [
        "tenant", "sign-in", "network", "directory", "devices", "requirement-set", "waivers",
    ]
    private static let networkKeys = [
        "proxy", "no-proxy", "via", "resolve", "connect-to", "name-servers", "ca-file", "known-issuers",
        "endpoint-sets", "endpoint-set-files", "endpoints", "timeout", "concurrency",
    ]
    private static let endpointKeys = ["host", "port", "scheme", "path", "for", "why"]

    /// Every key that a configuration may have, with those around it, such as `network.endpoints.host`; in no order.
    package static var allKeys: Set<String> {
        let parts = [
            ("", keys), ("tenant.", tenantKeys), ("tenant.enforcement-scope.", scopeKeys),
            ("sign-in.", signInKeys), ("network.", networkKeys), ("network.endpoints.", endpointKeys),
            ("directory.", directoryKeys), ("directory.bind.", bindKeys), ("devices.", devicesKeys),
        ]
        return Set(parts.flatMap { lead, names in names.map { lead + $0 } })
    }

    private func network(_ network: inout Mapping) -> NetworkSettings {
        var settings = NetworkSettings()
        if let text = network.string("proxy") {
            do throws(ProxyAddress.Fault) {
                settings.proxy = try ProxyAddress(text)
            } catch {
                network.complain("\(error)", at: "proxy")
            }
        }
        settings.noProxy = network.optional("no-proxy") { $0.strings() }
        settings.via = network.optional("via") { $0.choice(NetworkSettings.Via.self) } ?? .auto
        settings.resolve = rules(
            &network, "resolve", "host:port:address, as curl's --resolve takes it", ResolveRule.init)
        settings.connectTo = rules(
            &network, "connect-to", "host:port:host:port, as curl's --connect-to takes it", ConnectToRule.init
        )
        settings.nameServers = rules(&network, "name-servers", "an address, with or without :port") { text in
            HostAndPort(text).flatMap { $0.host.isAddress ? text : nil }
                ?? (text.isAddress ? text : nil)
        }
        settings.caFile = network.optional("ca-file") { existing(&$0) }
        settings.knownIssuers = network.each("known-issuers") { existing(&$0) } ?? []
        if let sets = network.each(
            "endpoint-sets", { $0.name(among: known.endpointSets, what: "endpoint set") })
        {
            settings.endpointSets = sets
        }
        settings.endpointSetFiles = network.each("endpoint-set-files") { existing(&$0) } ?? []
        settings.endpoints = network.mappings(
            "endpoints", required: false, keys: Self.endpointKeys, endpoint)
        if let seconds = network.optional("timeout", { $0.duration() }) { settings.timeout = seconds }
        if let count = network.optional("concurrency", { $0.int() }) {
            settings.concurrency = count
            if !(1...1000).contains(count) { network.complain("expected 1 to 1000", at: "concurrency") }
        }
        return settings
    }

    private func rules<T>(_ network: inout Mapping, _ key: String, _ form: String, _ read: (String) -> T?)
        -> [T]
    {
        network.each(key) { element in
            guard let text = element.string() else { return nil }
            if let rule = read(text) { return rule }
            element.complain("expected \(form), found \"\(text.prefix(100))\"")
            return nil
        } ?? []
    }

    private func endpoint(_ entry: inout Mapping) -> UserEndpoint? {
        let host = entry.text("host")
        if !host.isEmpty, HostAndPort(host).map({ $0.port != nil }) ?? !host.isAddress {
            entry.complain("expected a host name without a port, found \"\(host.prefix(100))\"", at: "host")
        }
        let port = entry.optional("port") { $0.int() }
        if let port, !(1...65_535).contains(port) { entry.complain("\(port) is no port", at: "port") }
        let path = entry.string("path") ?? "/"
        for key in ["path", "scheme", "why"] where entry.has("for") && entry.has(key) {
            entry.complain(
                "has no effect beside \"for\", whose endpoint has its own; take one of them out", at: key)
        }
        if !path.hasPrefix("/") || !path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) {
            entry.complain("expected a path such as /test, in ASCII and without spaces", at: "path")
        }
        return UserEndpoint(
            host: Self.bare(host), port: port,
            scheme: entry.optional("scheme") { $0.choice(Endpoint.Scheme.self) }, path: path,
            standsFor: entry.optional("for") { $0.name(among: known.endpoints, what: "endpoint") },
            why: entry.string("why"), line: entry.line)
    }

    /// The absolute path of a file that is there; a relative one is relative to the configuration's folder.
    func existing(_ value: inout Value) -> String? {
        guard let path = value.string() else { return nil }
        let absolute = absolute(path)
        if FileManager.default.isReadableFile(atPath: absolute) { return absolute }
        value.complain("no readable file \"\(absolute)\"")
        return nil
    }

    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : folder.appending(path: path).path
    }

    /// The host in lower case, an IPv6 address without brackets.
    private static func bare(_ host: String) -> String {
        HostAndPort(host)?.host ?? host.lowercased()
    }

    static func isGUID(_ text: String) -> Bool {
        UUID(uuidString: text) != nil
    }
}

extension Value {
    /// A name that is on a list.
    fileprivate mutating func name(among names: [String], what: String) -> String? {
        guard let text = string() else { return nil }
        if names.contains(text) { return text }
        complain(
            "there is no \(what) \"\(text.prefix(100))\"\(suggestion(for: text, among: names)); there are \(names.joined(separator: ", "))"
        )
        return nil
    }
}
