import Foundation
import Model
import SampleFacts
import Testing

@testable import Reporting

/// What the text report says of a joined fleet.
struct FleetPictureTextTests {
    private static let description = CheckDescription(
        id: "tagging.management-tag-present", area: .tagging, title: "The tag is there", why: "w",
        breaks: "Nothing is enrolled.", judged: "j", remedy: "r", source: "https://example.test/tags")

    private static func picture(devices: Int) -> FleetPicture {
        var picture = FleetPicture(devices: devices)
        picture.sources = [
            .init(kind: .directory, devices: devices, incomplete: nil),
            .init(
                kind: .entra, devices: 7, incomplete: Unreadable(.graphIncomplete, "page 2 leads to itself")),
            .init(kind: .defender, devices: nil, incomplete: nil),
        ]
        picture.funnel = [
            .init(kind: .directory, reached: devices, stops: []),
            .init(
                kind: .tagged, reached: 5,
                stops: [
                    .init(code: .tagMissing, isDoubt: false, count: 3, examples: ["a", "b", "c"]),
                    .init(code: .tagNearMiss, isDoubt: false, count: 2, examples: ["d"]),
                    .init(code: .evidenceMissing, isDoubt: true, count: 1, examples: ["e"]),
                    .init(code: .deviceAmbiguous, isDoubt: true, count: 1, examples: []),
                ]), .init(kind: .managed, reached: nil, stops: []),
        ]
        picture.systems = (1...8).map { .init(name: "System \($0)", counts: ["ready": 9 - $0]) }
        picture.containers = [.init(name: "OU=Lab,DC=x", counts: ["not-ready": 4])]
        picture.leftOut = ["stale": 12]
        return picture
    }

    private static func text(devices: Int, _ detail: TextReport.Detail = .normal) throws -> String {
        var report = try Example.directoryMixed.report
        var reasons = (0..<4).map {
            Reason(.tagMissing, "\(100 - $0) of \(devices) devices, such as pc1: it shows no tag")
        }
        for index in reasons.indices { reasons[index].remedy = "Set the tag." }
        report.results = [
            Report.Result(
                description, status: .fail, severity: .fail, subject: Subject(.devices, "fleet"),
                reasons: reasons)
        ]
        report.areas = [.init(area: .tagging, title: "Tagging", lookedAt: true, note: nil)]
        report.fleet = picture(devices: devices)
        return TextReport.render(report, detail: detail)
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(arguments: [
        "20 devices of 20 in Active Directory, 7 in Entra ID",
        "Not counted: 12 not seen for long by any source",
        "The list of Entra ID is not whole: page 2 leads to itself [graph.incomplete]",
        "Not asked: Defender for Endpoint, which would show which devices are onboarded",
        "5. tagged 5 of 20 3 stop here [tag.missing], e.g. a, b, c",
        "1 could not be told [evidence.missing], e.g. e",
        "1 for 1 other reasons", "6. managed not known", "System 5: 4 with nothing",
        "and 3 more; the JSON report",
        "OU=Lab,DC=x: 4 not ready",
    ])
    func `a fleet is told with its sources, its steps and its groups`(words: String) throws {
        #expect(Self.flat(try Self.text(devices: 20)).contains(words))
    }

    @Test func `of a fleet each check says what was seen and what to do`() throws {
        let text = try Self.text(devices: 20)
        #expect(text.contains("it shows no tag"))
        #expect(text.contains("Set the tag."))
        #expect(!text.contains("Nothing is enrolled."))
        #expect(try Self.text(devices: 20, .verbose).contains("Nothing is enrolled."))
    }

    @Test func `of a very large fleet each check says no more than how many devices it holds up`() throws {
        let text = try Self.text(devices: 20_000)
        #expect(Self.flat(text).contains("seen 100 [tag.missing], 99 [tag.missing]"))
        #expect(!text.contains("Set the tag."))
        #expect(text.contains("explain CODE"))
        let lines = text.split(separator: "\n").count
        #expect(try lines < Self.text(devices: 20).split(separator: "\n").count)
    }
}
