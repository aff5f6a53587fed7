import CheckCatalogue
import Checks
import Foundation
import Model
import SampleFacts
import StrictYAML
import Testing

/// What the catalogue knows for redaction, and one mistake in one file of it.
struct RedactionKnowledgeTests {
    typealias Mistake = DeviceKnowledgeMistakeTests.Mistake

    private static let files = ["secrets", "labels", "vocabulary", "search"].map { "redaction/\($0).yml" }
    private static let (secrets, labels, vocabulary, search) = (files[0], files[1], files[2], files[3])

    static let mistakes: [Mistake] = [
        Mistake(
            "a name that is there twice", secrets, "{ name: kennwort,", "{ name: password,",
            "\"password\" is there twice"),
        Mistake(
            "a name that is too short", secrets, "{ name: kennwort,", "{ name: k,", "is too short to be found"
        ),
        Mistake(
            "an extent that there is not", secrets, "extent: line", "extent: lines",
            "\"lines\" is not one of value, line"),
        Mistake(
            "a secret of nothing", secrets, "{ name: kennwort, what: password }", "{ name: kennwort }",
            "\"what\" is missing"),
        Mistake(
            "a shape that is too short", secrets, "begins: npm_", "begins: np", "is too short to be found"),
        Mistake(
            "a shape of an unknown alphabet", secrets, "alphabet: base64url", "alphabet: base65",
            "\"base65\" is not one of"),
        Mistake(
            "a command without a source", secrets, ", source: https://linux.die.net/man/1/sshpass", "",
            "\"source\" is missing"),
        Mistake(
            "a label that is there twice", labels, "- Host Name", "- HostName", "\"hostname\" is there twice"),
        Mistake(
            "a label of an unknown kind", labels, "kind: tenant", "kind: company",
            "\"company\" is not one of person"),
        Mistake(
            "a word that is none", vocabulary, "un pc ds", "un- pc ds",
            "\"un-\" is no word of letters and digits"),
        Mistake(
            "no words of sentences", vocabulary, "sentences: >-", "sentence: >-", "unknown key \"sentence\""),
        Mistake("a character that there is not", search, "auml=E4", "auml=DC00", "\"auml=DC00\" is no name"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named with its file`(mistake: Mistake) throws {
        var changes: [String: Data?] = [:]
        for path in Self.files {
            let text = try String(contentsOf: RealCatalogue.folder.appending(path: path), encoding: .utf8)
            if path == mistake.path { #expect(text.contains(mistake.old)) }
            let spoilt =
                path == mistake.path ? text.replacingOccurrences(of: mistake.old, with: mistake.new) : text
            changes[path] = Data(spoilt.utf8)
        }
        let loader = try CatalogueLoader(
            folder: try SmallCatalogue(changes).root, implemented: SmallCatalogue.implemented)
        var complaints = ""
        do throws(Diagnostics) { _ = try loader.redaction() } catch { complaints = error.description }
        let lines = complaints.split(separator: "\n").filter { $0.hasPrefix("checks/\(mistake.path):") }
        #expect(lines.contains { $0.contains(mistake.complaint) }, "\(complaints)")
    }

    @Test func `no word of the vocabulary is a name`() throws {
        let loader = try CatalogueLoader(folder: RealCatalogue.folder, implemented: Set(allChecks.map(\.id)))
        let knowledge = try loader.redaction()
        #expect(knowledge.vocabulary.count > 1500 && knowledge.sentences.count > 1500)
        let names = """
            john jane max anna maria peter paul michael thomas thomson smith jones miller mueller schmidt garcia martinez wang li chen
            kumar singh ivanov novak contoso fabrikam adatum litware tailspin northwind corp acme example berlin hamburg london paris
            munich zurich boston chicago seattle redmond wingtip woodgrove
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(names.filter { knowledge.vocabulary.contains($0) }.isEmpty)
        #expect(names.filter { knowledge.sentences.contains($0) }.isEmpty)
    }
}
