package import Model

extension FactSet {
    /// Keeps what redacted waivers with wildcards mean, of which the patterns fit no token: the tokens of the names.
    ///
    /// `original` are the facts that these were made of, in the same order.
    package mutating func keepMeanings(of original: FactSet) {
        guard let before = original.waivers, let after = waivers else { return }
        var meanings = WaiverMeanings(before, as: after)
        guard !meanings.isEmpty else { return }
        for (own, other) in zip(original.devices, devices) {
            meanings.take(own.name, .name, as: other.name)
            meanings.take(own.path, .place, as: other.path)
        }
        for (own, other) in zip(original.directories, directories) {
            meanings.take(own.domain, .name, as: other.domain)
            for (own, other) in zip(own.computers.value ?? [], other.computers.value ?? []) {
                meanings.take(own.name, .name, as: other.name)
                meanings.take(own.dn, .distinguishedName, as: other.dn)
            }
        }
        for (own, other) in zip(original.endpoints, endpoints) {
            guard let host = own.endpoint.host, let redacted = other.endpoint.host else { continue }
            meanings.take(host, .name, as: redacted)
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
}
