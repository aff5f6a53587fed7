import Foundation
import Model
import SampleFacts
import Testing

@testable import Checks

struct DeviceCertificatesCheckTests {
    private let check = DeviceCertificatesCheck()
    private static let guid = GUID("0bd5a1ba-24c3-4ec1-9a3d-1a2b3c4d5e6f")
    private static let day = SyncSample.day

    private static func computer(
        _ name: String = "A", values: Int = 1, undecodable: Int = 0, from begin: Double? = -100 * day,
        until end: Double? = 3000 * day, guid: GUID? = guid, system: String? = "Windows 11 Enterprise",
        version: String? = "10.0 (22631)"
    ) -> ComputerFact {
        SyncSample.computer("CN=\(name),OU=CORP,\(SyncSample.root)", system: system, version: version) {
            $0.objectGUID = guid
            $0.certificates.values = values
            $0.certificates.undecodable = undecodable
            $0.certificates.deviceNotBefore = begin.map { SyncSample.now.addingTimeInterval($0) }
            $0.certificates.deviceNotAfter = end.map { SyncSample.now.addingTimeInterval($0) }
        }
    }

    private static func none(
        _ name: String = "N", system: String? = "Windows 11 Enterprise", version: String? = "10.0 (22631)"
    ) -> ComputerFact {
        computer(name, values: 0, from: nil, until: nil, system: system, version: version)
    }

    private static func foreign(values: Int = 2, undecodable: Int = 0, guid: GUID? = guid) -> ComputerFact {
        computer(values: values, undecodable: undecodable, from: nil, until: nil, guid: guid)
    }

    private static func row(
        _ name: String, _ computers: [ComputerFact], realm: FederationFact.Realm.Account? = nil,
        _ outline: String
    ) -> Judgement {
        var facts = SyncSample.facts([SyncSample.directory(computers)])
        facts.federation =
            realm.map {
                [
                    FederationFact(
                        domain: "contoso.com", observedAt: SyncSample.now, realm: .present(.init(account: $0))
                    )
                ]
            } ?? []
        return Judgement(name, facts, [outline])
    }

    static let rows: [Judgement] = [
        row("a valid certificate", [computer()], "met"),
        row("a valid one among others", [computer(values: 3, undecodable: 1)], "met"),
        row("one whose beginning is not told", [computer(from: nil)], "met"),
        row("none", [computer(), none()], "not-met device-certificate.missing"),
        row("only foreign ones", [foreign()], "not-met device-certificate.foreign"),
        row("an expired one", [computer(until: -day)], "not-met device-certificate.expired"),
        row(
            "only garbage", [foreign(values: 1, undecodable: 1)],
            "undetermined device-certificate.undecodable"),
        row(
            "garbage and foreign ones", [foreign(values: 3, undecodable: 1)],
            "undetermined device-certificate.undecodable"),
        row("one that is not valid yet", [computer(from: day)], "undetermined evidence.inconclusive"),
        row(
            "certificates of a computer without an id", [foreign(guid: nil)],
            "undetermined directory.unsupported-value"),
        row(
            "a known fault and an unknown one", [none(), foreign(values: 1, undecodable: 1)],
            "not-met device-certificate.missing device-certificate.undecodable"),
        row("none in a managed domain", [none()], realm: .managed, "not-met device-certificate.missing"),
        row("none in an unknown domain", [none()], realm: .unknown, "not-met device-certificate.missing"),
        row(
            "none in a federated domain", [computer(), none()], realm: .federated,
            "undetermined device-certificate.missing"),
        row(
            "foreign ones in a federated domain", [foreign()], realm: .federated,
            "undetermined device-certificate.foreign"),
        row(
            "an expired one in a federated domain", [computer(until: -day)], realm: .federated,
            "undetermined device-certificate.expired"),
        row("a valid one in a federated domain", [computer()], realm: .federated, "met"),
        row("no computer", [], "not-applicable"),
        row(
            "only old ones", [none(system: "Windows 7 Professional", version: "6.1 (7601)")], "not-applicable"
        ),
        Judgement(
            "no controller",
            DirectorySample.facts(
                DirectorySample.unread(.tcpRefused, DirectorySample.attempt(.tcp, .tcpRefused))),
            ["undetermined tcp.refused < directory.controller-reachable"]),
        Judgement(
            "hidden computers",
            DirectorySample.facts(
                DirectorySample.directory { $0.computers = .unreadable(DirectorySample.denied) }),
            ["undetermined ldap.insufficient-access"]),
        Judgement(
            "no computer that is shown", DirectorySample.facts(DirectorySample.directory()),
            ["undetermined evidence.missing"]),
    ]

