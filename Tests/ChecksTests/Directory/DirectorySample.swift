import Foundation
import Model
import SampleFacts

/// Domains as they are read, made by hand; healthy unless told otherwise.
enum DirectorySample {
    static let domain = "corp.example"
    static let tenant = "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21"
    static let otherTenant = "11111111-2222-4333-8444-555555555555"
    static let server = "ldaps://dc1.corp.example:636"
    static let pointDN = pointDN()
    static let denied = Unreadable(.ldapInsufficientAccess, "the search: access is denied")

    static func pointDN(_ name: String = "62a0ff2e-97b9-4513-943f-0d221bd30080") -> String {
        "CN=\(name),CN=Device Registration Configuration,CN=Services,CN=Configuration,DC=corp,DC=example"
    }

    static func point(_ keywords: String..., dn: String = pointDN) -> RegistrationPoint {
        RegistrationPoint(dn: dn, keywords: keywords)
    }

    static let rightPoint = point("azureADName:contoso.com", "azureADId:\(tenant)")

    static func attempt(
        _ step: ControllerAttempt.Step, _ code: ReasonCode?, server: String = server
    ) -> ControllerAttempt {
        ControllerAttempt(
            server: server, step: step, failure: code.map { Unreadable($0, "\(server): it failed") },
            milliseconds: 12.4)
    }

    static func controller(_ change: (inout ControllerFact) -> Void = { _ in }) -> ControllerFact {
        var fact = ControllerFact(server: server, security: .ldaps, signIn: .simple)
        fact.dnsHostName = "dc1.corp.example"
        fact.defaultNamingContext = "DC=corp,DC=example"
        fact.configurationNamingContext = "CN=Configuration,DC=corp,DC=example"
        fact.rootDomainNamingContext = "DC=corp,DC=example"
        fact.domainLevel = 7
        fact.forestLevel = 7
        fact.controllerLevel = 7
        change(&fact)
        return fact
    }

    /// A domain that was read whole.
    static func directory(
        _ domain: String = domain, _ change: (inout DirectoryFact) -> Void = { _ in }
    ) -> DirectoryFact {
        var fact = DirectoryFact(
            domain: domain, observedAt: Sample.moment, unread: Unreadable(.evidenceMissing, "not read"))
        fact.failure = nil
        fact.attempts = [attempt(.search, nil)]
        fact.controller = controller()
        fact.registrationPoints = .present([rightPoint])
        fact.syncAccounts = .absent
        fact.managementSites = .absent
        fact.computers = .absent
        change(&fact)
        return fact
    }

    /// A domain of which nothing was read.
    static func unread(_ code: ReasonCode, _ attempts: ControllerAttempt..., domain: String = domain)
        -> DirectoryFact
    {
        var fact = DirectoryFact(
            domain: domain, observedAt: Sample.moment, unread: Unreadable(code, "\(server): it failed"))
        fact.attempts = attempts
        return fact
    }

    static func facts(_ directories: DirectoryFact...) -> FactSet {
        var facts = FactSet()
        facts.directories = directories
        return facts
    }
}
