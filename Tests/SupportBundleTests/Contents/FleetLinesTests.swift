import Model
import SupportBundle
import Testing

/// The rows of a joined fleet, kept beside a report.
struct FleetLinesTests {
    private static func fleet(_ names: [String]) -> Fleet {
        var fleet = Fleet()
        fleet.leftOut = ["account.disabled": 3]
        for (number, name) in names.enumerated() {
            var row = Fleet.Row()
            if !name.isEmpty { row.name = fleet.texts.add(name.utf8) }
            if number % 2 == 0 { row.dn = fleet.texts.add("CN=\(name),DC=corp,DC=example".utf8) }
            if number % 3 == 0 { row.machine = fleet.texts.add("m\(number)".utf8) }
            row.objectGUID = GUID(high: UInt64(number), low: 7)
            row.entraID = number % 2 == 1 ? GUID(high: 1, low: UInt64(number)) : nil
            row.fact = UInt32(number)
            fleet.rows.append(row)
        }
        return fleet
    }

    /// As many facts, each of one device; those of which a number is told, of as many of a fleet.
    private static func devices(_ count: Int, members: [Int: Int] = [:]) -> [DeviceFact] {
        (0..<count).map { number in
            var fact = DeviceFact(path: "fleet/\(number)", name: "PC\(number)")
            fact.members = members[number].map { .init(count: $0, examples: []) }
            return fact
        }
    }

    private static func lines(_ fleet: Fleet) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try FleetLines.write(fleet, to: { bytes += $0 })
        return bytes
    }

    @Test(arguments: [
        ([], 1), (["PC1"], 1), (["PC1", "pc\"2\"", "Büro\u{2028}3", "\u{1b}[31m", ""], 1),
        (["PC1", "PC2"], 1500),
    ])
    func `rows come back as they were`(some: [String], times: Int) throws {
        let names = Array(repeatElement(some, count: times).joined())
        let fleet = Self.fleet(names)
        let read = try FleetLines.read(Self.lines(fleet), devices: Self.devices(names.count))
        #expect(read == fleet)
    }

    @Test func `each device is a line of its own`() throws {
        let text = String(decoding: try Self.lines(Self.fleet(["PC1", "PC\n2"])), as: UTF8.self)
        #expect(text.split(separator: "\n").count == 3)
    }

    @Test(arguments: [
        ("", "line 1"), ("{}\n", "line 1"),
        (#"{"format":"mde-preflight.fleet/2","leftOut":{},"rows":0}"# + "\n", "line 1"),
        (#"{"format":"mde-preflight.fleet/1","leftOut":{"stale":-1},"rows":0}"# + "\n", "line 1"),
        (#"{"format":"mde-preflight.fleet/1","leftOut":{},"rows":2}"# + "\n{\"fact\":0}\n", "2 rows"),
        (#"{"format":"mde-preflight.fleet/1","leftOut":{},"rows":1}"# + "\n{\"fact\":1}\n", "line 2"),
        (#"{"format":"mde-preflight.fleet/1","leftOut":{},"rows":1}"# + "\n{\"fact\":-1}\n", "line 2"),
        (#"{"format":"mde-preflight.fleet/1","leftOut":{},"rows":1}"# + "\n{\"fact\":0}", "1 rows"),
    ])
    func `lines that are no fleet of these facts are refused, with the place`(text: String, place: String) {
        let fault = #expect(throws: FleetLines.Fault.self) {
            try FleetLines.read(Array(text.utf8), devices: Self.devices(1))
        }
        #expect(fault?.description.contains(place) == true)
    }

    @Test(
        arguments: [
            ([0, 0, 1], [0: 2], nil), ([0, 0, 1], [0: 2, 1: 1], nil), ([0, 0], [0: 2], nil),
            ([0, 0, 1], [0: 3], "2 rows of device:fleet/0, which stands for 3"),
            ([0, 0, 1], [0: 1], "2 rows of device:fleet/0, which stands for 1"),
            ([0, 0, 1], [:], "2 rows of device:fleet/0, which stands for 1"),
            ([0, 0], [0: 2, 1: 1], "0 rows of device:fleet/1, which stands for 1"),
        ] as [([Int], [Int: Int], String?)])
    func `a fact stands for as many devices as rows name it`(
        rows: [Int], members: [Int: Int], complaint: String?
    ) throws {
        var fleet = Fleet()
        for fact in rows {
            var row = Fleet.Row()
            row.fact = UInt32(fact)
            fleet.rows.append(row)
        }
        let lines = try Self.lines(fleet)
        let devices = Self.devices(2, members: members)
        guard let complaint else {
            #expect(try FleetLines.read(lines, devices: devices) == fleet)
            return
        }
        let fault = #expect(throws: FleetLines.Fault.self) { try FleetLines.read(lines, devices: devices) }
        #expect(fault?.description.contains(complaint) == true)
    }
}
