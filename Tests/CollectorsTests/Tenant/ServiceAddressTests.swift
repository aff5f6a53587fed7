import Testing

@testable import Collectors

@Suite struct ServiceAddressTests {
    private static let graph = ServiceAddress("graph.microsoft.com", "/v1.0/devices")

    @Test(arguments: [
        "https://graph.microsoft.com/v1.0/devices?$skiptoken=x",
        "HTTPS://GRAPH.microsoft.com:443/v1.0/devices",
        "https://graph.microsoft.com/v1.0/devices?$filter=a%20eq%20'b'&x=https://elsewhere.example/",
    ])
    func `knows its own origin`(text: String) throws {
        #expect(try #require(ServiceAddress(text)).hasSameOrigin(as: Self.graph))
    }

    @Test(arguments: [
        "http://graph.microsoft.com/v1.0/devices", "https://graph.microsoft.com:8443/v1.0/devices",
        "https://elsewhere.example/graph.microsoft.com", "https://graph.microsoft.com.elsewhere.example/",
        "https://graph.microsoft.com@elsewhere.example/", "https://elsewhere.example\\@graph.microsoft.com/",
        "https://graph.microsoft.com\\@elsewhere.example/",
        "https://graph.microsoft.com:443@elsewhere.example/",
        "https://elsewhere.example#@graph.microsoft.com/", "//elsewhere.example/", "/v1.0/devices", "",
        "https://", "https://[::1", "ftp://graph.microsoft.com/", "https://graph.microsoft.com/ a",
        "https://graph.microsoft.com/\u{0}", "https://graph.microsoft.com/\n",
        "https://graph.microsoft.com:99999/",
        "https://gr\u{430}ph.microsoft.com/",
        "https://graph.microsoft.com/" + String(repeating: "a", count: 20_000),
    ])
    func `takes no other origin for it`(text: String) {
        #expect(ServiceAddress(text)?.hasSameOrigin(as: Self.graph) != true)
    }

    @Test func `keeps a link's path and query as they are`() {
        let link = "https://graph.microsoft.com/v1.0/devices?$skiptoken=RFNwdAIAAQ%3d%3d&$top=999"
        #expect(ServiceAddress(link)?.url == link)
    }

    @Test(arguments: [
        ("/v1.0/devices?$top=999&$select=id,name", "/v1.0/devices?$top=999"),
        ("/v1.0/devices?$select=id", "/v1.0/devices"), ("/v1.0/devices?$top=1", nil), ("/v1.0/devices", nil),
    ])
    func `leaves out which members are asked for`(target: String, whole: String?) {
        #expect(ServiceAddress("graph.microsoft.com", target).withoutSelection?.target == whole)
    }

    @Test func `shows no query, which may hold what is nobody's business`() {
        let address = ServiceAddress("https://graph.microsoft.com/v1.0/devices?$skiptoken=secret")
        #expect(address?.description == "https://graph.microsoft.com/v1.0/devices")
    }
}
