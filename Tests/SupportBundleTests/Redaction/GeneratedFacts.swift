import FoundationEssentials
import Model
import SampleFacts

/// Facts of a made-up customer, other ones for each seed: domains, containers, computers, exports, probes, a tenant, devices.
struct GeneratedFacts {
    var generator: SeededGenerator
    let moment = Date(timeIntervalSince1970: 1_760_000_000)
    /// DNS names of the domains of one forest, or of two.
    var domains: [String] = []
    /// The tenant's own domain and id.
    var tenantName = ""
    var tenantID = ""
    /// Computers by domain.
    var computers: [[ComputerFact]] = []
    var containers: [[String]] = []
    /// Seconds by which this host's clock is wrong.
    var clockOffset = 0.0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func chance(_ percent: Int) -> Bool { number(0..<100) < percent }

    mutating func pick<T>(_ list: [T]) -> T { list[number(0..<list.count)] }

    mutating func guid() -> GUID { GUID(high: generator.next(), low: generator.next()) }

    /// A name that a customer may give something.
    mutating func word() -> String {
        pick([
            "corp", "Berlin", "emea", "Clients", "Servers", "Test", "finance", "Lab 2", "Zürich",
            "HR,Payroll", "R+D", "x",
            "Very Long Name Of A Unit", "#1", " edge", "it", "prod", "ad", "lan", "Windows 10", "MDE",
        ]) + (chance(40) ? "\(number(0..<100))" : "")
    }

    /// A label that DNS takes.
    mutating func label() -> String {
        pick(["corp", "emea", "fabrikam", "contoso", "it", "a", "abc", "north-wind", "ad", "x1", "wingtip"])
            + (chance(30) ? "\(number(0..<50))" : "")
    }

    mutating func computerName() -> String {
        let stem = pick(["PC-", "LAP", "srv", "WS-BERLIN-", "DESKTOP-VERYLONGNAME", "dc"])
        return stem + "\(number(0..<400))"
    }

    mutating func facts() -> FactSet {
        let root = pick([
            "contoso.com", "\(label()).local", "corp.\(label()).co.uk", "abc.de", label(),
            "\(label()).example",
        ])
        domains = [root]
        if chance(50) { domains.append("\(label()).\(root)") }
        if chance(20) { domains.append("\(label()).\(label()).net") }
        domains = domains.map { $0.lowercased() }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        tenantName = "\(label()).onmicrosoft.com"
        tenantID = guid().description
        clockOffset = chance(20) ? 4000 : 1
        var facts = FactSet()
        if chance(80) {
            facts.tenant = TenantExpectation(
                id: chance(60) ? tenantID : nil, domain: chance(70) ? pick(domains + [tenantName]) : nil,
                initialDomain: chance(40) ? tenantName : nil)
        }
        facts.directoryExpectation = DirectoryExpectation(judgedAt: moment)
        if chance(80) { facts.directories = domains.indices.map { directory($0) } }
        if chance(80) { facts.syncConfigurations = (0..<number(1..<4)).map { _ in configuration() } }
        if chance(40) { facts.federation = [federation(domains[0])] }
        facts.endpoints = endpoints(facts.tenant)
        facts.wildcards = chance(50) ? wildcards() : []
        if chance(70) { facts.tenantServices = tenant() }
        if chance(70) { addDevices(to: &facts) }
        if chance(20) {
            facts.scopeAttestation = ScopeAttestation(by: "Anna Schmidt", on: moment)
            facts.scopeAttestation?.windowsClients = pick([.all, .tagged, .off])
        }
        return facts
    }
}
