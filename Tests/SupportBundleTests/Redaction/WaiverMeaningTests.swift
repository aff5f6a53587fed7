import Checks
import Foundation
import Model
import SampleFacts
import SupportBundle
import Testing

/// What patterns of waivers meant before redaction, they mean afterwards.
struct WaiverMeaningTests {
    /// Facts with waivers of many checks, by patterns that some of the names fit.
    private static func facts(_ seed: UInt64) -> FactSet {
        var made = GeneratedFacts(seed: seed)
        var facts = made.facts()
        var patterns = ["*", "PC-*", "srv?*", "*-BERLIN-*", "no such name*", "*,OU=x,*", "CN=*"]
        let computers = facts.directories.flatMap { $0.computers.value ?? [] }
        for computer in computers.prefix(4) {
            patterns.append("\(computer.name.prefix(3))*")
            patterns.append("*," + computer.dn.split(separator: ",").dropFirst().joined(separator: ","))
        }
        for device in facts.devices.prefix(4) {
            patterns += ["\(device.name.prefix(2))*", "*/\(device.path.suffix(3))", device.name]
        }
        // Results about all computers of a domain are called like the domain, and no wildcard means them.
        patterns += facts.directories.map { "\($0.domain.prefix(2))*" } + facts.directories.map(\.domain)
        patterns += facts.endpoints.prefix(3).compactMap(\.endpoint.host).map { "\($0.prefix(4))*" }
        let checks = allChecks.map(\.id).filter { $0.area != .waivers }
        facts.waivers = GivenWaivers(
            judgedAt: made.moment,
            waivers: patterns.map { pattern in
                Waiver(
                    check: made.pick(checks).rawValue, subject: String(pattern.prefix(500)),
                    because: "accepted", owner: "somebody", expires: made.moment.addingTimeInterval(9_000_000)
                )
            })
        return facts
    }

    @Test func `a run with waivers is judged as it was`() throws {
        var waived = 0
        for seed in 0..<60 {
            let facts = Self.facts(UInt64(seed))
            let redacted = FactRedactor.ofTypes(salt: "\(seed)").redacted(facts)
            let (before, after) = (try WholeJudgement(facts), try WholeJudgement(redacted))
            #expect(after.results == before.results, "seed \(seed)")
            #expect(after.devices == before.devices, "seed \(seed)")
            waived += (before.results + before.devices).count { $0.contains("waived") }
            // As a bundle gives it back.
            let written = try JSONEncoder().encode(redacted.waivers)
            #expect(try JSONDecoder().decode(GivenWaivers?.self, from: written) == redacted.waivers)
        }
        #expect(waived > 300)
    }

    /// Whatever a result is about, somebody may accept it by a part of that name.
    @Test(arguments: 0..<20)
    func `each subject of a result is waived as it was`(part: Int) throws {
        let forms: [(String) -> String] = [
            { "\($0.prefix(2))*" }, { "*\($0.suffix(3))" }, { "?\($0.dropFirst())" }, { $0 },
        ]
        var waived = 0
        for seed in 100 + part * 2..<102 + part * 2 {
            var made = GeneratedFacts(seed: UInt64(seed))
            var facts = made.facts()
            // A tenant is not called like a domain, mostly.
            if facts.tenantServices?.source == .api {
                facts.tenantServices?.name = made.pick(["Fabrikam", "Fabrikam & Söhne GmbH", "At Once"])
            }
            let subjects = Set(try WholeJudgement(facts).subjects).sorted {
                ($0.check, $0.name) < ($1.check, $1.name)
            }
            for form in forms {
                facts.waivers = GivenWaivers(
                    judgedAt: made.moment,
                    waivers: subjects.filter { $0.check.area != .waivers }.map { subject in
                        Waiver(
                            check: subject.check.rawValue, subject: form(subject.name), because: "accepted",
                            owner: "somebody", expires: made.moment.addingTimeInterval(9_000_000))
                    })
                let redacted = FactRedactor.ofTypes(salt: "\(seed)").redacted(facts)
                let (before, after) = (try WholeJudgement(facts), try WholeJudgement(redacted))
                let difference = zip(before.results, after.results).first { $0 != $1 }
                #expect(difference == nil, "seed \(seed), \(form("abcdef"))")
                waived += before.results.count { $0.contains("waived") }
            }
        }
        #expect(waived > 10)
    }

    @Test func `a name without wildcards means all that is called so, and an id`() throws {
        var facts = FactSet()
        facts.devices = [DeviceFact(path: "evidence/a", name: "Fabrikam & Söhne")]
        facts.tenantServices = TenantFact(
            id: "tenant:x", name: "Fabrikam & Söhne", source: .api,
            unread: Unreadable(.graphPermissionMissing, "no"))
        facts.waivers = GivenWaivers(
            judgedAt: .distantPast,
            waivers: ["Fabrikam & Söhne", "kasse-17"].map {
                Waiver(check: "tenant.x", subject: $0, because: "b", owner: "o", expires: .distantFuture)
            })
        let redacted = FactRedactor.ofTypes(salt: "a").redacted(facts)
        let names = redacted.waivers?.meanings?.first?.names ?? []
        #expect(redacted.waivers?.meanings?.count == 1)
        #expect(names.contains(redacted.tenantServices?.name ?? "?"))
        #expect(names.contains(redacted.waivers?.waivers[0].subject ?? "?"))
    }

    @Test func `what the result about all devices is called by stays`() {
        var facts = FactSet()
        facts.waivers = GivenWaivers(
            judgedAt: .distantPast,
            waivers: FactSet.deviceSubjects.sorted().map { subject in
                Waiver(
                    check: "tagging.x", subject: subject, because: "b", owner: "o", expires: .distantFuture)
            })
        let redacted = FactRedactor.ofTypes(salt: "salt").redacted(facts)
        #expect(redacted.waivers?.waivers.map(\.subject) == ["evidence", "fleet"])
    }

    @Test func `no name is left in it, and patterns of public hosts stay`() throws {
        var facts = FactSet()
        facts.devices = [DeviceFact(path: "evidence/kiosk-17", name: "KIOSK-17")]
        func waiver(_ subject: String) -> Waiver {
            Waiver(check: "tagging.x", subject: subject, because: "b", owner: "o", expires: .distantFuture)
        }
        facts.waivers = GivenWaivers(
            judgedAt: .distantPast, waivers: ["KIOSK-*", "*.dm.microsoft.com", "*"].map(waiver))
        let redacted = FactRedactor.ofTypes(salt: "a").redacted(facts)
        let text = String(decoding: try JSONEncoder().encode(redacted.waivers), as: UTF8.self)
        #expect(!text.lowercased().contains("kiosk"))
        #expect(redacted.waivers?.meanings == [.init(waiver: 0, names: [redacted.devices[0].name])])
        #expect(redacted.waivers?.waivers.map(\.subject).dropFirst() == ["*.dm.microsoft.com", "*"])
    }
}
