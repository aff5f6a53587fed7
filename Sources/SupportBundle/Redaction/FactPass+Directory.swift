import Model

/// Directories, their controllers and computers, and how their domains sign in.
extension FactPass {
    func redacted(_ tenant: TenantExpectation) -> TenantExpectation {
        var result = tenant
        result.id = tenant.id.map(id)
        result.domain = tenant.domain.map(host)
        result.initialDomain = tenant.initialDomain.map(host)
        return result
    }

    func redacted(_ fact: DirectoryFact) -> DirectoryFact {
        var result = fact
        result.domain = distinct("domain", fact.domain, host(fact.domain))
        result.id = factID(fact.id, [(fact.domain, result.domain)])
        result.attempts = fact.attempts.map { attempt in
            var result = attempt
            result.server = url(attempt.server)
            result.failure = attempt.failure.map(free)
            return result
        }
        result.controller = fact.controller.map(redacted)
        result.failure = fact.failure.map(free)
        result.registrationPoints = fact.registrationPoints.map(self) { $0.map(redacted) }
        result.syncAccounts = fact.syncAccounts.map(self) { $0.map(redacted) }
        result.managementSites = fact.managementSites.map(self) { $0.map(redacted) }
        result.computers = fact.computers.map(self) { $0.map(redacted) }
        result.referrals = fact.referrals.map(url)
        return result
    }

    private func redacted(_ controller: ControllerFact) -> ControllerFact {
        var result = controller
        result.server = url(controller.server)
        result.address = controller.address.map(address)
        result.dnsHostName = controller.dnsHostName.map(host)
        result.defaultNamingContext = controller.defaultNamingContext.map(distinguishedName)
        result.configurationNamingContext = controller.configurationNamingContext.map(distinguishedName)
        result.rootDomainNamingContext = controller.rootDomainNamingContext.map(distinguishedName)
        return result
    }

    private func redacted(_ point: RegistrationPoint) -> RegistrationPoint {
        RegistrationPoint(dn: distinguishedName(point.dn), keywords: point.keywords.map(keyword))
    }

    /// A keyword that can be read can be read afterwards, and no other can.
    private func keyword(_ text: String) -> String {
        guard masks else { return free(text) }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let head = halves[0].drop(while: \.isWhitespace)
        guard
            let word = names.publicNames.keywords.first(where: {
                head.lowercased().hasPrefix($0.lowercased())
            })
        else { return free(names.token(.word, text)) }
        let rest = head.dropFirst(word.count)
        // Spaces tell a keyword that cannot be read.
        let start =
            halves[0].prefix(while: \.isWhitespace) + head.prefix(word.count)
            + (rest.allSatisfy(\.isWhitespace) ? String(rest) : names.token(.word, String(rest)))
        return halves.count == 1 ? String(start) : "\(start):\(keywordValue(halves[1]))"
    }

    private func keywordValue(_ text: String) -> String {
        let lead = text.prefix(while: \.isWhitespace)
        let rest = text.dropFirst(lead.count)
        let tail = String(rest.reversed().prefix(while: \.isWhitespace).reversed())
        let core = String(rest.dropLast(tail.count))
        if core.isEmpty { return text }
        let labels = core.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain =
            labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            }
        let token =
            GUIDText(core) != nil ? names.guid(core) : isDomain ? names.host(core) : names.token(.word, core)
        return lead + token + tail
    }

    private func redacted(_ account: SyncAccount) -> SyncAccount {
        var result = account
        result.name = name(.person, account.name)
        result.description = account.description.map(description)
        return result
    }

    /// A text that names the same tenants afterwards.
    private func description(_ text: String) -> String {
        guard masks else { return free(text) }
        let domains = text.tenantDomains
        let tokens = domains.map(names.host)
        let result = free(text)
        if result.tenantDomains == tokens { return result }
        // What looks through texts may leave domains, or take them for something else.
        var replaced = result.lowercased()
        for (domain, token) in zip(domains, tokens).sorted(by: { $0.0.count > $1.0.count }) {
            replaced = replaced.replacing(domain, with: token)
        }
        return replaced.tenantDomains == tokens ? replaced : tokens.joined(separator: " ")
    }

    private func redacted(_ site: ManagementSite) -> ManagementSite {
        ManagementSite(
            siteCode: name(.unit, site.siteCode), managementPoints: site.managementPoints.map(host))
    }

    private func redacted(_ computer: ComputerFact) -> ComputerFact {
        var result = computer
        result.dn = distinguishedName(computer.dn)
        result.name = self.computer(computer.name)
        result.objectGUID = computer.objectGUID.map(guid)
        result.operatingSystem = computer.operatingSystem.map(judged)
        result.operatingSystemVersion = computer.operatingSystemVersion.map(version)
        return result
    }

    func redacted(_ fact: FederationFact) -> FederationFact {
        var result = fact
        result.domain = host(fact.domain)
        result.id = factID(fact.id, [(fact.domain, result.domain)])
        result.realm = fact.realm.map(self) { realm in
            var result = realm
            result.federationProtocol = listed(realm.federationProtocol)
            result.metadataURL = realm.metadataURL.map(url)
            return result
        }
        result.metadata = fact.metadata.map(self) { metadata in
            var result = metadata
            result.endpoints = metadata.endpoints.map { endpoint in
                var result = endpoint
                result.kind = free(endpoint.kind)
                result.address = url(endpoint.address)
                result.failure = endpoint.failure.map(free)
                return result
            }
            result.otherAddresses = metadata.otherAddresses.map(url)
            return result
        }
        return result
    }
}
