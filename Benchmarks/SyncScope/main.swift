import Checks
import Collectors
import Foundation
import Model

// Measures what judges the directory: a hundred thousand computers against an export with five hundred inclusions and
// exclusions, and reading a connector's file of a hundred megabytes. Prints seconds and peak memory, one figure a line.

let computers = 100_000
let containers = 500
let root = "DC=corp,DC=example"

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let took = try clock.measure(body)
    return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
}

func report(_ name: String, _ value: Double) {
    print("\(name): \((value * 1000).rounded() / 1000)")
}

var partition = SyncPartition(
    dn: root, selected: true, objectClasses: ["computer"], inclusions: [], exclusions: [root])
for index in 0..<containers / 2 {
    partition.inclusions.append("OU=Site \(index),OU=Region \(index % 7),\(root)")
    partition.exclusions.append("OU=Kiosk,OU=Site \(index),OU=Region \(index % 7),\(root)")
}
var export = SyncConfigurationFact(path: "/export", kind: .serverExport)
export.exportedAt = Date(timeIntervalSince1970: 1_760_000_000)
export.server = "SYNC01"
export.staging = false
export.forests = [SyncForest(connector: "c", name: "corp.example", partitions: [partition])]

var directory = DirectoryFact(
    domain: "corp.example", observedAt: Date(timeIntervalSince1970: 1_760_000_000),
    unread: Unreadable(.evidenceMissing, "not read"))
directory.computers = .present(
    (0..<computers).map { index in
        let site = index % 400
        let unit = ["OU=Desktops", "OU=Laptops", #"OU=Kiosk"#, #"OU=R\, D"#][index / 400 % 4]
        var computer = ComputerFact(
            dn: "CN=PC\(index),\(unit),OU=Site \(site),OU=Region \(site % 7),\(root)", name: "PC\(index)",
            objectGUID: nil)
        computer.accountControl = 0x1000
        computer.lastLogon = Date(timeIntervalSince1970: 1_759_900_000)
        return computer
    })
var facts = FactSet()
facts.directories = [directory]
facts.syncConfigurations = [export]
facts.directoryExpectation = DirectoryExpectation(judgedAt: Date(timeIntervalSince1970: 1_760_000_000))

let evidence = Evidence(facts: facts, references: References())
for check in allChecks where check.id == "directory.computers-in-sync-scope" {
    var findings: [Finding] = []
    let runs = (0..<5).map { _ in seconds { findings = check.evaluate(evidence) } }.sorted()
    report("judging \(computers) computers against \(containers) inclusions and exclusions, s", runs[2])
    print(findings.first?.fleet.map { "counts: \($0.counts), groups: \($0.groups.count)" } ?? "no finding")
}

// Every computer in a container of its own is the worst that a directory can do.
directory.computers = .present(
    (0..<computers).map { index in
        ComputerFact(
            dn: "CN=PC,OU=Unit \(index),OU=Site \(index % 400),OU=Region \(index % 400 % 7),\(root)",
            name: "PC", objectGUID: nil)
    })
facts.directories = [directory]
let lonely = Evidence(facts: facts, references: References())
for check in allChecks where check.id == "directory.computers-in-sync-scope" {
    let runs = (0..<3).map { _ in seconds { _ = check.evaluate(lonely) } }.sorted()
    report("the same, each in a container of its own, s", runs[1])
}

let folder = FileManager.default.temporaryDirectory.appending(path: "sync-scope-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
let file = folder.appending(path: "Connector_1.xml")
try Data("<ma-data><id>{1}</id><category>AD</category><schema>".utf8).write(to: file)
let handle = try FileHandle(forWritingTo: file)
try handle.seekToEnd()
let line = "<attribute-type id='extensionAttribute'><name>extensionAttribute</name></attribute-type>\n"
for _ in 0..<100 { try handle.write(contentsOf: Data(String(repeating: line, count: 12_000).utf8)) }
try handle.write(
    contentsOf: Data(
        "</schema><ma-partition-data><partition><name>\(root)</name><selected>1</selected></partition></ma-partition-data></ma-data>"
            .utf8))
try handle.close()
var read = SyncConfigurationFact(path: "", kind: .unknown)
report("reading 102 MB of XML, s", seconds { read = SyncConfigurationCollector.read(folder.path) })
print("forests: \(read.forests.count), faults: \(read.faults.count)")
let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
print(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? "no peak")
