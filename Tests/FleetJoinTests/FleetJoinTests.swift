import Foundation
import Model
import Testing

@testable import FleetJoin

/// Which records are one device.
struct FleetJoinTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fleet: SampleFleet
        var devices: [String]

        init(_ what: String, _ fleet: SampleFleet, _ devices: String...) {
            testDescription = what
            self.fleet = fleet
            self.devices = devices
        }
    }

    private static let none = SampleFleet()

    private static let byID = [
        Row(
            "all four lists by one id",
            none.computer("PC1", 1).entra("PC1", 1).managed("PC1", 1).machine("pc1.corp.example", 1),
            "pc1.corp.example c:enabled e:id twins:0 i:mdm m:id records:0"),
        Row(
            "an id joins whatever the names are", none.computer("PC1", 1).entra("OLD-NAME", 1),
            "PC1 c:enabled e:id twins:0"),
        Row(
            "what no other list has is missing there",
            none.computer("PC1", 1).asking("eim"), "PC1 c:enabled e:absent i:absent m:absent"),
        Row(
            "a list that was not asked says nothing", none.computer("PC1", 1).entra("PC1", 1),
            "PC1 c:enabled e:id twins:0"),
        Row(
            "a list that was cut says nothing of what it lacks",
            none.computer("PC1", 1).asking("eim").cut(), "PC1 c:enabled"),
        Row(
            "two records of one id in Intune are two records",
            none.entra("PC1", 1).managed("PC1", 1).managed("PC1", 1, agent: "mssense"),
            "PC1 e:id twins:0 i:mdm+mssense"),
        Row(
            "a record of Intune that is silent, and of another agent, is told apart",
            none.entra("PC1", 1).managed("PC1", 1, days: 200).managed("PC1", 1, agent: "mssense"),
            "PC1 e:id twins:0 i:mssense stale:mdm"),
        Row(
            "a record of Intune that is silent, and of the same agent, is none beside one in use",
            none.entra("PC1", 1).managed("PC1", 1, agent: "mssense", days: 200).managed(
                "PC1", 1, agent: "mssense"),
            "PC1 e:id twins:0 i:mssense"),
        Row(
            "objects of one id that say different things are two",
            none.entra("PC1", 1).entra("PC1", 1, enabled: false), "PC1 e:id twins:1"),
        Row(
            "objects of one id that say different things are two in any order",
            none.entra("PC1", 1, enabled: false).entra("PC1", 1), "PC1 e:id twins:1"),
        Row(
            "a machine's id that no object has is told",
            none.computer("PC1", 1).entra("PC1", 1).machine("pc1.corp.example", 8),
            "pc1.corp.example c:enabled e:id twins:0 m:name records:0 foreign:Defender machines"),
        Row(
            "a list that was cut may hold the object of a machine's id",
            none.asking("e").machine("pc1.corp.example", 8).cut(), "pc1.corp.example m:id"),
        Row(
            "a computer's id that is not its hybrid object's is told",
            none.computer("PC1", 2).entra("PC1", 1).machine("pc1.corp.example", 1),
            "pc1.corp.example c:enabled e:id twins:0 m:id records:0 foreign:Active Directory"),
        Row(
            "a computer's id is no matter of an object that was not synchronized",
            none.computer("PC1", 2).entra("PC1", 1, trust: "azuread").machine("pc1.corp.example", 1),
            "pc1.corp.example c:enabled e:id twins:0 m:id records:0"),
        Row(
            "an id of the evidence that no object has is told",
            none.entra("PC1", 1).evidence("a", name: "pc1", id: 9),
            "PC1 e:name twins:0 foreign:evidence evidence:a"),
        Row(
            "an agent that is null is a record", none.entra("PC1", 1).managed("PC1", 1, agent: ""),
            "PC1 e:id twins:0 i:?"),
        Row(
            "a page that came twice makes no second device", none.entra("PC1", 1).entra("PC1", 1),
            "PC1 e:id twins:0"),
        Row(
            "devices of one name and two ids are two",
            none.computer("PC1", 1).computer("PC1", 2, domain: "DC=b,DC=example").entra("PC1", 1).entra(
                "PC1", 2), "PC1 c:enabled e:id twins:0", "PC1 c:enabled e:id twins:0"),
        Row(
            "no device without any id or name is lost", none.entra("", nil).machine("", nil),
            " e:id twins:0 m:absent", " e:absent m:id records:0"),
    ]

    private static let byName = [
        Row(
            "a full name joins a machine without an id with its computer",
            none.computer("PC1", 1).machine("PC1.Corp.Example", nil),
            "PC1.Corp.Example c:enabled m:name records:0"),
        Row(
            "a full name joins where the id is another one, as of a registration of its own",
            none.computer("PC1", 1).entra("PC1", 1).entra("PC1", 7).machine("pc1.corp.example", 7),
            "pc1.corp.example c:enabled e:id twins:1 m:id records:0 foreign:Active Directory"),
        Row(
            "a record of Intune of the same name and without an id may be either's",
            none.entra("PC1", 1).managed("PC1", 1, agent: "mssense").managed("PC1", nil),
            "PC1 e:id twins:0 i:?", "PC1 e:? i:?"),
        Row(
            "so may one whose id no object has",
            none.entra("PC1", 1).managed("PC1", 1, agent: "mssense").managed("PC1", 8),
            "PC1 e:id twins:0 i:?", "PC1 e:? i:? foreign:Intune devices"),
        Row(
            "an id that was not looked for is of another device",
            none.managed("PC1", 1, agent: "mssense").managed("PC1", 8), "PC1 i:mssense", "PC1 i:mdm"),
        Row(
            "a machine of the bare name alone may be either's",
            none.entra("PC1", 1).machine("pc1.corp.example", 1).machine("pc1", nil, record: "m2"),
            "pc1.corp.example e:id twins:0 m:?", "pc1 e:? m:?"),
        Row(
            "another domain's full name joins nothing",
            none.computer("PC1", 1).machine("pc1.other.example", nil),
            "PC1 c:enabled m:?", "pc1.other.example c:? m:id records:0"),
        Row(
            "the bare name joins where only one can be meant",
            none.computer("PC1", nil).entra("PC1", 5), "PC1 c:enabled e:name twins:0"),
        Row(
            "three lists by the bare name alone",
            none.entra("PC1", 5).managed("pc1", nil).machine("PC1", nil),
            "PC1 e:name twins:0 i:mdm m:name records:0"),
        Row(
            "the bare name joins nothing where two may be meant",
            none.computer("PC1", 1).computer("PC1", 2, domain: "DC=b,DC=example").entra("PC1", 5),
            "PC1 c:enabled e:?", "PC1 c:enabled e:?", "PC1 c:? e:id twins:0"),
        Row(
            "an object that nobody claims beside one that is claimed is a twin",
            none.computer("PC1", 1).entra("PC1", 1).entra("PC1", 9),
            "PC1 c:enabled e:id twins:1", "PC1 c:? e:id twins:0"),
        Row(
            "a twin that is stale is none",
            none.computer("PC1", 1).entra("PC1", 1).entra("PC1", 9, days: 400),
            "PC1 c:enabled e:id twins:0"),
        Row(
            "a twin that is disabled is none",
            none.computer("PC1", 1).entra("PC1", 1).entra("PC1", 9, enabled: false),
            "PC1 c:enabled e:id twins:0"),
        Row(
            "names of fifteen characters go on in the distinguished name",
            none.computer("ABCDEFGHIJKLMNO", 1, common: "ABCDEFGHIJKLMNOPQR").machine(
                "abcdefghijklmnopqr.corp.example", nil),
            "abcdefghijklmnopqr.corp.example c:enabled m:name records:0"),
        Row(
            "many of one name are told apart by nothing",
            (1...20).reduce(none) { $0.managed("localhost", $1) }.machine("localhost", nil),
            "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?",
            "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?",
            "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?",
            "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?",
            "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?", "localhost i:mdm m:?",
            "localhost i:? m:id records:0"),
    ]

    private static let machines = [
        Row(
            "a merged record is none",
            none.machine("pc1", 1, record: "old", mergedInto: "new").machine("pc1", 1, record: "new"),
            "pc1 m:id records:0"),
        Row(
            "a merged record alone is no device", none.machine("pc1", 1, mergedInto: "x").entra("PC1", 1),
            "PC1 e:id twins:0 m:absent"),
        Row(
            "of two records the one seen last counts, and the other is told",
            none.machine("pc1.corp.example", 1, record: "a", days: 20).machine(
                "pc1.corp.example", 2, record: "b", days: 1),
            "pc1.corp.example m:id records:1"),
        Row(
            "a record from before the device was set up anew is no second one",
            none.machine("pc1.corp.example", 1, record: "a", days: 100, health: "inactive").machine(
                "pc1.corp.example", 2, record: "b", days: 1), "pc1.corp.example m:id records:0"),
        Row(
            "a record that came twice is one",
            none.machine("pc1", 1).machine("pc1", 1), "pc1 m:id records:0"),
        Row(
            "a record that came twice and says different things is two",
            none.machine("pc1", 1).machine("pc1", 1, health: "inactive"), "pc1 m:id records:1"),
        Row(
            "two machines of one bare name are two",
            none.machine("pc1", 1, record: "a").machine("pc1", 2, record: "b"),
            "pc1 m:id records:0", "pc1 m:id records:0"),
    ]

    private static let leftOut = [
        Row("a disabled account that nobody else knows", none.computer("PC1", 1, disabled: true)),
        Row("a stale account that nobody else knows", none.computer("PC1", 1, days: 400)),
        Row("a stale object", none.entra("PC1", 1, days: 400)),
        Row("a phone", none.entra("Phone", 1, system: "IPhone").entra("A", 2, system: "AndroidEnterprise")),
        Row(
            "a disabled account of a machine that is seen",
            none.computer("PC1", 1, disabled: true).machine("pc1", 1), "pc1 c:disabled m:id records:0"),
        Row(
            "a stale machine of an account in use", none.computer("PC1", 1).machine("pc1", 1, days: 90),
            "pc1 c:enabled m:id records:0"),
        Row(
            "an account of which it is not known when it was used", none.computer("PC1", 1, days: nil),
            "PC1 c:enabled"),
        Row(
            "a domain controller", none.computer("DC1", 1, controller: true), "DC1 c:domain-controller"),
        Row(
            "a phone's system on a machine is looked at", none.entra("X", 1, system: "iOS").machine("x", 1),
            "x e:id twins:0 m:id records:0"),
    ]

    private static let evidence = [
        Row(
            "evidence joins by its device id",
            none.computer("PC1", 1).evidence("a", name: "pc1", id: 1),
            "PC1 c:enabled evidence:a"),
        Row(
            "evidence joins by its full name",
            none.computer("PC1", 1).computer("PC1", 2, domain: "DC=b,DC=example").evidence(
                "a", name: "pc1", domain: "b.example"),
            "PC1 c:enabled", "PC1 c:enabled evidence:a"),
        Row(
            "evidence joins by the bare name where one is meant",
            none.computer("PC1", 1).evidence("a", name: "pc1"), "PC1 c:enabled evidence:a"),
        Row(
            "evidence of a name that two have joins with neither",
            none.computer("PC1", 1).computer("PC1", 2, domain: "DC=b,DC=example").evidence("a", name: "pc1"),
            "PC1 c:enabled", "PC1 c:enabled", "pc1 c:? evidence:a"),
        Row(
            "a NetBIOS domain is no full name",
            none.computer("PC1", 1).evidence("a", name: "pc1", domain: "corp"), "PC1 c:enabled evidence:a"),
        Row(
            "evidence that nobody else knows stays", none.asking("em").evidence("a", name: "pc9"),
            "pc9 e:absent m:absent evidence:a"),
        Row(
            "evidence without a name stays", none.asking("e").evidence("a", name: nil),
            "a e:absent evidence:a"),
        Row(
            "evidence of a disabled account is judged",
            none.computer("PC1", 1, disabled: true).evidence("a", name: "pc1", id: 1),
            "PC1 c:disabled evidence:a"),
        Row(
            "two folders of one device are both judged",
            none.entra("PC1", 1).evidence("a", name: "pc1", id: 1).evidence("b", name: "pc1", id: 1),
            "PC1 e:id twins:0 evidence:a", "PC1 e:id twins:0 evidence:b"),
    ]

    @Test(arguments: byID + byName + machines + leftOut + evidence)
    func `records that are one device are joined, and no others`(row: Row) {
        #expect(row.fleet.outline() == row.devices)
    }

    @Test(arguments: byID + byName + machines + leftOut + evidence)
    func `no record vanishes`(row: Row) {
        let outcome = row.fleet.outcome()
        let counted = outcome.devices.reduce(0) { $0 + $1.weight }
        #expect(counted == outcome.fleet.rows.count)
        let records =
            (row.fleet.sources.computers?.rows.count ?? 0) + (row.fleet.sources.entraDevices?.rows.count ?? 0)
            + (row.fleet.sources.managedDevices?.rows.count ?? 0)
            + (row.fleet.sources.machines?.rows.count ?? 0) + row.fleet.evidence.count
        #expect(outcome.fleet.rows.count + outcome.fleet.leftOut.values.reduce(0, +) <= records)
        #expect(records == 0 || outcome.fleet.rows.count + outcome.fleet.leftOut.values.reduce(0, +) > 0)
    }

    @Test func `devices of which the same is said share one fact`() {
        let fleet = (1...50).reduce(SampleFleet()) { (fleet: SampleFleet, number: Int) in
            fleet.computer("PC\(number)", number).entra("PC\(number)", number).machine(
                "pc\(number).corp.example", number)
        }
        let outcome = fleet.outcome()
        #expect(outcome.fleet.rows.count == 50)
        #expect(outcome.devices.count == 1)
        #expect(outcome.devices.first?.members?.count == 50)
        #expect(outcome.devices.first?.members?.examples.count == 3)
    }

    struct Registration: Sendable {
        var profile: String
        var registered: Bool?
        var keys: Bool?
        var trust = "serverad"
        var said: String?
    }

    @Test(arguments: [
        Registration(profile: "registereddevice", registered: true, keys: true, said: "complete"),
        Registration(profile: "registereddevice", registered: nil, keys: nil, said: "complete"),
        Registration(profile: "", registered: false, keys: nil, said: "pending"),
        Registration(profile: "registereddevice", registered: true, keys: false, said: "pending"),
        Registration(profile: "securevm", registered: nil, keys: nil, said: "pending"),
        Registration(profile: "", registered: nil, keys: nil, said: nil),
        Registration(profile: "", registered: true, keys: nil, said: "complete"),
        Registration(profile: "shared", registered: nil, keys: nil, trust: "azuread", said: nil),
    ])
    func `a registration is complete, pending or not told`(row: Registration) {
        let fleet = SampleFleet().entra(
            "PC1", 1, trust: row.trust, profile: row.profile, registered: row.registered, keys: row.keys)
        let claims = fleet.outcome().devices[0].claims
        let said = claims.first { $0.attribute == .entraRegistration }?.value
        #expect(said == row.said.map { .text($0) })
    }

    @Test(arguments: [
        (nil, []), ("", ["absent"]), ("MDE-Management", ["MDE-Management"]),
        ("MDE-Management\nMDE_Management", ["MDE-Management", "MDE_Management"]),
    ])
    func `tags that were not shown are not taken for none`(tags: String?, said: [String]) {
        let claims = SampleFleet().machine("pc1", 1, tags: tags).outcome().devices[0].claims
        let told = claims.filter { $0.attribute == .machineTag }.map { claim in
            claim.value == .absent ? "absent" : claim.instance ?? ""
        }
        #expect(told == said)
    }

    @Test(arguments: [true, false])
    func `records of one id that contradict each other are told side by side, in any order`(isFirst: Bool) {
        let one = SampleFleet().entra("PC1", 1).machine("pc1", 1, tags: "MDE-Management")
        let other = SampleFleet().entra("PC1", 1, enabled: false).machine("pc1", 1, tags: "")
        let fleet =
            isFirst
            ? one.entra("PC1", 1, enabled: false).machine("pc1", 1, tags: "")
            : other.entra("PC1", 1).machine("pc1", 1, tags: "MDE-Management")
        let claims = fleet.outcome().devices[0].claims
        let enabled = claims.filter { $0.attribute == .entraEnabled }.map(\.value)
        #expect(Set(enabled) == [.flag(true), .flag(false)])
        let tags = claims.filter { $0.attribute == .machineTag && $0.instance == "MDE-Management" }
        #expect(Set(tags.map(\.value)) == [.flag(true), .flag(false)])
    }

    @Test func `folders of one device are judged by what all of them say`() {
        var fleet = SampleFleet().evidence("a", name: "pc1", id: 1).evidence("b", name: "pc1", id: 1)
        fleet.evidence[0].claims.append(Claim(.enrollmentProvider, .absent, file: 0, line: 2))
        fleet.evidence[1].claims.append(
            Claim(.enrollmentProvider, instance: "x", .text("MS DM Server"), file: 0, line: 2))
        for fact in fleet.outcome().devices {
            let found = fact.claims.filter { $0.attribute == .enrollmentProvider && $0.instance == "x" }
            #expect(Set(found.map(\.value)) == [.absent, .text("MS DM Server")])
        }
    }

    @Test func `very many folders of one device are refused`() {
        let fleet = (1...20).reduce(SampleFleet()) { (fleet: SampleFleet, number: Int) in
            fleet.evidence("folder\(number)", name: "pc1", id: 1)
        }
        #expect(fleet.outcome().devices.allSatisfy { $0.faults.map(\.code) == [.evidenceContradictory] })
    }

    @Test func `what a list lacked is told with the device`() {
        let outcome = SampleFleet().computer("PC1", 1).asking("m").cut().outcome()
        #expect(outcome.devices[0].files.map(\.fault?.code) == [.graphIncomplete, .graphIncomplete])
    }
}
