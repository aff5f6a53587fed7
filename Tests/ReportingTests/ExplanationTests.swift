import CheckCatalogue
import Model
import Reporting
import SampleFacts
import Testing

struct ExplanationTests {
    private static var judging: JudgingKnowledge {
        get throws { try RealCatalogue.load().judging }
    }

    @Test
    func `a check is explained with all that the catalogue says`() throws {
        let check = try #require(try Self.judging.checks["endpoints.hybrid-join-reachable"])
        let text = Explanation.text(of: check, in: try Self.judging.requirementSets)
        #expect(text.hasPrefix("endpoints.hybrid-join-reachable: \(check.title)\n\nWhy       "))
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [check.why, check.breaks, check.judged, check.remedy, check.source] {
            #expect(flat.contains(part))
        }
        #expect(flat.contains("Counts as classic: fail, current: note"))
    }

    @Test
    func `a check that a set does not mention is told as such`() throws {
        let check = try #require(try Self.judging.checks["endpoints.tls-version"])
        let set = RequirementSet(name: "empty", title: "", about: "", source: "", severities: [:])
        #expect(Explanation.text(of: check, in: [set]).contains("Counts as empty: not in it"))
    }

    @Test(arguments: ReasonCode.allCases)
    func `every reason code is explained within 80 columns`(code: ReasonCode) throws {
        let reason = try #require(try Self.judging.reasons[code])
        let text = Explanation.text(of: reason)
        #expect(text.hasPrefix("\(code.rawValue): \(reason.title)\n"))
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [reason.means, reason.remedy, reason.source] { #expect(flat.contains(part)) }
        #expect(text.split(separator: "\n").filter { $0.count > 80 && $0.dropFirst(10).contains(" ") } == [])
    }
}
