import Addresses
import FoundationEssentials
import StrictYAML

extension ConfigurationReader {
    static let directoryKeys = [
        "domain", "server", "address", "ca-file", "start-tls", "allow-cleartext", "bind", "keytab",
        "sync-configuration", "sync-configuration-max-age", "stale-after", "page-size", "timeout",
    ]

    static let bindKeys = ["user", "password-env", "password-file"]

    /// Seconds; lastLogonTimestamp is written that late.
    private static let leastStaleAfter = 15 * 86_400.0

    func directory(_ directory: inout Mapping) -> DirectorySettings {
        var settings = DirectorySettings()
        settings.domains = names(&directory, "domain") { text in
            // The dot at the end of an absolute name says nothing more.
            let name =
                text.lowercased().hasSuffix(".") ? String(text.lowercased().dropLast()) : text.lowercased()
            if name.isAddress { return nil }
            return HostAndPort(name)?.port == nil && HostAndPort(name) != nil && name.contains(".")
                ? name : nil
        } form: {
            "a domain's DNS name such as corp.example"
        }
        settings.servers = names(&directory, "server", { DirectoryServer($0) }) {
            "ldaps://host[:port] or ldap://host[:port]"
        }
        if settings.servers.contains(where: { $0.port == 3268 || $0.port == 3269 }) {
            directory.complain(
                "is a global catalogue, which lacks attributes that are read; leave the port out",
                at: "server")
        }
        settings.address = directory.string("address")
        if let address = settings.address {
            if !address.isAddress { directory.complain("expected a numeric address", at: "address") }
            if settings.servers.count != 1 {
                directory.complain("needs exactly one \"server\", whose host it stands for", at: "address")
            }
        }
        settings.caFile = directory.optional("ca-file") { existing(&$0) }
        settings.startTLS =
            directory.optional("start-tls") { $0.choice(DirectorySettings.StartTLS.self) } ?? .auto
        settings.allowsCleartext = directory.optional("allow-cleartext") { $0.bool() } ?? false
        settings.bind = directory.optional("bind") { bind(&$0) } ?? .gssapi
        settings.keytab = directory.optional("keytab") { existing(&$0) }
        if settings.keytab != nil, settings.bind != .gssapi {
            directory.complain("has no effect without \"bind: gssapi\"; take one of them out", at: "keytab")
        }
        settings.syncConfigurations =
            directory.each("sync-configuration") { value in
                value.string().map { SyncConfigurationPlace(name: $0, path: absolute($0)) }
            } ?? []
        if let age = directory.optional("sync-configuration-max-age", { $0.duration() }) {
            settings.syncConfigurationMaximumAge = age
        }
        if let age = directory.optional("stale-after", { $0.duration() }) {
            settings.staleAfter = age
            if age < Self.leastStaleAfter {
                directory.complain(
                    "expected 15d or more: the date of a sign-in is up to a fortnight late", at: "stale-after"
                )
            }
        }
        if let seconds = directory.optional("timeout", { $0.duration() }) { settings.timeout = seconds }
        if let size = directory.optional("page-size", { $0.int() }) {
            settings.pageSize = size
            if !(1...1000).contains(size) { directory.complain("expected 1 to 1000", at: "page-size") }
        }
        checkDomains(&directory, settings)
        return settings
    }

    private func checkDomains(_ directory: inout Mapping, _ settings: DirectorySettings) {
        if settings.domains.isEmpty {
            for key in ["server", "bind", "keytab", "ca-file"]
            where directory.has(key) && !directory.has("domain") {
                directory.complain("has no effect without \"domain\", which names what to read", at: key)
            }
            if settings.syncConfigurations.isEmpty, !directory.has("domain"),
                !directory.has("sync-configuration")
            {
                directory.complain("gives neither \"domain\" nor \"sync-configuration\", so nothing is read")
            }
        }
        if settings.domains.count > 1, !settings.servers.isEmpty {
            directory.complain(
                "one server cannot be asked for several domains; leave it to DNS", at: "server")
        }
    }

    /// One text or a list of them, each once.
    private func names<T: Equatable>(
        _ directory: inout Mapping, _ key: String, _ read: (String) -> T?, form: () -> String
    ) -> [T] {
        let form = form()
        func one(_ value: inout Value) -> T? {
            guard let text = value.string() else { return nil }
            if let name = read(text) { return name }
            value.complain("expected \(form), found \"\(text.prefix(100))\"")
            return nil
        }
        let isList = directory.optional(key) { $0.asList() } != nil
        let found =
            isList
            ? directory.each(key) { one(&$0) } ?? []
            : [directory.optional(key) { one(&$0) }].compactMap(\.self)
        return found.reduce(into: []) { list, name in
            if !list.contains(name) { list.append(name) }
        }
    }

    private func bind(_ value: inout Value) -> DirectorySettings.Bind? {
        guard value.isMapping else {
            switch value.string() {
            case "gssapi": return .gssapi
            case "anonymous": return .anonymous
            case let other?:
                value.complain(
                    "expected gssapi, anonymous, or a mapping with \"user\", found \"\(other.prefix(60))\"")
                return nil
            case nil: return nil
            }
        }
        guard var mapping = value.mapping(keys: Self.bindKeys) else { return nil }
        defer { value.add(mapping.diagnostics) }
        let name = mapping.text("user")
        let variable = mapping.string("password-env")
        let file = mapping.optional("password-file") { existing(&$0) }
        switch (variable, mapping.has("password-file")) {
        case (let variable?, false): return .user(name: name, password: .environment(variable))
        case (nil, true): return file.map { .user(name: name, password: .file($0)) }
        default:
            mapping.complain("needs one of \"password-env\" and \"password-file\"")
            return nil
        }
    }
}
