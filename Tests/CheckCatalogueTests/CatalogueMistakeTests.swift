import CheckCatalogue
import Foundation
import Model
import Testing

/// One mistake a catalogue, each named with file and line.
struct CatalogueMistakeTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var path: String
        var old: String
        var new: String
        /// After the path: the line, and the words.
        var complaint: String

        init(_ name: String, _ path: String, _ old: String, _ new: String, _ complaint: String) {
            testDescription = name
            self.path = path
            self.old = old
            self.new = new
            self.complaint = complaint
        }
    }

    private static let check = SmallCatalogue.check
    private static let set = SmallCatalogue.set
    private static let endpoints = SmallCatalogue.endpoints

    static let ofChecks: [Mistake] = [
        Mistake("an unknown key", check, "source:", "notes: x\nsource:", "7: unknown key \"notes\""),
        Mistake(
            "a key given twice", check, "source:", "why: x\nsource:",
            "7: key \"why\" is given twice; keep one of them"),
        Mistake("a missing key", check, "remedy: remedy\n", "", "1: \"remedy\" is missing"),
        Mistake("a missing source", check, "source: https://example.org", "", "1: \"source\" is missing"),
        Mistake(
            "a source that is none", check, "https://example.org", "a book",
            "7: source: expected an https address or an RFC, found \"a book\""),
        Mistake(
            "a wrong type", check, "title: Title", "title: 5",
            "2: title: expected text, found the number 5; put it in quotes"),
        Mistake("an empty text", check, "why: why", "why: ' '", "3: why: is empty"),
        Mistake(
            "an id that is not the file's", check, "id: endpoints.a-reachable", "id: endpoints.b-reachable",
            "1: id: \"endpoints.b-reachable\" differs from the file's name, \"endpoints.a-reachable\""),
    ]

    static let ofSets: [Mistake] = [
        Mistake(
            "an unknown check", set, "  tenant.b: note", "  tenant.b: note\n  tenant.c: note",
            "8: checks.tenant.c: no check has this id (did you mean \"tenant.b\"?)"),
        Mistake(
            "a check left out", set, "  tenant.b: note\n", "", "6: checks: says nothing of check \"tenant.b\""
        ),
        Mistake(
            "an unknown severity", set, "tenant.b: note", "tenant.b: warn",
            "7: checks.tenant.b: \"warn\" is not one of note, warning, fail"),
        Mistake(
            "no checks", set, "  endpoints.a-reachable: fail\n  tenant.b: note\n", "",
            "1: \"checks\" is missing"),
    ]

    static let ofEndpoints: [Mistake] = [
        Mistake(
            "an unknown reachability check", endpoints, "check: endpoints.a-reachable",
            "check: endpoints.a-reachabel",
            "7: endpoints[0].reachability-check: no check has the id \"endpoints.a-reachabel\" (did you mean \"endpoints.a-reachable\"?)"
        ),
        Mistake(
            "a bad port", endpoints, "port: 443", "port: 65536", "11: endpoints[0].port: 65536 is no port"),
        Mistake(
            "a scheme that is none", endpoints, "scheme: https", "scheme: httpss",
            "10: endpoints[0].scheme: \"httpss\" is not one of https, http (did you mean \"https\"?)"),
        Mistake(
            "an unknown cloud", endpoints, "      gcc: []", "      gcc-hihg: []",
            "15: endpoints[0].hosts: unknown key \"gcc-hihg\" (did you mean \"gcc-high\"?)"),
        Mistake(
            "hosts that are no list", endpoints, "global: [a.example]", "global: a.example",
            "14: endpoints[0].hosts.global: expected a list, found the text \"a.example\""),
        Mistake(
            "a regular expression", endpoints, "token: 'https://a.example/token'",
            "token: 'https://a\\.example/[^/]+'",
            "23: endpoints[0].healthy.json-members.token: \"https://a\\.example/[^/]+\" is no template: it is plain text in which * stands for a part without / and {guid} for a GUID"
        ),
        Mistake(
            "members of what is no JSON", endpoints, "body: json", "body: xml",
            "22: endpoints[0].healthy.json-members: json-members need \"body: json\""),
        Mistake(
            "an unknown body", endpoints, "body: json", "body: jsn",
            "20: endpoints[0].healthy.body: \"jsn\" is not one of json, xml, not-html (did you mean \"json\"?)"
        ),
        Mistake(
            "a status that is none", endpoints, "status: [200]", "status: every",
            "19: endpoints[0].healthy.status: expected a list of statuses or the word any"),
        Mistake(
            "a status that is no number", endpoints, "status: [200]", "status: [200, ok]",
            "19: endpoints[0].healthy.status[1]: expected a whole number, found the text \"ok\""),
    ]

    private static let areas = Area.allCases.map(\.rawValue).joined(separator: ", ")

    private static let codes = ReasonCode.allCases.map(\.rawValue).joined(separator: ", ")

    static let ofKnowledge: [Mistake] = [
        Mistake(
            "a fingerprint too short", "endpoints/issuers.yml", "A8985D", "",
            "4: roots[0].sha1: expected 40 upper-case hexadecimal digits, found \"3A65E5E5C4B2D7D66D40C6DD2FB19C5436\""
        ),
        Mistake(
            "a fingerprint in lower case", "endpoints/issuers.yml", "A8985D", "a8985d",
            "4: roots[0].sha1: expected 40 upper-case hexadecimal digits, found \"a8985d3A65E5E5C4B2D7D66D40C6DD2FB19C5436\""
        ),
        Mistake(
            "a public root's fingerprint too short", "endpoints/public-roots.yml", "EBC5570C", "",
            "4: roots.29018C4D67B1AA127BAF12F703B4611EBC17B7DAB5573894179B93FA: expected 64 upper-case hexadecimal digits"
        ),
        Mistake(
            "a network without a name", "endpoints/sinkholes.yml", "    name: loopback\n", "",
            "3: networks[0]: \"name\" is missing"),
        Mistake(
            "a network without a source", "endpoints/sinkholes.yml", "    source: RFC 1122\n", "",
            "3: networks[0]: \"source\" is missing"),
        Mistake(
            "an edition that is no day", "catalogue.yml", "2026-11-26", "2026-02-30",
            "1: version: expected a day such as 2026-11-26, found \"2026-02-30\""),
        Mistake(
            "an edition that is a number", "catalogue.yml", "2026-11-26", "7",
            "1: version: expected text, found the number 7; put it in quotes"),
        Mistake(
            "an unknown area", "areas.yml", "id: policy", "id: polcy",
            "11: areas[9].id: \"polcy\" is not one of \(areas) (did you mean \"policy\"?)"),
        Mistake(
            "an unknown reason code", "reasons.yml", "code: tcp.reset", "code: tcp.rset",
            "10: reasons[8].code: \"tcp.rset\" is not one of \(codes) (did you mean \"tcp.reset\"?)"),
        Mistake(
            "a reason without a remedy", "reasons.yml",
            "code: dns.no-such-name, title: T, means: m, remedy: r",
            "code: dns.no-such-name, title: T, means: m", "2: reasons[0]: \"remedy\" is missing"),
    ]

    /// What follows from a mistake in other files is told as well.
    @Test(arguments: ofChecks + ofSets + ofEndpoints + ofKnowledge)
    func `a mistake is named with its file and line`(mistake: Mistake) throws {
        let complaints = try SmallCatalogue(mistake.path, replacing: mistake.old, with: mistake.new)
            .complaints
        let lines = complaints.split(separator: "\n").map(String.init)
        #expect(lines.contains("checks/\(mistake.path):\(mistake.complaint)"), "\(complaints)")
    }

    @Test
    func `a reason code must be explained once, not twice or never`() throws {
        let text = "code: tcp.reset, title: T, means: m, remedy: r, source: RFC 1 }\n"
        let twice = try SmallCatalogue("reasons.yml", replacing: text, with: text + "  - { " + text)
        #expect(twice.complaints == "checks/reasons.yml:2: reasons: \"tcp.reset\" must be explained once")
        let never = try SmallCatalogue("reasons.yml", replacing: "  - { " + text, with: "")
        #expect(never.complaints == "checks/reasons.yml:2: reasons: \"tcp.reset\" must be explained once")
    }

    @Test
    func `an endpoint id that is used twice is named with the place of the second`() throws {
        let text = try SmallCatalogue().text(of: Self.endpoints)
        let second = text.replacing("id: first", with: "id: second")
        let spoilt = try SmallCatalogue("endpoints/sets/second.yml", second)
        #expect(
            spoilt.complaints
                == "checks/endpoints/sets/second.yml:6: endpoints[0].id: endpoint id \"a\" is used twice")
    }

    @Test
    func `a check without its description is named, and a description without its check`() throws {
        let missing = try SmallCatalogue([Self.check: nil])
        #expect(missing.complaints == "checks/\(Self.check): is missing: every check needs its description")
        let text = try SmallCatalogue().text(of: Self.check)
        let odd = try SmallCatalogue("endpoints/endpoints.a-reachabel.yml", text)
        let words = "describes no check that there is (did you mean \"endpoints.a-reachable\"?)"
        #expect(odd.complaints == "checks/endpoints/endpoints.a-reachabel.yml: \(words)")
    }

    @Test
    func `a network that is none is refused`() throws {
        let spoilt = try SmallCatalogue(
            "endpoints/sinkholes.yml", replacing: "127.0.0.0/8", with: "127.0.0.0/33")
        #expect(spoilt.complaints.hasPrefix("checks/endpoints/sinkholes.yml:3: networks[0].cidr: "))
    }

    @Test
    func `an area that is missing is named, since its results would be shown nowhere`() throws {
        let line = "  - { id: tenant, title: T, about: a, given-by: g, source: RFC 1 }\n"
        let spoilt = try SmallCatalogue("areas.yml", replacing: line, with: "")
        #expect(spoilt.complaints.hasPrefix("checks/areas.yml:2: areas: "))
    }

    @Test
    func `a requirement set with the name of another is refused`() throws {
        let text = try SmallCatalogue().text(of: Self.set)
        let spoilt = try SmallCatalogue("requirement-sets/current.yml", text)
        #expect(spoilt.complaints.hasPrefix("checks/requirement-sets/current.yml:1: id: "))
    }
}
