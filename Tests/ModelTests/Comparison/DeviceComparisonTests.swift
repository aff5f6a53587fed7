import Model
import Testing

/// Devices of two reports: which are the same, and what became of them.
struct DeviceComparisonTests {
    private func comparison(_ old: [Report.Device], _ new: [Report.Device]) throws -> DeviceComparison {
        let check = Report.Result.sample("tagging.tag", .pass)
        return try #require(
            Report.sample([check], devices: old).compared(to: .sample([check], devices: new)).devices)
    }

    /// `change name` of each device that is not as it was.
    private func changes(_ old: [Report.Device], _ new: [Report.Device]) throws -> [String] {
        try comparison(old, new).items.map { "\($0.change.rawValue) \($0.name)" }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var old: [Report.Device.IDs]
        var new: [Report.Device.IDs]
        /// Whether the device of that number in the new report is the first one of the old report.
        var joined: Int?
    }

    /// Every device has another name in each report, but for those that say otherwise.
    static let rows: [Row] = [
        Row(testDescription: "Entra id", old: [.entra(1)], new: [.entra(2), .entra(1)], joined: 1),
        Row(testDescription: "account", old: [.account(1)], new: [.account(2), .account(1)], joined: 1),
        Row(
            testDescription: "machine", old: [.machine("AB")], new: [.machine("b"), .machine("ab")], joined: 1
        ),
        Row(
            testDescription: "name in the directory", old: [.dn("CN=A,DC=x")], new: [.dn("cn=a,dc=X")],
            joined: 0),
        Row(
            testDescription: "the place of evidence that says another name", old: [.evidence("ev/1")],
            new: [.evidence("ev/1")], joined: nil),
        Row(
            testDescription: "Entra id before account",
            old: [.account(1).with { $0.entraDeviceID = GUID(high: 1, low: 1) }],
            new: [.account(1), .entra(1)], joined: 1),
        Row(
            testDescription: "account of a device that was registered anew",
            old: [.account(1).with { $0.entraDeviceID = GUID(high: 1, low: 1) }],
            new: [.account(1).with { $0.entraDeviceID = GUID(high: 1, low: 2) }], joined: 0),
        Row(
            testDescription: "evidence in the same place of another device",
            old: [.entra(1).with { $0.evidence = "a.zip" }], new: [.entra(2).with { $0.evidence = "a.zip" }],
            joined: nil),
        Row(
            testDescription: "an id that two have", old: [.entra(1)], new: [.entra(1), .entra(1)], joined: nil
        ),
        Row(
            testDescription: "an id of zeros", old: [.init(objectGUID: .zero)],
            new: [.init(objectGUID: .zero)],
            joined: nil),
        Row(testDescription: "no id", old: [.init()], new: [.init()], joined: nil),
    ]

    @Test(arguments: rows)
    func `devices are the same by the strongest id that is nobody else's`(row: Row) throws {
        let old = row.old.map { Report.Device.sample("old", .ready, ids: $0) }
        let new = row.new.enumerated().map {
            Report.Device.sample("new\($0)", .notReady, .fail, .tagMissing, ids: $1)
        }
        let found = try comparison(old, new)
        let joined = found.items.filter { $0.from != nil && $0.to != nil }.map(\.name)
        #expect(joined == row.joined.map { ["new\($0)"] } ?? [])
        #expect(found.count(of: .vanished) == (row.joined == nil ? 1 : 0))
    }

    @Test func `the name joins where nothing else does, in upper or lower case`() throws {
        #expect(
            try changes([.sample("PC-1", .ready)], [.sample("pc-1", .notReady, .fail, .tagMissing)]) == [
                "worse pc-1"
            ])
    }

    @Test func `the next device's evidence in the same folder is of a new device`() throws {
        let old = Report.Device.sample("pc-1", .notReady, .fail, .tagMissing, ids: .evidence("ev/1"))
        let new = Report.Device.sample("pc-2", .notReady, .fail, .tagMissing, ids: .evidence("ev/1"))
        #expect(try changes([old], [new]) == ["worse pc-2", "vanished pc-1"])
    }

    @Test(arguments: [("ev/1", "ev/2", 0), ("fleet/1", "fleet/2", 0), ("fleet//1", "fleet//2", 2)])
    func `devices of one name are told apart by where their evidence lies, and not by a number in a fleet`(
        first: String, second: String, ambiguous: Int
    ) throws {
        let old: [Report.Device] = [
            .sample("pc", .ready, ids: .evidence(first)),
            .sample("PC", .notReady, .fail, .tagMissing, ids: .evidence(second)),
        ]
        let new: [Report.Device] = [
            .sample("PC", .notReady, .fail, .tagMissing, ids: .evidence(first)),
            .sample("pc", .ready, ids: .evidence(second)),
        ]
        let found = try comparison(old, new)
        #expect(found.ambiguous == ambiguous)
        #expect(found.count(of: .worse) == (ambiguous == 0 ? 1 : 0))
    }

    @Test func `a name does not join devices of which an id says that they are two`() throws {
        #expect(
            try changes([.sample("pc", .ready, ids: .entra(1))], [.sample("pc", .ready, ids: .entra(2))]) == [
                "appeared pc", "vanished pc",
            ])
    }

    @Test(arguments: [
        ([Report.Device.Verdict.ready, .notReady], [Report.Device.Verdict.notReady, .ready], 0),
        ([.ready, .ready], [.notReady, .ready], 1), ([.notReady, .notReady], [.notReady, .ready], 0),
        ([.ready, .notReady, .ready], [.notReady, .notReady], 1),
    ])
    func `of devices with one name the worst are compared with the worst, and it is told`(
        old: [Report.Device.Verdict], new: [Report.Device.Verdict], worse: Int
    ) throws {
        func devices(_ verdicts: [Report.Device.Verdict]) -> [Report.Device] {
            verdicts.map { .init(name: "pc", ids: .init(), verdict: $0, results: []) }
        }
        let report = Report.sample([], devices: devices(old))
        let comparison = report.compared(to: .sample([], devices: devices(new)))
        #expect(comparison.devices?.count(of: .worse) == worse)
        #expect(comparison.doubts.map(\.kind) == [.ambiguousNames])
        #expect(comparison.doubts.first?.message.contains("(pc)") == true)
    }

    @Test func `every device is in one group, the worst first`() throws {
        let old: [Report.Device] = [
            .sample("a", .ready), .sample("b", .ready), .sample("c", .ready),
            .sample("d", .notReady, .fail, .tagMissing),
            .sample("e", .notReady, .fail, .tagMissing), .sample("gone", .ready), .sample("same", .ready),
        ]
        let new: [Report.Device] = [
            .sample("a", .notReady, .fail, .tagMissing), .sample("b", .notReady, .fail, .tagMissing),
            .sample("c", .undetermined, .undetermined, .evidenceMissing), .sample("d", .ready),
            .sample("e", .undetermined, .undetermined, .evidenceMissing), .sample("new", .ready),
            .sample("same", .ready),
        ]
        let found = try comparison(old, new)
        #expect(
            found.groups.map(\.change) == [.worse, .worse, .better, .noLongerKnown, .appeared, .vanished])
        #expect(found.groups.map(\.count) == [2, 1, 1, 1, 1, 1])
        #expect(found.groups.first?.examples == ["a", "b"])
        #expect(found.groups.first?.because?.came == [.tagMissing])
        #expect(found.groups.first?.remediation == "remedy of tagging.tag")
        #expect(found.counts.values.reduce(0, +) == 8)
        #expect(found.count(of: .same) == 1)
        #expect(found.items.count == 7)
    }

    @Test func `a device of which one check got worse is worse, though its verdict is the same`() throws {
        func device(_ tag: Status, _ join: Status) -> Report.Device {
            .init(
                name: "a", ids: .init(), verdict: .notReady,
                results: [
                    .init(check: "registration.join", status: join, reasons: []),
                    .init(check: "tagging.tag", status: tag, reasons: []),
                ])
        }
        let found = try comparison([device(.fail, .pass)], [device(.pass, .fail)])
        let item = try #require(found.items.first)
        #expect(item.change == .worse)
        #expect(item.checks.map(\.change) == [.worse, .better])
        #expect(found.groups.first?.because?.check == "registration.join")
    }

    @Test func `a device that a check does not judge any more is worse`() throws {
        let old = Report.Device.sample("a", .ready)
        var new = old
        new.results = []
        #expect(try changes([old], [new]) == ["worse a"])
        #expect(try changes([new], [old]) == ["changed a"])
    }

    @Test func `devices in one report alone appear or vanish, and only trouble is worse`() throws {
        let devices: [Report.Device] = [.sample("a", .ready), .sample("b", .notReady, .fail, .tagMissing)]
        let check = Report.Result.sample("tagging.tag", .pass)
        let came = Report.sample([check]).compared(to: .sample([check], devices: devices))
        #expect(came.devices?.items.map(\.change) == [.appeared, .worse])
        #expect(came.exitStatus == 1)
        let went = Report.sample([check], devices: devices).compared(to: .sample([check]))
        #expect(went.devices?.items.map(\.change) == [.vanished, .vanished])
        #expect(went.exitStatus == 0)
    }

    @Test(arguments: [(Status.note, "appeared new"), (.warning, "worse new")])
    func `a note is no trouble that a new device comes with`(status: Status, change: String) throws {
        #expect(try changes([], [.sample("new", .ready, status, .tagMissing)]) == [change])
    }

    @Test func `devices without results, beside each other, stay apart`() throws {
        let old: [Report.Device] = [
            .init(name: "a", ids: .init(), verdict: .ready, results: []), .sample("b", .ready),
        ]
        let new: [Report.Device] = [
            .init(name: "a", ids: .init(), verdict: .ready, results: []),
            .sample("b", .notReady, .fail, .tagMissing),
        ]
        #expect(try changes(old, new) == ["worse b"])
    }
}
