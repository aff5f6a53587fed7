import Model

extension DirectoryFact {
    /// Domains that the controller refers to and that were not read, as distinguished names, in its order.
    ///
    /// `others` are all domains of the run.
    func unreadDomains(among others: [DirectoryFact]) -> [String] {
        let read = others.compactMap { $0.controller?.defaultNamingContext }.compactMap {
            DistinguishedName($0)
        }
        return referrals.compactMap { Self.context(of: $0) }.reduce(into: []) { found, text in
            guard let name = DistinguishedName(text), name.isDomain, !read.contains(name),
                !found.contains(text)
            else { return }
            found.append(text)
        }
    }

    /// The distinguished name in an LDAP URL such as `ldap://child.corp.example/DC=child,DC=corp,DC=example??sub`.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc4516>
    private static func context(of url: String) -> String? {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        return parts[3].split(separator: "?", omittingEmptySubsequences: false).first.map(String.init)
    }
}

extension DistinguishedName {
    /// Whether this names a domain, and not a partition that every domain has besides.
    fileprivate var isDomain: Bool {
        !parts.isEmpty && parts.allSatisfy { $0.hasPrefix("dc=") }
            && !["dc=domaindnszones", "dc=forestdnszones"].contains(parts.last ?? "")
    }
}
