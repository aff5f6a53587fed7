package import Model
package import StrictYAML

extension CatalogueLoader {
    /// Reads what is needed to sign in to a tenant's services and to ask them.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func tenantAccess() throws(Diagnostics) -> TenantAccess {
        var loader = self
        var access = TenantAccess()
        loader.clouds(&access)
        access.queries = loader.queries()
        access.signInErrors = loader.signInErrors()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return access
    }

    private mutating func clouds(_ access: inout TenantAccess) {
        let found = read("tenant/clouds.yml", keys: ["source", "clouds", "applications", "managed-identity"])
        { file in
            _ = file.source()
            let keys = ["cloud", "sign-in", "graph", "defender", "defender-resource", "source"]
            var taken: Set<String> = []
            let clouds = file.mappings("clouds", keys: keys) {
                entry -> (cloud: Cloud, hosts: TenantAccess.Hosts)? in
                _ = entry.source()
                let cloud = entry.required("cloud") { $0.choice(Cloud.self) }
                let hosts = TenantAccess.Hosts(
                    signIn: entry.text("sign-in"), graph: entry.text("graph"),
                    defender: entry.string("defender"), defenderResource: entry.string("defender-resource"))
                if (hosts.defender == nil) != (hosts.defenderResource == nil) {
                    entry.complain("needs both \"defender\" and \"defender-resource\", or none of them")
                }
                guard let cloud else { return nil }
                entry.complainOfRepetition(of: cloud.rawValue, at: "cloud", &taken)
                return (cloud, hosts)
            }
            for cloud in Cloud.allCases where !taken.contains(cloud.rawValue) {
                file.complain("lacks the cloud \(cloud.rawValue)", at: "clouds")
            }
            return (Self.managedIdentity(&file), Self.applications(&file), clouds)
        }
        guard let (identity, applications, clouds) = found else { return }
        access.managedIdentity = identity
        access.applications = applications
        access.clouds = Dictionary(clouds.map { ($0.cloud, $0.hosts) }) { first, _ in first }
    }

    private static func applications(_ file: inout Mapping) -> [TenantService: String] {
        if !file.has("applications") { file.complain("\"applications\" is missing") }
        return file.mapping("applications", keys: ["graph", "defender", "source"]) { entry in
            _ = entry.source()
            return [
                .graph: entry.text("graph").lowercased(), .defender: entry.text("defender").lowercased(),
            ]
        } ?? [:]
    }

    private static func managedIdentity(_ file: inout Mapping) -> TenantAccess.ManagedIdentity {
        if !file.has("managed-identity") { file.complain("\"managed-identity\" is missing") }
        let keys = ["address", "version", "service-version", "source"]
        return file.mapping("managed-identity", keys: keys) { entry in
            _ = entry.source()
            var identity = TenantAccess.ManagedIdentity()
            identity.address = entry.text("address")
            identity.version = entry.text("version")
            identity.serviceVersion = entry.text("service-version")
            if !identity.address.hasPrefix("http://") {
                entry.complain("expected an address of plain HTTP", at: "address")
            }
            return identity
        } ?? TenantAccess.ManagedIdentity()
    }

    private mutating func queries() -> [TenantAccess.Query.Subject: TenantAccess.Query] {
        let keys = ["subject", "service", "target", "permissions", "shows", "source"]
        let found = read("tenant/queries.yml", keys: ["source", "queries"]) { file in
            _ = file.source()
            var taken: Set<String> = []
            let queries = file.mappings("queries", keys: keys) { entry -> TenantAccess.Query? in
                _ = entry.source()
                let subject = entry.required("subject") { $0.choice(TenantAccess.Query.Subject.self) }
                let service = entry.required("service") { $0.choice(TenantService.self) }
                let target = entry.text("target")
                if !target.hasPrefix("/") { entry.complain("expected a path", at: "target") }
                let permissions = entry.required("permissions") { $0.strings() } ?? []
                if permissions.isEmpty { entry.complain("is empty", at: "permissions") }
                let shows = entry.text("shows")
                guard let subject, let service else { return nil }
                entry.complainOfRepetition(of: subject.rawValue, at: "subject", &taken)
                return TenantAccess.Query(
                    subject: subject, service: service, target: target, permissions: permissions,
                    shows: shows)
            }
            for subject in TenantAccess.Query.Subject.allCases where !taken.contains(subject.rawValue) {
                file.complain("lacks the query \(subject.rawValue)", at: "queries")
            }
            return queries
        }
        return Dictionary((found ?? []).map { ($0.subject, $0) }) { first, _ in first }
    }

    private mutating func signInErrors() -> [Int: TenantAccess.SignInError] {
        let found = read("tenant/sign-in-errors.yml", keys: ["source", "errors"]) { file in
            _ = file.source()
            var taken: Set<String> = []
            return file.mappings("errors", keys: ["code", "means", "remedy"]) {
                entry -> (code: Int, error: TenantAccess.SignInError)? in
                let code = entry.required("code") { $0.int() }
                let error = TenantAccess.SignInError(
                    means: entry.text("means"), remedy: entry.text("remedy"))
                guard let code else { return nil }
                entry.complainOfRepetition(of: "\(code)", at: "code", &taken)
                return (code, error)
            }
        }
        return Dictionary((found ?? []).map { ($0.code, $0.error) }) { first, _ in first }
    }
}
