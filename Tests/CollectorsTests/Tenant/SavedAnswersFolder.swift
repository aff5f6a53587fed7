import Configuration
import Foundation
import Model
import SampleFacts
import TestSupport

@testable import Collectors

/// A folder of saved answers, made for one test.
struct SavedAnswersFolder {
    let folder: TemporaryFolder
    /// When everything in it was written, unless told otherwise, and a day before it is judged.
    static let written = Date(timeIntervalSince1970: 1_795_000_000)
    static let day = 86_400.0

    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try write(Data(text.utf8), name) }
    }

    var url: URL { folder.url }

    func write(_ bytes: Data, _ name: String, daysAgo: Double = 1) throws {
        let place = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: place)
        let date = Self.written.addingTimeInterval((1 - daysAgo) * Self.day)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: place.path)
    }

    func read(seconds: Double = 1800) async throws -> TenantReading {
        try await read([SavedAnswersPlace(name: "saved", path: url.path)], seconds: seconds)
    }

    func read(_ places: [SavedAnswersPlace], seconds: Double = 1800) async throws -> TenantReading {
        try await SavedAnswers.read(
            places, tag: "MDE-Management", exports: RealCatalogue.exports, maximumAge: 7 * Self.day,
            judgedAt: Self.written.addingTimeInterval(Self.day), deadline: Deadline(seconds: seconds))
    }
}

extension TenantReading {
    /// Names of a list's devices, in their order.
    var entraNames: [String] { names(sources.entraDevices) { $0.name } }
    var managedNames: [String] { names(sources.managedDevices) { $0.name } }
    var machineNames: [String] { names(sources.machines) { $0.name } }
    var computerNames: [String] { names(sources.computers) { $0.name } }

    private func names<Row>(_ list: DeviceListing<Row>?, _ name: (Row) -> TextBlock.Place) -> [String] {
        list.map { list in list.rows.map { list.texts.text(name($0)) } } ?? []
    }

    /// All faults in one text.
    var faultText: String { fact.faults.map { "\($0.code.rawValue) \($0.detail)" }.joined(separator: "\n") }
}

/// Answers in small.
enum SavedSample {
    static let graph = "https://graph.microsoft.com/v1.0/$metadata#"

    static func page(_ context: String, _ elements: [String], link: String? = nil) -> String {
        let next = link.map { #""@odata.nextLink": "\#($0)", "# } ?? ""
        return #"{"@odata.context": "\#(context)", \#(next)"value": [\#(elements.joined(separator: ", "))]}"#
    }

    static func devices(_ names: String..., link: String? = nil) -> String {
        page(graph + "devices", names.map { #"{"id": "\#(guid($0))", "displayName": "\#($0)"}"# }, link: link)
    }

    static func machines(_ names: String..., link: String? = nil) -> String {
        page(
            "https://api.security.microsoft.com/api/$metadata#Machines",
            names.map { #"{"id": "id-\#($0)", "computerDnsName": "\#($0)"}"# }, link: link)
    }

    static func organization(_ id: String = "84841066-274d-4ec0-a5c1-276be684bdd3") -> String {
        page(
            graph + "organization",
            [#"{"id": "\#(id)", "displayName": "Contoso", "verifiedDomains": [{"name": "contoso.com"}]}"#])
    }

    /// An id that a name always has.
    static func guid(_ name: String) -> String {
        let digits = name.utf8.reduce(into: UInt64(7)) { $0 = $0 &* 31 &+ UInt64($1) } % 1_000_000_000_000
        let text = String(digits)
        return "6c1b4d5a-0000-4000-8000-" + String(repeating: "0", count: 12 - text.count) + text
    }
}
