package import Model

extension FactSet {
    /// Keeps what redacted waivers mean of which the patterns fit no token, or not each: the tokens of the names.
    ///
    /// `original` are the facts that these were made of, in the same order.
    package mutating func keepMeanings(of original: FactSet) {
        guard let before = original.waivers, let after = waivers else { return }
        var meanings = WaiverMeanings(before, as: after)
        guard !meanings.isEmpty else { return }
        for (own, other) in zip(original.subjectNames, subjectNames) {
            guard let own, let other else { continue }
            meanings.take(own, .name, as: other)
        }
        for (own, other) in zip(original.devices, devices) {
            meanings.take(own.name, .name, as: other.name)
            meanings.take(own.path, .place, as: other.path)
        }
        for (own, other) in zip(original.directories, directories) {
            for (own, other) in zip(own.computers.value ?? [], other.computers.value ?? []) {
                meanings.take(own.name, .name, as: other.name)
                meanings.take(own.dn, .distinguishedName, as: other.dn)
            }
        }
        if let own = original.fleet, let other = fleet {
            for (row, redacted) in zip(own.rows, other.rows) {
                meanings.take(own.texts.text(row.name), .name, as: other.texts.text(redacted.name))
                guard !row.dn.isEmpty else { continue }
                meanings.take(own.texts.text(row.dn), .distinguishedName, as: other.texts.text(redacted.dn))
            }
        }
        waivers?.meanings = meanings.meanings
    }

    /// What results are about, besides devices: as many for redacted facts as for the facts, in the same order.
    private var subjectNames: [String?] {
        var names = [Subject.environment.name, tenant?.domain, tenant?.id, tenantServices?.name]
        for directory in directories {
            names += [directory.domain, directory.controller?.rootDomainNamingContext?.domainName]
        }
        for forest in syncConfigurations.flatMap(\.forests) { names.append(forest.name) }
        names += federation.map(\.domain)
        names += wildcards.map(\.pattern)
        for fact in endpoints { names += [fact.endpoint.name, fact.path.proxyAddress] }
        return names
    }
}

extension String {
    fileprivate var domainName: String? { DistinguishedName(self)?.domainName }
}

extension NetworkPath {
    fileprivate var proxyAddress: String? {
        switch self {
        case .direct: nil
        case .proxy(let address): address
        }
    }
}
