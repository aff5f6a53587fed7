import Model
import Testing

struct AnswerTemplateTests {
    private static let guid = "72f988bf-86f1-41af-91ab-2d7cd011db47"

    @Test(arguments: [
        ("https://a.example/b", "https://a.example/b", true),
        ("https://a.example/b", "https://a.example/b/", false),
        ("https://a.example/b", "https://axexample/b", false),
        ("https://a.example/*/b", "https://a.example/common/b", true),
        ("https://a.example/*/b", "https://a.example//b", false),
        ("https://a.example/*/b", "https://a.example/x/y/b", false),
        ("https://a.example/*", "https://a.example/", false),
        ("*.example", "a.example", true),
        ("*.example", ".example", false),
        ("a*b*c", "aXbYbZc", true),
        ("a*b*c", "abc", false),
        ("{guid}", guid, true),
        ("{guid}", guid.uppercased(), true),
        ("{guid}", String(guid.dropLast()), false),
        ("{guid}", "{\(guid)}", false),
        ("x{guid}y", "x\(guid)y", true),
        ("{tenantid}", "{tenantid}", true),
        ("a", "", false),
    ])
    func `a value has a form or not`(template: String, value: String, expected: Bool) throws {
        #expect(try #require(AnswerTemplate(template)).matches(value) == expected)
    }

    @Test(arguments: ["", "a\\.b", "[^/]+", "(a|b)", "^a", "a$", "a+"])
    func `what looks like a regular expression is refused`(text: String) {
        #expect(AnswerTemplate(text) == nil)
    }

    @Test(.timeLimit(.minutes(10)))
    func `a hostile value takes no time to refuse`() throws {
        let template = try #require(AnswerTemplate("*a*a*b"))
        #expect(!template.matches(String(repeating: "a", count: 3000)))
    }
}
