import CheckCatalogue
import Foundation
import SampleFacts
import StrictYAML
import Testing

/// One mistake in one file of what is known of registration, enrolment and control planes.
struct DeviceKnowledgeMistakeTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var path: String
        var old: String
        var new: String
        var complaint: String

        init(_ name: String, _ path: String, _ old: String, _ new: String, _ complaint: String) {
            testDescription = name
            self.path = path
            self.old = old
            self.new = new
            self.complaint = complaint
        }
    }

    private static let status = "onboarding/enrollment-status.yml"
    private static let errors = "registration/join-errors.yml"
    private static let join = "registration/join.yml"
    private static let planes = "control-plane/providers.yml"

    static let mistakes: [Mistake] = [
        Mistake("a code that is there twice", status, "code: 44", "code: 43", "\"43\" is there twice"),
        Mistake(
            "a source that is not in the list", status, "from: portal", "from: hearsay",
            "there is no source \"hearsay\""),
        Mistake(
            "a state that there is not", status, "means: intune", "means: in-tune",
            "\"in-tune\" is not one of"),
        Mistake(
            "a contradiction that is not marked", status, "code: 19\n    contested: true", "code: 19",
            "its sources contradict each other; mark it as contested"),
        Mistake("no limit of silence", status, "  quiet-after: 14d\n", "", "\"quiet-after\" is missing"),
        Mistake(
            "a code in upper case", errors, "0x801c0021", "0x801C0021",
            "expected 0x and 8 hexadecimal digits in lower case, found \"0x801C0021\""),
        Mistake(
            "a phase that there is not", errors, "phases: [auth]", "phases: [aut]",
            "there is no phase \"aut\""),
        Mistake(
            "a set that there is not", join, "sets: [current]", "sets: [curent]",
            "there is no requirement set \"curent\""),
        Mistake(
            "good and failed alike", join, "failed: FAILED", "failed: success",
            "\"success\" is there twice"),
        Mistake("no tag", "tagging/tag.yml", "tag: MDE-Management", "tag:", "\"tag\" is missing"),
        Mistake(
            "a plane that there is not", planes, "plane: intune", "plane: intunes",
            "\"intunes\" is not one of"),
        Mistake(
            "a provider that is there twice", planes, "id: Local Authority", "id: ms dm server",
            "\"ms dm server\" is there twice"),
        Mistake(
            "a host with its scheme", planes, "[manage.microsoft.com,", "[\"https://manage.microsoft.com\",",
            "expected the end of a host name in lower case"),
        Mistake("a bit that is none", planes, "bit: 64", "bit: 63", "63 is no power of two"),
        Mistake(
            "protection by a bit that is not listed", planes, "endpoint-protection: 32",
            "endpoint-protection: 256", "there is no bit 256 in the list"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named with its file`(mistake: Mistake) throws {
        let file = RealCatalogue.folder.appending(path: mistake.path)
        let sound = try String(contentsOf: file, encoding: .utf8)
        #expect(sound.contains(mistake.old))
        let spoilt = try SmallCatalogue(
            mistake.path, sound.replacingOccurrences(of: mistake.old, with: mistake.new))
        let loader = try CatalogueLoader(folder: spoilt.root, implemented: SmallCatalogue.implemented)
        var complaints = ""
        do throws(Diagnostics) { _ = try loader.devices() } catch { complaints = error.description }
        let lines = complaints.split(separator: "\n").filter { $0.hasPrefix("checks/\(mistake.path):") }
        #expect(lines.contains { $0.contains(mistake.complaint) }, "\(complaints)")
    }
}
