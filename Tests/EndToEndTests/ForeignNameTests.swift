import Foundation
import SupportBundle
import TestSupport
import Testing

/// Names in small letters where files and services may bring them: none of them is in a bundle without identities.
struct ForeignNameTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let names: [(form: String, needle: String)] = [
        ("zapfenhuber", "zapfenhuber"), ("zäpfenhüber", "pfenh"),
        ("the list of zapfenhuber only", "zapfenhuber"),
        ("devices%20of%20zapfenhuber", "zapfenhuber"), ("zapf%65nhuber", "nhuber"), ("цапфенхубер", "фенхуб"),
        ("report-zapfenhuber_v2", "zapfenhuber"), ("the devices (zapfenhuber).", "zapfenhuber"),
    ]

    private func write(_ text: String, _ path: String) throws {
        let place = folder.url.appending(path: path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
    }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(path), withDestinationPath: target)
    }

    /// Every entry's name and text, in small letters, as it is and with `%` and two digits read.
    private func texts() throws -> [(entry: String, text: String)] {
        let reader = try BundleReader.open(folder.path("b.zip"))
        return try (reader.manifest.entries.map(\.name) + ["manifest.json"]).flatMap { entry in
            let bytes = try reader.bytes(of: entry)
            let plain = (entry + "\n" + String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self))
                .lowercased()
            return [(entry, plain), (entry, plain.removingPercentEncoding ?? plain)]
        }
    }

    private func expectNothing(of needle: String, _ arguments: [String]) async throws {
        let run = try await Program.run(
            ["check", "--bundle", "b.zip", "--redact", "identities", "--deadline", "20"] + arguments,
            folder: folder.url.path)
        #expect([0, 1, 2].contains(run.status), "\(run.errors)")
        for (entry, text) in try texts() {
            let lines = text.split(separator: "\n").filter { $0.contains(needle) }.prefix(3)
            #expect(lines.isEmpty, "\(entry): \(lines)")
        }
    }

    @Test(arguments: names)
    func `the names of files of saved answers are not told`(name: String, needle: String) async throws {
        let error = "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no access for \(name)\"}}"
        for (end, text) in [
            ("error.json", error), ("cut.json", "{\"value\":[{"), ("empty.json", ""),
            ("plain.txt", "no \(name)"),
            ("other.json", "{\"\(name)\":[{\"\(name)\":1}]}"), ("table.csv", "\(name);x\n1;2\n"),
            ("deep/deeper/x.json", "{}"),
            (
                "page.json",
                "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#devices\",\"value\":[{\"id\":7}]}"
            ),
        ] {
            try write(text, "saved/\(name) \(end)")
            try write(text, "saved/\(name)/\(end)")
        }
        try link("saved/\(name) link.json", to: "nowhere")
        try write("tenant: { export: [saved] }\n", "\(name).yml")
        try await expectNothing(of: needle, ["--config", "\(name).yml", "--skip", "endpoints"])
        let report = try texts().first { $0.entry == "report.json" }?.text ?? ""
        #expect(report.contains("tenant.export-unreadable"))
    }

    @Test(arguments: names)
    func `the names of folders and files of evidence are not told`(name: String, needle: String) async throws
    {
        try DeviceEvidence().write(to: folder.url.appending(path: "evidence/\(name)"))
        for (path, text) in [
            ("\(name)/\(name) notes.txt", "nothing"), ("\(name)/\(name).reg", "\u{0}\u{0}"),
            ("\(name) broken.zip", "PK\u{3}\u{4}"), ("\(name)/\(name).txt", ""), ("\(name).7z", "7z\u{1}"),
            ("second/\(name).json", "{\"a\":"), ("second/\(name) dsregcmd.txt", "| Device State |"),
        ] {
            try write(text, "evidence/\(path)")
        }
        try link("evidence/\(name)/\(name) link.txt", to: "link.txt")
        try link("evidence/\(name) folder", to: "evidence")
        try await expectNothing(of: needle, ["evidence", "--skip", "endpoints"])
        try await expectNothing(of: needle, ["evidence/\(name)", "--only", "registration"])
    }

    @Test(arguments: names)
    func `the names of synchronization exports are not told`(name: String, needle: String) async throws {
        try write("<a/>", "\(name)/Connectors/Connector_\(name).xml")
        try write("<ma-data><name>", "\(name)/Connectors/Connector_{\(name)}.xml")
        try write("{", "\(name).json")
        let names = ["\(name)", "\(name).json", "\(name) missing", "./\(name)/Connectors"]
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        try write("directory: { sync-configuration: [\(list)] }\n", "c.yml")
        try await expectNothing(of: needle, ["--config", "c.yml", "--only", "directory"])
    }

    @Test(arguments: names)
    func `a value that a service never documented is not told`(name: String, needle: String) async throws {
        var fleet = SavedFleet()
        for number in 1...3 {
            fleet.add(number) { computer, object, machine in
                computer?["OperatingSystem"] = name
                for member in [
                    "trustType", "profileType", "operatingSystem", "managementType", "deviceOwnership",
                ] {
                    object?[member] = name
                }
                for member in [
                    "osPlatform", "osProcessor", "onboardingStatus", "healthStatus", "managedBy",
                    "managedByStatus",
                    "exclusionReason", "version",
                ] { machine?[member] = name }
            }
        }
        fleet.managed = [
            [
                "id": SavedFleet.id(77), "azureADDeviceId": SavedFleet.id(1), "deviceName": "PC1",
                "managementAgent": name, "operatingSystem": name, "complianceState": name,
                "managedDeviceOwnerType": name, "joinType": name,
            ]
        ]
        try fleet.write(to: folder.url.appending(path: "saved"))
        try write("tenant: { id: \(SavedFleet.tenant), export: saved }\n", "c.yml")
        try await expectNothing(of: needle, ["--config", "c.yml", "--skip", "endpoints"])
    }

    @Test func `values that a service documents stay`() async throws {
        var fleet = SavedFleet()
        for number in 1...3 { fleet.add(number) }
        try fleet.write(to: folder.url.appending(path: "saved"))
        try write("tenant: { id: \(SavedFleet.tenant), export: saved }\n", "c.yml")
        try await expectNothing(of: "zapfenhuber", ["--config", "c.yml", "--skip", "endpoints"])
        let report = try texts().first { $0.entry == "report.json" }?.text ?? ""
        for value in ["serverad", "microsoftdefenderforendpoint", "onboarded", "windows 10 enterprise"] {
            #expect(report.contains(value), "\(value)")
        }
    }
}
