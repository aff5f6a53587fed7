import Model
import SampleFacts
import SupportBundle
import TestSupport
import Testing

@testable import mde_preflight

/// Names that have a word in them which checks look for, such as `server` and `windows`.
struct PhraseInNameTests {
    static let names = [
        "FILESERVER", "fileserver7", "SERVER01", "SERVER-01", "MUELLERSERVER01", "server-dc1", "WINDOWSPC",
        "hyper-v2", "FAILSAFE",
    ]

    /// Facts in which a computer is named by texts of the tool, of Windows and of a service.
    private static func facts(_ name: String, system: String = "Windows 10 Enterprise") -> FactSet {
        var facts = Sample.facts([])
        let failure = Unreadable(
            .ldapUnavailable, "the machine \(name) cannot be read; Connection to \(name)")
        var directory = DirectoryFact(
            domain: "\(name.lowercased()).example", observedAt: Sample.moment, unread: failure)
        directory.attempts = [
            ControllerAttempt(
                server: "ldaps://\(name).corp.example", step: .search, failure: failure, milliseconds: 3)
        ]
        facts.directories = [directory]
        var export = SyncConfigurationFact(path: "exports/a", kind: .serverExport)
        export.faults = [Unreadable(.syncConfigurationUnreadable, #"\\\#(name)\share\x is not there"#)]
        facts.syncConfigurations = [export]
        var device = DeviceFact(path: "evidence/\(name)", name: name)
        device.files = [EvidenceFile(name: "join.txt", kind: .joinStatus)]
        device.claims = [
            Claim(.computerName, .text(name), file: 0, line: 1),
            Claim(.productName, .text(system), file: 0, line: 2),
            Claim(
                .joinServerMessage, .text("The computer object \(name) was not found in tenant"), file: 0,
                line: 3),
            Claim(
                .analyzerResult, instance: "1", .text("Connection from \(name) to the cloud was refused"),
                file: 0,
                line: 4),
        ]
        facts.devices = [device]
        facts.deviceExpectation = DeviceExpectation(judgedAt: Sample.moment)
        return facts
    }

    @Test(arguments: names)
    func `a bundle is made, and such a name is the same token everywhere`(name: String) async throws {
        let run = try await MadeBundle.judged(Self.facts(name))
        let bundle = try await MadeBundle(run, level: .identities)
        let report = try bundle.entry("report.json")
        #expect(!report.lowercased().contains(name.lowercased()))
        let facts = try await bundle.replayed().facts
        let device = try #require(facts.devices.first)
        #expect(device.name.wholeMatch(of: /name-[0-9a-z]{10}/) != nil, "\(device.name)")
        let told = device.claims.compactMap { claim -> String? in
            if case .text(let text) = claim.value { return text }
            return nil
        }
        #expect(told[2] == "The computer object \(device.name) was not found in tenant")
        #expect(told[3] == "Connection from \(device.name) to the cloud was refused")
        let directory = try #require(facts.directories.first)
        #expect(directory.domain.lowercased() == "\(device.name).example")
        #expect(directory.attempts.first?.server.hasPrefix("ldaps://\(device.name).") == true)
        #expect(
            directory.failure?.detail
                == "the machine \(device.name) cannot be read; Connection to \(device.name)")
        #expect(
            facts.syncConfigurations.first?.faults.first?.detail
                == #"\\\#(device.name)\share\x is not there"#)
    }

    /// Nobody has told the run that these are names.
    @Test(arguments: names.filter { $0 != "hyper-v2" })
    func `a name that the run does not know leaves nothing of itself`(name: String) throws {
        let redaction = RealRedaction()
        let shown = redaction.message("Connection to \(name) was refused")
        #expect(
            shown.wholeMatch(of: /Connection to word-[0-9a-z]{10} was refused/) != nil, "\(shown)")
        let told = redaction.operatingSystem("Windows 10 \(name)")
        #expect(
            told?.wholeMatch(of: /Windows 10 word-[0-9a-z]{10}( (SERVER|server|FAIL))?/) != nil,
            "\(told ?? "")")
    }

    /// As the editions are told by what follows a name exactly.
    @Test(arguments: [
        "Windows Server 2016 Standard", "Hyper-V Server 2012 R2", "Windows 10 Enterprise multi-session",
        "Debian GNU/Linux 12 (bookworm)", "Windows Server 2022 Datacenter: Azure Edition",
    ])
    func `the name of a system stays whole where computers are called like its words`(system: String) {
        let redaction = RealRedaction(computers: ["SERVER", "Windows", "hyper-v.lan", "debian"])
        #expect(redaction.operatingSystem(system) == system)
    }

    @Test func `a name of several words is not taken apart for a phrase within it`() {
        let redaction = RealRedaction(units: ["Server Vertrieb"])
        let told = redaction.operatingSystem("Windows Server Vertrieb Edition")
        #expect(told?.hasPrefix("Windows unit-") == true)
        #expect(told?.lowercased().contains("vertrieb") == false)
    }

    @Test func `what checks look for within an unknown word stands beside it`() {
        let redaction = RealRedaction()
        let told = redaction.operatingSystem("Kielserver 7")
        #expect(told?.wholeMatch(of: /word-[0-9a-z]{10} 7 server/) != nil, "\(told ?? "")")
        let begun = redaction.operatingSystem("Windowskiel 7")
        #expect(begun?.wholeMatch(of: /Windows word-[0-9a-z]{10} 7/) != nil, "\(begun ?? "")")
    }

    @Test func `codes of the sign-in service stay`() {
        let redaction = RealRedaction()
        #expect(redaction.message("AADSTS90099: not found") == "AADSTS90099: not found")
        #expect(redaction.message("AADSTSKiel1: not found") != "AADSTSKiel1: not found")
    }
}

/// Redaction of facts with what the catalogue knows, of a run that has met a few names.
private struct RealRedaction {
    private let redactor: FactRedactor
    let message: (String) -> String

    init(computers: [String] = [], units: [String] = []) {
        let pseudonyms = Pseudonyms(
            salt: [1], publicNames: (try? RealCatalogue.loadPublicNames()) ?? PublicNames())
        for name in computers { _ = pseudonyms.computer(name) }
        for name in units { _ = pseudonyms.token(.unit, name) }
        let texts = TextRedactor(
            level: .identities, secrets: [], pseudonyms: pseudonyms, knowledge: RedactionSample.knowledge)
        redactor = FactRedactor(
            level: .identities, pseudonyms: pseudonyms, text: { texts.redacted($0) },
            foreign: { texts.redacted(foreign: $0) })
        message = { texts.redacted($0) }
    }

    func operatingSystem(_ name: String) -> String? {
        var directory = DirectoryFact(
            domain: "corp.example", observedAt: Sample.moment, unread: Unreadable(.ldapUnavailable, ""))
        var computer = ComputerFact(dn: "CN=PC-1,DC=corp,DC=example", name: "PC-1", objectGUID: nil)
        computer.operatingSystem = name
        directory.computers = .present([computer])
        var facts = FactSet()
        facts.directories = [directory]
        return redactor.redacted(facts).directories.first?.computers.value?.first?.operatingSystem
    }
}
