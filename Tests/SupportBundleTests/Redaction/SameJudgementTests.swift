import Foundation
import Model
import Reporting
import SupportBundle
import TestSupport
import Testing

/// Judging redacted facts comes to the same as judging the facts.
struct SameJudgementTests {
    @Test(arguments: ["all-good", "both-paths", "directory-mixed", "failures-and-blocked", "interrupted"])
    func `an example report is the same but for its names`(name: String) throws {
        let file = Repository.root.appending(path: "reports/examples/\(name)/report.json")
        let facts = try JSONReport.decode(Data(contentsOf: file)).facts
        let redacted = FactRedactor.ofTypes(salt: name) {
            $0.replacing(/contoso|corp|dc1|sync01/.ignoresCase(), with: "somebody")
        }.redacted(facts)
        let (before, after) = (try WholeJudgement(facts), try WholeJudgement(redacted))
        #expect(after.results == before.results)
        #expect(after.devices == before.devices)
        #expect(!String(describing: redacted).lowercased().contains("contoso"))
    }

    @Test func `generated facts are of many kinds`() throws {
        var seen: [String: Set<String>] = [:]
        for seed in 0..<60 {
            var made = GeneratedFacts(seed: UInt64(seed * 1000))
            for result in try WholeJudgement(made.facts()).results {
                let words = result.split(separator: " ").map(String.init)
                seen[words[1], default: []].insert(words[3])
            }
        }
        let uniform = seen.filter { $0.value.subtracting(["skipped"]).count < 2 }.keys
        let expected = ["endpoints.defender-streamlined", "waivers.", "tagging.in-tagged-scope"]
        #expect(
            uniform.allSatisfy { check in expected.contains { check.hasPrefix($0) } }, "\(uniform)")
    }

    @Test(arguments: 0..<60)
    func `any facts are judged as they were`(seed: Int) throws {
        for number in 0..<5 {
            var made = GeneratedFacts(seed: UInt64(seed * 1000 + number))
            let facts = made.facts()
            let redacted = FactRedactor.ofTypes(salt: "\(seed)").redacted(facts)
            let (before, after) = (try WholeJudgement(facts), try WholeJudgement(redacted))
            let difference = zip(before.results + before.devices, after.results + after.devices).first {
                $0 != $1
            }
            #expect(difference == nil, "seed \(seed * 1000 + number)")
            #expect(
                after.results.count == before.results.count && after.devices.count == before.devices.count)
            #expect(after.picture == before.picture)
            expectNamesKept(before.names, after.names)
            #expect(Set(facts.ids).count == Set(redacted.ids).count)
        }
    }

    /// Two devices are one afterwards where they were before.
    private func expectNamesKept(_ before: [String], _ after: [String]) {
        var tokens: [String: String] = [:]
        for (name, token) in zip(before, after) where tokens[name.lowercased()] == nil {
            tokens[name.lowercased()] = token
        }
        #expect(Set(tokens.values.map { $0.lowercased() }).count == tokens.count)
        for (name, token) in zip(before, after) {
            #expect(tokens[name.lowercased()]?.lowercased() == token.lowercased())
        }
    }

    @Test func `parents stay parents, and equal computers are equal wherever they are named`() {
        for seed in 0..<100 {
            var made = GeneratedFacts(seed: UInt64(seed))
            let facts = made.facts()
            let redacted = FactRedactor.ofTypes(salt: "\(seed)").redacted(facts)
            let before = facts.directories.flatMap { $0.computers.value ?? [] }
            let after = redacted.directories.flatMap { $0.computers.value ?? [] }
            let names = before.map { DistinguishedName($0.dn) }
            let tokens = after.map { DistinguishedName($0.dn) }
            for (name, token) in zip(names, tokens) {
                #expect((name == nil) == (token == nil) && name?.parts.count == token?.parts.count)
                for (other, otherToken) in zip(names, tokens) {
                    guard let name, let token, let other, let otherToken else { continue }
                    #expect((name.parent == other.parent) == (token.parent == otherToken.parent))
                    #expect(name.parent.contains(other.parent) == token.parent.contains(otherToken.parent))
                    #expect((name == other) == (token == otherToken))
                }
            }
        }
    }
}

extension FactSet {
    fileprivate var ids: [String] {
        endpoints.map(\.id) + wildcards.map(\.id) + directories.map(\.id) + syncConfigurations.map(\.id)
            + federation.map(\.id) + devices.map(\.id)
    }
}
