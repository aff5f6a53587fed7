import Model
import Testing

@testable import Checks

struct ManagementTagCheckTests {
    private static let near = "undetermined tag.near-miss"
    private static let missing = "undetermined tag.missing"

    private static func registry(_ tag: String, _ outline: String) -> EvidenceRow {
        EvidenceRow("registry \"\(tag)\"", [.registryTag <- .text(tag)], outline)
    }

    private static func agent(_ tags: [String], _ outline: String) -> EvidenceRow {
        EvidenceRow(
            "mdatp \(tags)", [.systemFamily <- "linux"] + tags.map { (.sensorTag <- true).of($0) }, outline)
    }

    static let rows: [EvidenceRow] = [
        registry("MDE-Management", "met"),
        registry("mde-management", near),
        registry("MDE-MANAGEMENT", near),
        registry("MDE-management", near),
        registry(" MDE-Management", near),
        registry("MDE-Management ", near),
        registry("MDE - Management", near),
        registry("MDE Management", near),
        registry("MDE_Management", near),
        registry("MDEManagement", near),
        registry("MDE\u{2013}Management", near),
        registry("MDE\u{2011}Management", near),
        registry("MDE\u{2014}Management", near),
        registry("MDE\u{2212}Management", near),
        registry("\"MDE-Management\"", near),
        registry("MDE-Managment", near),
        registry("MDE-Management\u{200b}", near),
        registry("\u{041c}DE-Management", near),
        registry("MDE-Management,Pilot", near),
        registry("Pilot", missing),
        registry("MDE", missing),
        registry("", missing),
        EvidenceRow("no value", [.registryTag <- .absent], missing),
        EvidenceRow("not shown", [], "undetermined evidence.missing"),
        EvidenceRow(
            "two answers", [.registryTag <- "MDE-Management", (.registryTag <- "Pilot").in("b.reg")],
            "undetermined evidence.contradictory"),
        EvidenceRow(
            "the tag of mdatp on Windows",
            [.systemFamily <- "windows", (.sensorTag <- true).of("MDE-Management")],
            "undetermined evidence.missing"),
        agent(["MDE-Management"], "met"),
        agent(["Pilot", "MDE-Management"], "met"),
        agent(["mde-management"], near),
        agent(["Pilot", "MDE_Management"], near),
        agent(["Pilot"], missing),
        EvidenceRow("mdatp, no tag", [.systemFamily <- "macos", .sensorTag <- .absent], missing),
        EvidenceRow("mdatp, not shown", [.systemFamily <- "macos"], "undetermined evidence.missing"),
    ]

    @Test(arguments: rows, ["classic", "current"])
    func `judges the tag`(row: EvidenceRow, set: String) {
        let judgement = row.with { $0.set = set }.judgement(by: ManagementTagCheck())
        #expect(judgement.outline == row.outline)
    }

    @Test
    func `a near miss says how it differs, and what would settle it`() {
        let words = Self.registry("MDE_Management", "").judgement(by: ManagementTagCheck()).words
        #expect(
            words.hasPrefix(
                "\"MDE_Management\" in evidence.txt:1 is not MDE-Management: it differs in its hyphen"))
        #expect(words.contains("the portal, or an export of machines, shows it"))
    }
}
