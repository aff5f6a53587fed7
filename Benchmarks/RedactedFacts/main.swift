import Foundation
import Model
import SupportBundle

// Measures redaction of facts: a joined fleet, and the same computers as a directory lists them; the number of devices may be
// given. Prints seconds and peak memory, one figure a line.

let devices = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
let domain = "DC=corp,DC=contoso,DC=com"

func report(_ name: String, _ value: Double) {
    print("\(name): \((value * 1000).rounded() / 1000)")
}

func seconds(_ body: () -> Void) -> Double {
    let took = ContinuousClock().measure(body)
    return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
}

/// Peak memory of this process in MiB.
func peak() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
}

/// Numbers that are the same in every run.
struct Numbers {
    private var state: UInt64 = 1

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

var numbers = Numbers()
var fleet = Fleet()
fleet.rows.reserveCapacity(devices)
for number in 0..<devices {
    var row = Fleet.Row()
    let name = "WS-\(number)"
    row.name = fleet.texts.add(name.utf8)
    row.dn = fleet.texts.add("CN=\(name),OU=Site \(number / 500 % 400),OU=Clients,\(domain)".utf8)
    row.objectGUID = GUID(high: numbers.next(), low: numbers.next())
    row.entraID = row.objectGUID
    let digits = (0..<3).map { _ in String(numbers.next(), radix: 16) }.joined().prefix(40)
    row.machine = fleet.texts.add(digits.utf8)
    fleet.rows.append(row)
}
var facts = FactSet()
facts.fleet = fleet
report("facts made, peak MiB", peak())

let redactor = FactRedactor(
    level: .identities, pseudonyms: Pseudonyms(salt: Array("a salt for measuring".utf8)), text: { $0 })
var redacted = FactSet()
report("redacting \(devices) rows the first time, s", seconds { redacted = redactor.redacted(facts) })
report("peak MiB", peak())
report("redacting them again, s", seconds { redacted = redactor.redacted(facts) })
report("peak MiB", peak())

let computers = min(devices, 100_000)
var directory = DirectoryFact(
    domain: "corp.contoso.com", observedAt: Date(timeIntervalSince1970: 0),
    unread: Unreadable(.evidenceMissing, ""))
directory.computers = .present(
    (0..<computers).map { number in
        let row = fleet.rows[number]
        var computer = ComputerFact(
            dn: fleet.texts.text(row.dn), name: fleet.texts.text(row.name), objectGUID: row.objectGUID)
        computer.operatingSystem = "Windows 10 Enterprise"
        return computer
    })
var other = FactSet()
other.directories = [directory]
report("redacting \(computers) computers of a directory, s", seconds { redacted = redactor.redacted(other) })