    @Test(arguments: rows)
    func `judges what computers have published`(row: Judgement) {
        #expect(row.findings(of: check).map(\.outline) == row.outlines)
    }

    @Test(arguments: [
        ("Windows 10 Enterprise", "10.0 (14393)", true), ("Windows 10 Enterprise", "10.0 (10586)", false),
        ("Windows 10 Enterprise 2015 LTSB", "10.0 (10240)", false), ("Windows 11 Pro", "10.0 (26100)", true),
        ("Windows 8.1 Enterprise", "6.3 (9600)", false), ("Windows 7 Professional", "6.1 (7601)", false),
        ("Windows XP Professional", "5.1 (2600)", false), ("Windows 12 Enterprise", "11.0 (1)", true),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", true),
        ("Windows Server 2012 Standard", "6.2 (9200)", false),
        ("Windows Server 2008 R2 Standard", "6.1 (7601)", false),
        ("Windows Server 2016 Standard", "10.0 (14393)", true),
        ("Windows Server 2016 Technical Preview", "10.0 (10586)", true),
        ("Hyper-V Server 2012 R2", "6.3 (9600)", true), (nil, "6.1 (7601)", false), (nil, "6.3 (9600)", true),
        (nil, nil, true), ("Windows 10 Enterprise", nil, true), ("Windows 10 Enterprise", "10.0", true),
        ("Windows 10 Enterprise", "ten", true), ("Windows 10 Enterprise", "10.0.19045", true),
        ("Windows 10 Enterprise", "99999999999999999999.0 (1)", true),
    ])
    func `versions that cannot join are left out, where they are known`(
        system: String?, version: String?, counts: Bool
    ) throws {
        let row = Self.row("", [Self.computer(), Self.none(system: system, version: version)], "")
        let fleet = try #require(row.findings(of: check).first?.fleet)
        #expect(fleet.leftOut["unsupported-version"] == (counts ? nil : 1))
        #expect(fleet.devices.count == (counts ? 2 : 1))
    }

    @Test
    func `numbers, the worst container and what was left out are told`() throws {
        let computers = [
            Self.computer(), Self.none("N1"), Self.none("N2"), Self.none("O", version: "6.1 (7601)"),
        ]
        let row = Self.row("", computers, "")
        #expect(
            try row.words(of: check)
                == "2 of 3 computers, all in OU=CORP,DC=corp,DC=example, have published no certificate")
        let fleet = try #require(row.findings(of: check).first?.fleet)
        #expect(fleet.counts == ["met": 1, "not-met": 2, "undetermined": 0])
        #expect(fleet.groups.map(\.examples) == [["N1", "N2"]])
        let all = Self.row("", [Self.computer("A"), Self.computer("B"), computers[3]], "")
        #expect(
            try all.words(of: check)
                == "all 2 computers have published a certificate that is valid (not counted: 1 of an unsupported version)"
        )
    }

    @Test
    func `a federated domain is named as the reason of doubt`() throws {
        let row = Self.row("", [Self.none()], realm: .federated, "")
        #expect(try row.words(of: check).hasSuffix("which proves nothing, since contoso.com is federated"))
        let reason = try #require(row.findings(of: check).first?.verdict.reasons.first)
        #expect(reason.facts == ["directory:corp.example", "federation:contoso.com"])
    }
}
