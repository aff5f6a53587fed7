import LDAP
import Model

/// What a controller tells anybody of itself.
///
/// Source: <https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/96f7b086-1ca3-4764-9a08-33f8f7a543db>
enum RootDSE {
    private static let attributes = [
        "dnsHostName", "defaultNamingContext", "configurationNamingContext", "rootDomainNamingContext",
        "domainFunctionality", "forestFunctionality", "domainControllerFunctionality",
    ]

    static func read(_ session: borrowing LDAPSession, into fact: inout ControllerFact) throws(LDAPError) {
        var found = fact
        let end = try session.search(base: "", scope: .base, attributes: attributes) { entry in
            found.dnsHostName = entry.firstText(of: "dnsHostName")?.printable()
            found.defaultNamingContext = entry.firstText(of: "defaultNamingContext")?.printable(limit: 500)
            found.configurationNamingContext = entry.firstText(of: "configurationNamingContext")?
                .printable(limit: 500)
            found.rootDomainNamingContext = entry.firstText(of: "rootDomainNamingContext")?
                .printable(limit: 500)
            found.domainLevel = entry.firstInteger(of: "domainFunctionality")
            found.forestLevel = entry.firstInteger(of: "forestFunctionality")
            found.controllerLevel = entry.firstInteger(of: "domainControllerFunctionality")
            return true
        }
        guard end.entries == 1 else {
            throw LDAPError(.search, .protocolError, diagnostic: "the server has no rootDSE")
        }
        fact = found
    }
}
