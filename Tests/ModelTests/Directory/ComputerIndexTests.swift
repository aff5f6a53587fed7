import FoundationEssentials
import Model
import Testing

/// What the computers of a domain have in common.
struct ComputerIndexTests {
    private static func computer(_ dn: String, _ system: String? = nil, _ version: String? = nil)
        -> ComputerFact
    {
        var computer = ComputerFact(dn: dn, name: dn, objectGUID: nil)
        computer.operatingSystem = system
        computer.operatingSystemVersion = version
        return computer
    }

    @Test
    func `each container has a number, in whatever order its computers come`() {
        let names = ["CN=a,OU=x", "CN=b,OU=x", "CN=c,OU=y", "CN=d,OU=x", "CN=e", "", #"CN=f\,g,OU=y"#]
        let index = ComputerIndex(names.map { Self.computer($0) })
        #expect(index.containers == ["OU=x", "OU=y", ""])
        #expect(index.containerOf == [0, 0, 1, 0, 2, 2, 1])
    }

    @Test
    func `a system is told by its name and its version`() {
        let index = ComputerIndex([
            Self.computer("CN=a", "Windows", "10"), Self.computer("CN=b", "Windows", "11"),
            Self.computer("CN=c"), Self.computer("CN=d", "Windows", "10"), Self.computer("CN=e", "Windows"),
            Self.computer("CN=f"), Self.computer("CN=g", nil, "10"), Self.computer("CN=h", "Windows", "11"),
        ])
        #expect(index.systems == [0, 1, 2, 4, 6])
        #expect(index.systemOf == [0, 1, 2, 0, 3, 2, 4, 1])
    }

    @Test
    func `many systems are told apart as few are`() {
        let versions = (0..<50).map { "\($0)" }
        let index = ComputerIndex(
            (versions + versions.reversed()).map { Self.computer("CN=a", "Windows", $0) })
        #expect(index.systems == Array(0..<50))
        #expect(index.systemOf == (0..<50).map { Int32($0) } + (0..<50).reversed().map { Int32($0) })
    }

    @Test
    func `evidence with two directories of one id mixes none up`() {
        var facts = FactSet()
        facts.directories = [["CN=a,OU=x"], ["CN=a,OU=y", "CN=b,OU=z"]].map { names in
            var fact = DirectoryFact(
                domain: "corp.example", observedAt: .init(timeIntervalSince1970: 0),
                unread: Unreadable(.ldapTimeout, "no answer"))
            fact.computers = .present(names.map { Self.computer($0) })
            return fact
        }
        let evidence = Evidence(facts: facts, references: References())
        #expect(
            facts.directories.map { evidence.index(of: $0).containers } == [["OU=x"], ["OU=y", "OU=z"]])
    }
}
