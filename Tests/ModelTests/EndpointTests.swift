import Model
import SampleFacts
import Testing

struct EndpointTests {
    private static func template(path: String) -> EndpointTemplate {
        EndpointTemplate(
            id: "sign-in", reachabilityCheck: "endpoints.sign-in-reachable", why: "why", source: "RFC 9110",
            scheme: .https,
            port: 443, path: path, requestHeaders: ["Accept": "application/json"], hosts: [:], wildcards: [:],
            expectation: .answer([200]))
    }

    @Test(arguments: [
        ("/{tenant}/x", TenantExpectation?.none, "/common/x"), ("/{domain}/x", .none, "/microsoft.com/x"),
        ("/{tenant}/x", TenantExpectation(id: "1", domain: "contoso.com"), "/contoso.com/x"),
        ("/{tenant}/x", TenantExpectation(id: "1", domain: nil), "/1/x"),
        ("/{domain}/x", TenantExpectation(id: "1", domain: "contoso.com"), "/contoso.com/x"),
        ("/{domain}/x", TenantExpectation(id: "1", domain: nil), "/microsoft.com/x"), ("/", .none, "/"),
    ])
    func `placeholders are filled in`(path: String, tenant: TenantExpectation?, filled: String) {
        let endpoint = Self.template(path: path).endpoint(set: "s", host: "login.example", tenant: tenant)
        #expect(endpoint.path == filled)
    }

    @Test
    func `a template keeps what it says and takes what it is given`() {
        let template = Self.template(path: "/")
        let endpoint = template.endpoint(set: "s", host: "LOGIN.Example", tenant: nil)
        #expect(endpoint.id == "sign-in")
        #expect(endpoint.set == "s")
        #expect(endpoint.host == "login.example")
        #expect(endpoint.port == 443)
        #expect(endpoint.requestHeaders == ["Accept": "application/json"])
        #expect(endpoint.expectation.statuses == [200])
        let moved = template.endpoint(set: "s", host: "a", port: 8080, scheme: .http, tenant: nil)
        #expect(moved.port == 8080)
        #expect(moved.scheme == .http)
    }

    @Test(arguments: [
        (Optional("a.example"), 443, Endpoint.Scheme.https, "a.example"),
        ("a.example", 80, .http, "a.example"),
        ("a.example", 8443, .https, "a.example:8443"), ("a.example", 443, .http, "a.example:443"),
        (nil, 443, .https, "the-id"),
    ])
    func `a name tells the port where that is not the scheme's own`(
        host: String?, port: Int, scheme: Endpoint.Scheme, name: String
    ) {
        let endpoint = Endpoint(
            id: "the-id", set: "s", host: host, port: port, scheme: scheme, path: "/",
            reachabilityCheck: "endpoints.a", why: "")
        #expect(endpoint.name == name)
    }

    @Test
    func `a tenant's id is compared in lower case`() {
        #expect(TenantExpectation(id: "ABC-DEF", domain: nil).id == "abc-def")
    }

    @Test
    func `TLS versions are ordered by age`() {
        #expect(TLSVersion.allCases == TLSVersion.allCases.sorted())
        #expect(TLSVersion.tls11 < .tls12)
    }
}
