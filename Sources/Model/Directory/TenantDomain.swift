extension String {
    /// The tenants' own domains that are named in the text, lower case, in its order, each once.
    ///
    /// Every tenant has a domain below one of its cloud's suffixes, whatever the language of the text around it.
    ///
    /// Source: <https://learn.microsoft.com/entra/fundamentals/add-custom-domain>
    package var tenantDomains: [String] {
        var found: [String] = []
        let names = lowercased().unicodeScalars.split { !$0.mayBeOfName }.map(String.init)
        for name in names {
            let name = name.drop { $0 == "." || $0 == "-" }.reversed().drop { $0 == "." || $0 == "-" }
            let domain = String(name.reversed())
            if domain.isTenantDomain, !found.contains(domain) { found.append(domain) }
        }
        return found
    }

    /// Whether this is a domain that a cloud gave to a tenant; lower case.
    package var isTenantDomain: Bool {
        let suffixes = [
            ".onmicrosoft.com", ".onmicrosoft.us", ".onmicrosoft.de", ".partner.onmschina.cn",
        ]
        guard let suffix = suffixes.first(where: { hasSuffix($0) }) else { return false }
        let label = utf8.dropLast(suffix.utf8.count)
        return !label.isEmpty
            && label.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x2e
            }
    }
}

extension Unicode.Scalar {
    /// Letters of alphabets that look alike belong to a name, so that no part of a longer one is taken for it; letters of
    /// scripts without spaces end it.
    fileprivate var mayBeOfName: Bool {
        self == "-" || self == "." || (0x30...0x39).contains(value)
            || (value < 0x530 && properties.isAlphabetic)
    }
}
