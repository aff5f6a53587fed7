import Model
import SampleFacts
import Testing

@testable import Checks

struct FunctionalLevelCheckTests {
    private let check = FunctionalLevelCheck()

    private static func row(_ name: String, domain: Int?, own: Int?, forest: Int? = nil, _ outline: String)
        -> Judgement
    {
        let fact = DirectorySample.directory {
            $0.controller?.domainLevel = domain
            $0.controller?.controllerLevel = own
            $0.controller?.forestLevel = forest
        }
        return Judgement(name, DirectorySample.facts(fact), [outline])
    }

    static let rows: [Judgement] = [
        row("2016", domain: 7, own: 7, "met"),
        row("the least", domain: 4, own: 4, "met"),
        row("a level that is not known yet", domain: 12, own: 12, "met"),
        row("a domain whose controller does not tell its own", domain: 4, own: nil, "met"),
        row("2008", domain: 3, own: 3, "not-met directory.level-too-low"),
        row("an old controller in an old domain", domain: 0, own: 2, "not-met directory.level-too-low"),
        row("levels that contradict each other", domain: 7, own: 3, "not-met directory.level-too-low"),
        row("a new controller in an old domain", domain: 3, own: 7, "undetermined directory.level-too-low"),
        row("an old domain alone", domain: 3, own: nil, "undetermined directory.level-too-low"),
        row("a controller alone", domain: nil, own: 7, "undetermined evidence.missing"),
        row("a forest alone", domain: nil, own: nil, forest: 7, "undetermined evidence.missing"),
        row("no level at all", domain: nil, own: nil, "undetermined directory.not-active-directory"),
        Judgement(
            "no controller",
            DirectorySample.facts(
                DirectorySample.unread(.tcpRefused, DirectorySample.attempt(.tcp, .tcpRefused))),
            ["undetermined tcp.refused < directory.controller-reachable"]),
    ]

    @Test(arguments: rows)
    func `judges the level of a domain`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test
    func `levels are named`() throws {
        #expect(
            try Self.row("", domain: 7, own: 10, "").words(of: check)
                == "the domain has level 7 (Windows Server 2016), dc1.corp.example level 10 (Windows Server 2025)"
        )
        #expect(
            try Self.row("", domain: 2, own: 3, "").words(of: check)
                == "corp.example: dc1.corp.example has level 3 (Windows Server 2008), and level 4 (Windows Server 2008 R2) is needed"
        )
        #expect(try Self.row("", domain: 9, own: nil, "").words(of: check) == "the domain has level 9")
    }

    @Test
    func `nothing is met where the catalogue knows no minimum`() {
        let evidence = Evidence(
            facts: DirectorySample.facts(DirectorySample.directory()), references: References())
        #expect(check.evaluate(evidence).map(\.outline) == ["undetermined evidence.missing"])
    }
}
