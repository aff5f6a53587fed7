import Foundation
import Model

@testable import FleetJoin

/// Lists of few devices, and what became of them in a line for each.
struct SampleFleet {
    var sources = FleetSources()
    var evidence: [DeviceFact] = []
    var isWhole = true

    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    /// An id that ends in a number.
    static func id(_ number: Int?) -> GUID? {
        number.map { GUID(high: 0x1111_2222_3333_4444, low: UInt64($0)) }
    }

    private static func seen(_ days: Int?) -> Seconds {
        days.map { Seconds(now.timeIntervalSince1970) - Seconds($0) * 86_400 } ?? .unknown
    }

    private func listing<Row>(_ known: DeviceListing<Row>?) -> DeviceListing<Row> {
        var listing = known ?? .init()
        listing.observedAt = Self.now
        return listing
    }

    /// Asks a list that has no device.
    func asking(_ names: String) -> SampleFleet {
        var fleet = self
        if names.contains("c") { fleet.sources.computers = listing(sources.computers) }
        if names.contains("e") { fleet.sources.entraDevices = listing(sources.entraDevices) }
        if names.contains("i") { fleet.sources.managedDevices = listing(sources.managedDevices) }
        if names.contains("m") { fleet.sources.machines = listing(sources.machines) }
        return fleet
    }

    func computer(
        _ name: String, _ id: Int?, ou: String = "OU=PCs", domain: String = "DC=corp,DC=example",
        disabled: Bool = false, controller: Bool = false, days: Int? = 1, common: String? = nil
    ) -> SampleFleet {
        var fleet = asking("c")
        var list = fleet.sources.computers ?? .init()
        var row = ListedComputer()
        row.objectGUID = Self.id(id)
        row.name = list.texts.add(name.utf8)
        row.dn = list.texts.add("CN=\(common ?? name),\(ou),\(domain)".utf8)
        row.system = list.symbols.number(of: "Windows 10 Enterprise")
        row.systemVersion = list.symbols.number(of: "10.0 (19045)")
        row.isDisabled = Told(disabled)
        row.isDomainController = controller
        row.lastLogon = Self.seen(days)
        list.rows.append(row)
        fleet.sources.computers = list
        return fleet
    }

    func entra(
        _ name: String, _ id: Int?, trust: String = "serverad", enabled: Bool? = true, days: Int? = 1,
        profile: String = "registereddevice", registered: Bool? = true, keys: Bool? = nil,
        system: String = "Windows"
    ) -> SampleFleet {
        var fleet = asking("e")
        var list = fleet.sources.entraDevices ?? .init()
        var row = EntraDevice()
        row.deviceID = Self.id(id)
        row.name = list.texts.add(name.utf8)
        row.trustType = list.symbols.number(of: trust)
        row.profileType = list.symbols.number(of: profile)
        row.system = list.symbols.number(of: system)
        row.isEnabled = Told(enabled)
        row.isRegistered = Told(registered)
        row.hasKeys = Told(keys)
        row.lastSignIn = Self.seen(days)
        list.rows.append(row)
        fleet.sources.entraDevices = list
        return fleet
    }

    func managed(
        _ name: String, _ id: Int?, agent: String = "mdm", days: Int? = 1, system: String = "Windows"
    ) -> SampleFleet {
        var fleet = asking("i")
        var list = fleet.sources.managedDevices ?? .init()
        var row = ManagedDevice()
        row.entraID = Self.id(id)
        row.name = list.texts.add(name.utf8)
        row.agent = list.symbols.number(of: agent)
        row.system = list.symbols.number(of: system)
        row.lastSync = Self.seen(days)
        list.rows.append(row)
        fleet.sources.managedDevices = list
        return fleet
    }

    func machine(
        _ name: String, _ id: Int?, record: String = "m1", mergedInto: String = "", days: Int? = 1,
        duplicate: Bool? = nil, health: String = "active", tags: String? = nil
    ) -> SampleFleet {
        var fleet = asking("m")
        var list = fleet.sources.machines ?? .init()
        var row = ListedMachine()
        row.id = list.texts.add(record.utf8)
        row.name = list.texts.add(name.utf8)
        row.entraID = Self.id(id)
        row.mergedInto = list.texts.add(mergedInto.utf8)
        row.lastSeen = Self.seen(days)
        row.isDuplicate = Told(duplicate)
        row.onboarding = list.symbols.number(of: "onboarded")
        row.health = list.symbols.number(of: health)
        row.hasTags = tags != nil
        row.tags = list.symbols.number(of: tags ?? "")
        list.rows.append(row)
        fleet.sources.machines = list
        return fleet
    }

    func evidence(_ path: String, name: String?, domain: String? = nil, id: Int? = nil) -> SampleFleet {
        var fleet = self
        var fact = DeviceFact(path: path, name: name ?? path)
        fact.files = [EvidenceFile(name: "a", kind: .joinStatus)]
        func add(_ attribute: DeviceAttribute, _ text: String?) {
            if let text { fact.claims.append(Claim(attribute, .text(text), file: 0, line: 1)) }
        }
        add(.computerName, name)
        add(.domainName, domain)
        add(.entraDeviceID, Self.id(id)?.description)
        fleet.evidence.append(fact)
        return fleet
    }

    /// Makes all lists end early.
    func cut() -> SampleFleet {
        var fleet = self
        let why = Unreadable(.graphIncomplete, "cut")
        fleet.sources.computers?.incomplete = why
        fleet.sources.entraDevices?.incomplete = why
        fleet.sources.managedDevices?.incomplete = why
        fleet.sources.machines?.incomplete = why
        return fleet
    }

    func outcome() -> FleetJoin.Outcome {
        var rules = FleetJoin.Rules(judgedAt: Self.now)
        rules.otherSystems = ["ios", "iphone", "android"]
        return FleetJoin.join(sources, evidence: evidence, rules)
    }

    /// A line for each device: its name and what the lists have of it, such as `pc1 c:enabled e:id i:absent m:id`.
    func outline() -> [String] {
        let outcome = outcome()
        return outcome.fleet.rows.map { row in
            let fact = outcome.devices[Int(row.fact)]
            var parts = [outcome.fleet.texts.text(row.name)]
            for (letter, attribute) in Self.letters {
                let claims = fact.claims.filter { $0.attribute == attribute }
                let words = claims.map { claim -> String in
                    switch claim.value {
                    case .flag: claim.instance ?? "!"
                    case .text(let text): text
                    case .number(let number): "\(number)"
                    case .absent: "absent"
                    case .unusable: "?"
                    default: "!"
                    }
                }
                if !words.isEmpty { parts.append("\(letter):\(words.joined(separator: "+"))") }
            }
            if fact.members == nil { parts.append("evidence:\(fact.path)") }
            return parts.joined(separator: " ")
        }
    }

    private static let letters: [(String, DeviceAttribute)] = [
        ("c", .directoryAccount), ("e", .entraObject), ("twins", .entraTwins), ("i", .managementAgent),
        ("stale", .managementAgentStale), ("m", .machineRecord), ("records", .machineTwins),
        ("foreign", .entraIdentity),
    ]
}
