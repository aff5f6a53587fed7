import Foundation
import Testing

/// One mistake a catalogue, in what is known of directories.
struct DirectoryKnowledgeMistakeTests {
    typealias Mistake = CatalogueMistakeTests.Mistake

    private static let errors = "directory/bind-errors.yml"
    private static let levels = "directory/functional-levels.yml"
    private static let point = "directory/registration-point.yml"
    private static let federation = "directory/federation.yml"
    private static let form = "expected 1 to 8 hexadecimal digits in lower case, without leading zeros, found"

    static let ofErrors: [Mistake] = [
        Mistake(
            "a code that is no text", errors, "\"52e\"", "525",
            "3: errors[0].code: expected text, found the number 525; put it in quotes"),
        Mistake(
            "a code in upper case", errors, "\"52e\"", "\"52E\"", "3: errors[0].code: \(form) \"52E\""),
        Mistake(
            "a code with a leading zero", errors, "\"52e\"", "\"052e\"", "3: errors[0].code: \(form) \"052e\""
        ),
        Mistake(
            "a code with a prefix", errors, "\"52e\"", "x52e", "3: errors[0].code: \(form) \"x52e\""),
        Mistake(
            "a code that is there twice", errors, "\"80090346\"", "\"52e\"",
            "6: errors[1].code: \"52e\" is there twice"),
        Mistake(
            "a code without words", errors, "    words: the password is wrong\n", "",
            "3: errors[0]: \"words\" is missing"),
        Mistake(
            "an unknown key of a code", errors, "words: the", "word: the",
            "4: errors[0]: unknown key \"word\" (did you mean \"words\"?)"),
    ]

    static let ofLevels: [Mistake] = [
        Mistake(
            "a level that is no number", levels, "level: 3", "level: three",
            "3: levels[0].level: expected a whole number, found the text \"three\""),
        Mistake(
            "a level below zero", levels, "level: 3", "level: -3", "3: levels[0].level: -3 is no level"),
        Mistake(
            "a level that is there twice", levels, "level: 3", "level: 4",
            "5: levels[1].level: \"4\" is there twice"),
        Mistake(
            "a minimum that is on no list", levels, "controller-level: 4", "controller-level: 5",
            "7: minimum-controller-level: there is no level 5 in the list"),
        Mistake(
            "no minimum", levels, "minimum-controller-level: 4\n", "",
            "1: \"minimum-controller-level\" is missing"),
        Mistake(
            "a minimum without a source", levels, "minimum-controller-level-source: RFC 1\n", "",
            "1: \"minimum-controller-level-source\" is missing"),
    ]

    static let ofPoints: [Mistake] = [
        Mistake(
            "a container that is no name", point, "CN=Registration,CN=Services", "Services",
            "2: container: expected a distinguished name such as CN=Services"),
        Mistake(
            "no keywords", point,
            """
            keywords:
              tenant-id: azureADId
              tenant-name: azureADName
              enterprise-drs: enterpriseDrsName

            """, "", "1: \"keywords\" is missing"),
        Mistake(
            "a keyword left out", point, "  tenant-id: azureADId\n", "",
            "5: keywords: \"tenant-id\" is missing"),
        Mistake(
            "a keyword with its colon", point, "azureADId", "\"azureADId:\"",
            "5: keywords.tenant-id: expected a word without a colon, found \"azureADId:\""),
        Mistake(
            "two keywords alike", point, "azureADName", "AzureAdID",
            "6: keywords.tenant-name: \"AzureAdID\" is there twice"),
        Mistake(
            "a point without a name", point, "name: 62a0ff2e-97b9-4513-943f-0d221bd30080\n", "",
            "1: \"name\" is missing"),
    ]

    static let ofFederation: [Mistake] = [
        Mistake(
            "no realm", federation, "realm:", "reallm:",
            "2: unknown key \"reallm\" (did you mean \"realm\"?)"),
        Mistake(
            "a realm without a user", federation, "{user}", "user",
            "4: realm.path: expected the placeholder {user}, once"),
        Mistake(
            "a realm with two users", federation, "{user}", "{user}/{user}",
            "4: realm.path: expected the placeholder {user}, once"),
        Mistake(
            "two realms alike", federation, "unknown: Unknown", "unknown: managed",
            "8: realm.unknown: \"managed\" is there twice"),
        Mistake(
            "a realm without its metadata", federation, "  metadata: federation_metadata_url\n", "",
            "3: realm: \"metadata\" is missing"),
        Mistake(
            "a path that is none", federation, "path: /trust/13/windowstransport",
            "path: trust/13/windowstransport",
            "13: endpoints[0].path: expected a path such as /test, in ASCII and without spaces"),
        Mistake(
            "a path that is there twice", federation, "path: /trust/13/usernamemixed",
            "path: /trust/13/WindowsTransport",
            "19: endpoints[1].path: \"/trust/13/WindowsTransport\" is there twice"),
        Mistake(
            "a need that is no truth value", federation, "needed: true", "needed: maybe",
            "14: endpoints[0].needed: expected true or false, found the text \"maybe\""),
        Mistake(
            "nothing that is needed", federation, "needed: true", "needed: false",
            "12: endpoints: none of them is needed"),
        Mistake(
            "a kind that is needed and is not", federation, "kind: usernamemixed", "kind: windowstransport",
            "12: endpoints: \"windowstransport\" is needed here and not needed there"),
        Mistake(
            "an endpoint without its exposure", federation, "    intranet-only: true\n", "",
            "12: endpoints[0]: \"intranet-only\" is missing"),
    ]

    @Test(arguments: ofErrors + ofLevels + ofPoints + ofFederation)
    func `a mistake is named with its file and line`(mistake: Mistake) throws {
        let complaints = try SmallCatalogue(mistake.path, replacing: mistake.old, with: mistake.new)
            .complaints
        let lines = complaints.split(separator: "\n").map(String.init)
        #expect(lines.contains("checks/\(mistake.path):\(mistake.complaint)"), "\(complaints)")
    }

    @Test
    func `mistakes in all four files are told at once`() throws {
        let files = [Self.errors, Self.levels, Self.point, Self.federation]
        let spoilt = try SmallCatalogue(
            Dictionary(uniqueKeysWithValues: files.map { ($0, "source: RFC 1\nodd: 1\n".data(using: .utf8)) })
        )
        for file in files { #expect(spoilt.complaints.contains("checks/\(file):2: unknown key \"odd\"")) }
    }
}
