import CheckCatalogue
import Checks
import FleetJoin
import Foundation
import Model
import Reporting

let count = Int(CommandLine.arguments.dropFirst().first ?? "") ?? 1_000_000
let now = Date(timeIntervalSince1970: 1_800_000_000)
let clock = ContinuousClock()
var mark = clock.now
@MainActor func lap(_ what: String) {
    let t = clock.now
    print(what, t - mark)
    mark = t
}
func id(_ n: Int) -> GUID {
    let h = UInt64(n) &* 0x9E37_79B9_7F4A_7C15
    return GUID(high: h, low: h ^ 0x5555_0000_1234_0000)
}
let seen = Seconds(now.timeIntervalSince1970) - 3600
var sources = FleetSources()
var c = DeviceListing<ListedComputer>(); var e = DeviceListing<EntraDevice>()
var g = DeviceListing<ManagedDevice>(); var m = DeviceListing<ListedMachine>()
c.observedAt = now; e.observedAt = now; g.observedAt = now; m.observedAt = now
let systems = ["Windows 10 Enterprise", "Windows 11 Enterprise", "Windows Server 2019 Datacenter", "Windows Server 2022 Standard"].map { c.symbols.number(of: $0) }
let builds = ["10.0 (19045)", "10.0 (22631)", "10.0 (17763)", "10.0 (20348)"].map { c.symbols.number(of: $0) }
let numbers: [Int32] = [19045, 22631, 17763, 20348]
let platforms = ["Windows10", "Windows11", "WindowsServer2019", "WindowsServer2022"].map { m.symbols.number(of: $0) }
let agents = (0..<60).map { m.symbols.number(of: "10.8\(400 + $0).22621.\(2000 + $0 * 37)") }
let onb = m.symbols.number(of: "onboarded"), act = m.symbols.number(of: "active"), mde = m.symbols.number(of: "microsoftdefenderforendpoint"), suc = m.symbols.number(of: "success"), tag = m.symbols.number(of: "MDE-Management")
let hy = e.symbols.number(of: "serverad"), reg = e.symbols.number(of: "registereddevice"), mdm = g.symbols.number(of: "mdm")
for n in 0..<count {
    let name = "PC\(n)"
    let kind = n % 4
    if n % 20 != 0 {
        var r = ListedComputer(); r.objectGUID = id(n); r.name = c.texts.add(name.utf8)
        r.dn = c.texts.add("CN=\(name),OU=Site \(n / 5000),OU=Computers,DC=corp,DC=example".utf8)
        r.system = systems[kind]; r.systemVersion = builds[kind]; r.isDisabled = .no; r.lastLogon = seen; c.rows.append(r)
    }
    if n % 25 != 0 {
        var r = EntraDevice(); r.deviceID = id(n); r.name = e.texts.add(name.utf8); r.trustType = hy; r.profileType = reg; r.isEnabled = .yes; r.isSynced = .yes; r.lastSignIn = seen; e.rows.append(r)
    }
    if n % 5 == 0 {
        var r = ManagedDevice(); r.entraID = id(n); r.name = g.texts.add(name.utf8); r.agent = mdm; r.lastSync = seen; g.rows.append(r)
    }
    if n % 15 != 0 {
        var r = ListedMachine(); r.entraID = n % 30 == 1 ? nil : id(n); r.id = m.texts.add("0123456789abcdef0123456789abcdef\(n)".utf8); r.name = m.texts.add("pc\(n).corp.example".utf8)
        r.platform = platforms[kind]; r.build = numbers[kind]; r.agentVersion = agents[n / 7 % 60]; r.onboarding = onb; r.health = act; r.managedBy = n % 3 == 0 ? mde : 0; r.managedByStatus = suc; r.hasTags = true; r.tags = n % 2 == 0 ? tag : 0; r.lastSeen = seen; m.rows.append(r)
    }
}
sources.computers = c; sources.entraDevices = e; sources.managedDevices = g; sources.machines = m
lap("made")
let outcome = FleetJoin.join(sources, evidence: [], .init(judgedAt: now))
lap("joined \(outcome.fleet.rows.count) rows, \(outcome.devices.count) facts")
let folder = URL(filePath: "checks", directoryHint: .isDirectory)
let implemented = Set(allChecks.map(\.id))
let catalogue = try CatalogueLoader.load(from: folder, implemented: implemented)
var references = References()
references.directory = catalogue.probing.directory
references.devices = try CatalogueLoader(folder: folder, implemented: implemented).devices()
lap("catalogue")
var facts = FactSet()
facts.devices = outcome.devices
facts.fleet = outcome.fleet
facts.deviceExpectation = DeviceExpectation(judgedAt: now)
let judging = catalogue.judging
let plan = Evaluation.Plan(
    checks: allChecks, descriptions: judging.checks, reasons: judging.reasons, areas: judging.areas,
    requirementSets: judging.requirementSets, isSelected: { _ in true })
let evaluation = await Evaluation.concurrently(plan, evidence: Evidence(facts: facts, references: references))
lap("judged")
let set = judging.requirementSets[0]
let results = evaluation.results(under: set)
lap("results")
let (devices, picture) = evaluation.devices(under: set)
lap("devices")
let run = Report.Run(
    startedAt: now, durationSeconds: 1, host: "h", vantage: nil, interrupted: false, requirementSet: set.name,
    cloud: "global", paths: [], failOn: .fail)
let report = Report(
    tool: .init(name: "x", version: "1"), run: run, summary: Summary(results, failOn: .fail, interrupted: false),
    otherRequirementSets: [], results: results, devices: devices, fleet: picture, areas: evaluation.coverage(),
    facts: facts)
let text = TextReport.render(report)
lap("text of \(text.split(separator: "\n").count) lines")
var size = 0
try JSONReport.write(report) { size += $0.count }
lap("JSON of \(size >> 20) MiB")
var table = 0
DeviceTable.write(report) { table += $0.count }
lap("table of \(table >> 20) MiB")
print(text)
