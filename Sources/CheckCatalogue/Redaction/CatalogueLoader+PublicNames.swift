package import Model
package import StrictYAML

extension CatalogueLoader {
    /// Reads what redaction leaves as it is: what its own file says, and the public names in all the others.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func publicNames() throws(Diagnostics) -> PublicNames {
        var loader = self
        var names = loader.ownPublicNames()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        let probing = try probing()
        names.add(probing.endpointSets)
        names.add(probing.directory)
        try names.add(tenantAccess())
        try names.add(devices())
        try names.add(tenant())
        let judging = try judging()
        names.fingerprints = judging.issuers.roots.union(judging.issuers.issuers).union(judging.publicRoots)
        return names
    }

    private mutating func ownPublicNames() -> PublicNames {
        let keys = [
            "source", "domains", "suffixes", "labels", "containers", "segments", "extensions", "words",
            "phrases", "definitions", "ids",
        ]
        return read("redaction/public-names.yml", keys: keys) { file in
            _ = file.source()
            var names = PublicNames()
            names.domains = file.words("domains")
            names.suffixes = file.sourcedWords("suffixes")
            names.labels = file.words("labels")
            let containers = file.sourcedWords("containers").map { ($0, DistinguishedName($0)?.parts) }
            for case (let text, let parts) in containers where parts?.count != 1 {
                file.complain(
                    "expected one part of a distinguished name, found \"\(text.prefix(60))\"",
                    at: "containers")
            }
            names.containers = Set(containers.compactMap { $0.1?.first })
            names.segments = file.sourcedWords("segments")
            names.extensions = file.words("extensions")
            names.words = file.sourcedWords("words")
            names.phrases = file.words("phrases")
            names.definitions = file.words("definitions")
            for text in file.sourcedWords("ids").sorted() {
                guard let id = GUID(text) else {
                    file.complain("\"\(text.prefix(60))\" is no GUID", at: "ids")
                    continue
                }
                names.ids.insert(id)
            }
            return names
        } ?? PublicNames()
    }
}

extension Mapping {
    /// A list of words, in lower case.
    fileprivate mutating func words(_ key: String) -> Set<String> {
        let words = required(key) { $0.strings() } ?? []
        if has(key), words.isEmpty { complain("names nothing", at: key) }
        return Set(words.map { $0.lowercased() })
    }

    /// A list of words with its own source.
    fileprivate mutating func sourcedWords(_ key: String) -> Set<String> {
        if !has(key) { complain("\"\(key)\" is missing") }
        return mapping(key, keys: ["source", "names"]) { entry in
            _ = entry.source()
            return entry.words("names")
        } ?? []
    }
}

extension PublicNames {
    fileprivate mutating func add(_ sets: [EndpointSet]) {
        for endpoint in sets.flatMap(\.endpoints) {
            hosts.formUnion(endpoint.hosts.values.joined().map { $0.lowercased() })
            for pattern in endpoint.wildcards.values where pattern.hasPrefix("*.") {
                domains.insert(pattern.dropFirst(2).lowercased())
            }
            let expected = endpoint.expectation
            know([endpoint.id, endpoint.why, expected.tenantClaim ?? ""])
            know(expected.headers)
            know(expected.jsonMembers.keys)
            know(expected.jsonMembers.values.joined())
            know(endpoint.requestHeaders.keys)
            know(endpoint.requestHeaders.values)
        }
        know(sets.map(\.id))
        // Where an answer may lead to: hosts of the service's own domains are the service.
        for host in hosts {
            let labels = host.split(separator: ".").suffix(2)
            if labels.count == 2 { suffixes.insert(labels.joined(separator: ".")) }
        }
    }

    fileprivate mutating func add(_ directory: DirectoryKnowledge) {
        let place = directory.registrationPoint
        keywords = [place.tenantID, place.tenantName, place.enterpriseDRS].filter { !$0.isEmpty }
        let names = ["CN=\(DistinguishedName.escape(place.name)),\(place.container)"]
        containers.formUnion(names.compactMap { DistinguishedName($0) }.flatMap(\.parts))
        know(directory.federation.endpoints.map(\.kind))
        for path in directory.federation.endpoints.map(\.path) + [directory.federation.realm.path] {
            segments.formUnion(path.lowercased().split(separator: "/").map(String.init))
        }
    }

    fileprivate mutating func add(_ access: TenantAccess) {
        for cloud in access.clouds.values {
            hosts.formUnion([cloud.signIn, cloud.graph].map { $0.lowercased() })
            if let host = cloud.defender?.lowercased() { hosts.insert(host) }
        }
        ids.formUnion(access.applications.values.compactMap { GUID($0) })
    }

    fileprivate mutating func add(_ devices: DeviceKnowledge) {
        let planes = devices.controlPlane
        domains.formUnion(planes.providers.flatMap(\.hosts).map { $0.lowercased() })
        know(planes.providers.map(\.id))
        know(planes.listedAgents.keys)
        know(planes.managers.keys)
        know(planes.agents.defender)
        know(planes.agents.ambiguous)
        let states = devices.enrollment.machines
        know(states.onboarding.keys)
        know(states.health.keys)
        know(states.management.keys)
        let registration = devices.registration
        managementTag = registration.managementTag
        know(registration.trustTypes.keys)
        know(registration.phases.keys)
        know(registration.errors.keys)
        phrases.formUnion(
            [
                registration.disabled, registration.authentication.good, registration.authentication.failed,
                registration.keySignTest.good, registration.keySignTest.failed,
            ].map { $0.lowercased() }.filter { !$0.isEmpty })
        add(devices.platforms)
    }

    private mutating func add(_ platforms: PlatformKnowledge) {
        know(platforms.systems.map(\.name))
        know(platforms.editions.map(\.name))
        know(platforms.editions.flatMap(\.ids))
        know(platforms.distributions.map(\.name))
        know(platforms.distributions.map(\.family))
        know(platforms.roles.installationTypes.keys)
        know([platforms.agent.service, platforms.agent.legacyService])
        know(platforms.listed.platforms.keys)
        know(platforms.listed.processors.keys)
        for rules in platforms.rules.values {
            know(rules.refusedLanguageModes)
            know(rules.ordinaryLanguageModes)
            know(rules.systems.flatMap(\.architectures))
        }
        let parts =
            platforms.multiSessionNames + platforms.roles.names.map(\.part)
            + platforms.listed.names.map(\.begins)
            + platforms.agent.productPrefixes + platforms.distributions.map(\.name)
        phrases.formUnion(parts.map { $0.lowercased() }.filter { !$0.isEmpty })
    }

    fileprivate mutating func add(_ tenant: TenantKnowledge) {
        ids.formUnion(tenant.licences.plans.compactMap { GUID($0.id) })
        ids.formUnion(tenant.licences.products.keys.compactMap { GUID($0) })
        if let id = GUID(tenant.connector.id) { ids.insert(id) }
        know(tenant.licences.capabilities.keys)
        know(tenant.licences.provisioning.keys)
        know(tenant.licences.audiences.keys)
        know(tenant.connector.alive)
        know(tenant.connector.dead)
        know(tenant.authority.fitting)
        know(tenant.authority.other)
        know(tenant.policies.families.keys)
        know([tenant.policies.technology])
        phrases.formUnion(tenant.policies.merging.map { $0.lowercased() })
    }

    private mutating func know(_ texts: some Sequence<String>) {
        words.formUnion(texts.map { $0.lowercased() }.filter { !$0.isEmpty })
    }
}
