import Model
import Testing

@testable import Checks

struct SettingsAppliedCheckTests {
    private static func row(
        _ name: String, _ expected: [String: String], _ shown: [String: Claim.Value], _ outline: String
    ) -> EvidenceRow {
        let claims = shown.sorted { $0.key < $1.key }.map { (.preference <- $0.value).of($0.key) }
        return EvidenceRow(name, claims, outline).with { $0.settings = expected }
    }

    private static let differs = "not-met policy.setting-differs"
    private static let hidden = "undetermined policy.setting-not-shown"

    static let rows: [EvidenceRow] = [
        row("none expected", [:], ["MAPSReporting": "2"], "not-applicable"),
        row("as expected", ["MAPSReporting": "2"], ["MAPSReporting": "2"], "met"),
        row(
            "in other case", ["DisableRealtimeMonitoring": "false"], ["DisableRealtimeMonitoring": "False"],
            "met"),
        row("a name in other case", ["mapsreporting": "2"], ["MAPSReporting": "2"], "met"),
        row("a number with zeros", ["MAPSReporting": "2"], ["MAPSReporting": "02"], "met"),
        row(
            "a list in another order", ["ExclusionPath": "C:\\a, C:\\b"], ["ExclusionPath": "C:\\B,C:\\A"],
            "met"),
        row("a shorter list", ["ExclusionPath": "C:\\a,C:\\b"], ["ExclusionPath": "C:\\a"], differs),
        row("another value", ["MAPSReporting": "2"], ["MAPSReporting": "0"], differs),
        row("an empty value", ["MAPSReporting": "2"], ["MAPSReporting": ""], differs),
        row("a value that starts alike", ["MAPSReporting": "2"], ["MAPSReporting": "20"], differs),
        row("not shown", ["MAPSReporting": "2"], [:], hidden),
        row("not there", ["MAPSReporting": "2"], ["MAPSReporting": .absent], hidden),
        row("one right, one not shown", ["A": "1", "B": "2"], ["A": "1"], hidden),
        row(
            "one wrong, one not shown", ["A": "1", "B": "2"], ["A": "0"],
            differs + " policy.setting-not-shown"),
        row("damaged", ["A": "1"], ["A": .unusable("?")], "undetermined evidence.unreadable"),
        EvidenceRow("macOS", [.systemFamily <- "macos"], "not-applicable").with { $0.settings = ["A": "1"] },
    ]

    @Test(arguments: rows)
    func `holds settings against what is expected`(row: EvidenceRow) {
        #expect(row.judgement(by: SettingsAppliedCheck()).outline == row.outline)
    }

    @Test
    func `a difference names both values`() {
        let words = Self.row("", ["A": "1"], ["A": "0"], "").judgement(by: SettingsAppliedCheck()).words
        #expect(words == "A is \"0\" in evidence.txt:1, and \"1\" is expected")
    }
}
