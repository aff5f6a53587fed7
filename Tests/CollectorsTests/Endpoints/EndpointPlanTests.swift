import Model
import SampleFacts
import Testing

@testable import Collectors
@testable import Configuration

/// What is probed, and on which paths.
struct EndpointPlanTests {
    private static func template(
        _ id: String, _ check: CheckID, _ hosts: [Cloud: [String]], wildcard: String? = nil,
        path: String = "/",
        claim: String? = nil, scheme: Endpoint.Scheme = .https
    ) -> EndpointTemplate {
        EndpointTemplate(
            id: id, reachabilityCheck: check, why: "", source: "", scheme: scheme,
            port: scheme == .https ? 443 : 80, path: path,
            requestHeaders: [:], hosts: hosts, wildcards: wildcard.map { [.global: $0, .gcc: $0] } ?? [:],
            expectation: .answer(tenantClaim: claim))
    }

    private static let sets = [
        EndpointSet(
            id: "security-settings-management", title: "", about: "", source: "",
            endpoints: [
                template(
                    "registration", "endpoints.registration-reachable", [.global: ["reg.example"]],
                    path: "/{domain}/discover",
                    claim: "TenantId"),
                template(
                    "sign-in", "endpoints.sign-in-reachable",
                    [.global: ["login.example"], .china: ["login.cn.example"]],
                    path: "/{tenant}", claim: "issuer"),
                template(
                    "checkin", "endpoints.device-management-reachable",
                    [.global: ["checkin.dm.example"], .gcc: []],
                    wildcard: "*.dm.example"),
            ]),
        EndpointSet(
            id: "revocation", title: "", about: "", source: "",
            endpoints: [
                template("crl", "endpoints.revocation-reachable", [.global: ["crl.example"]], scheme: .http)
            ]),
        EndpointSet(
            id: "hybrid-join", title: "", about: "", source: "",
            endpoints: [template("device", "endpoints.hybrid-join-reachable", [.global: ["device.example"]])]),
    ]

    private static func plan(
        only: Set<CheckID>? = nil, environment: [String: String] = [:],
        _ change: (inout Settings) -> Void = { _ in }
    ) -> EndpointPlan {
        var settings = Settings()
        change(&settings)
        return EndpointPlan(
            sets: sets, configuration: settings,
            proxies: ProxyRules(settings.network, environment: environment),
            isWanted: { only?.contains($0) ?? true })
    }

    private static let proxied = ["HTTPS_PROXY": "http://proxy.example:3128"]
    private static let tenantChecks: Set<CheckID> = ["tenant.domain-resolves-to-tenant"]

    @Test
    func `the default sets are probed directly, in order`() {
        let plan = Self.plan()
        let ids = [
            "endpoint:registration:https://reg.example:443/microsoft.com/discover:direct",
            "endpoint:sign-in:https://login.example:443/common:direct",
            "endpoint:checkin:https://checkin.dm.example:443/:direct",
            "endpoint:crl:http://crl.example:80/:direct",
        ]
        #expect(plan.items.map(\.factID) == ids)
        #expect(plan.items.map(\.endpoint.path) == ["/microsoft.com/discover", "/common", "/", "/"])
        #expect(plan.wildcards.map(\.pattern) == ["*.dm.example"])
        #expect(plan.wildcards.first?.known?.endpoint.host == "checkin.dm.example")
    }

    @Test
    func `other sets are probed when they are named`() {
        let plan = Self.plan { $0.network.endpointSets = ["hybrid-join"] }
        #expect(plan.items.map(\.endpoint.host) == ["device.example"])
        #expect(plan.wildcards.isEmpty)
        #expect(Self.plan { $0.network.endpointSets = [] }.items.isEmpty)
    }

    @Test
    func `a cloud has its own hosts; one that is needed but not documented stays in the plan`() {
        let china = Self.plan { $0.cloud = .china }
        #expect(china.items.map(\.endpoint.host) == ["login.cn.example"])
        let gcc = Self.plan { $0.cloud = .gcc }
        #expect(gcc.items.map(\.endpoint.id) == ["checkin"])
        #expect(gcc.items.map(\.endpoint.host) == [nil])
        #expect(gcc.wildcards.map(\.known) == [nil])
    }

    // MARK: - The user's own hosts

    private static func user(
        _ host: String, for standsFor: String? = nil, port: Int? = nil, path: String = "/"
    ) -> UserEndpoint {
        UserEndpoint(
            host: host, port: port, scheme: nil, path: path, standsFor: standsFor, why: nil, line: nil)
    }

    @Test
    func `a host that stands in for an endpoint is judged as that endpoint`() {
        let plan = Self.plan {
            $0.cloud = .gcc
            $0.network.endpoints = [Self.user("mine.dm.example", for: "checkin", port: 8443)]
        }
        #expect(plan.items.map(\.factID) == ["endpoint:checkin:https://mine.dm.example:8443/:direct"])
        #expect(plan.items.map(\.endpoint.reachabilityCheck) == ["endpoints.device-management-reachable"])
        #expect(plan.items.map(\.endpoint.set) == ["security-settings-management"])
        #expect(plan.wildcards.first?.known?.endpoint.host == "mine.dm.example")
    }

    @Test
    func `a host of the user's own has a check of its own`() {
        let plan = Self.plan {
            $0.network.endpointSets = []
            $0.network.endpoints = [Self.user("a.example"), Self.user("b.example", port: 80, path: "/x")]
        }
        #expect(
            plan.items.map(\.factID) == [
                "endpoint:additional:https://a.example:443/:direct",
                "endpoint:additional:http://b.example:80/x:direct",
            ])
        #expect(
            plan.items.map(\.endpoint.reachabilityCheck)
                == Array(repeating: "endpoints.additional-reachable", count: 2))
        #expect(plan.items.map(\.endpoint.scheme) == [.https, .http])
        #expect(plan.items.map(\.endpoint.path) == ["/", "/x"])
    }

    @Test
    func `the same question is asked once`() {
        let plan = Self.plan {
            $0.network.endpointSets = []
            $0.network.endpoints = [Self.user("a.example"), Self.user("a.example")]
        }
        #expect(plan.items.count == 1)
    }

    @Test
    func `different questions to one host are all asked, under ids of their own`() {
        let plan = Self.plan {
            $0.network.endpointSets = []
            var plain = Self.user("a.example", port: 8080)
            plain.scheme = .http
            $0.network.endpoints = [
                Self.user("a.example", path: "/x"), Self.user("a.example", path: "/y"),
                Self.user("a.example", port: 8080), plain,
            ]
        }
        #expect(plan.items.count == 4)
        #expect(Set(plan.items.map(\.factID)).count == plan.items.count)
    }

    // MARK: - The tenant

    @Test(arguments: [
        (TenantExpectation(id: nil, domain: "contoso.com"), ["/contoso.com/discover", "/contoso.com"]),
        (TenantExpectation(id: "1", domain: "contoso.com"), ["/contoso.com/discover", "/contoso.com"]),
        (TenantExpectation(id: "1", domain: nil), ["/1"]),
    ])
    func `a configured tenant is asked for where an answer names one`(
        tenant: TenantExpectation, paths: [String]
    ) {
        let plan = Self.plan(only: Self.tenantChecks) { $0.tenant = tenant }
        #expect(plan.items.map(\.endpoint.path) == paths)
        #expect(
            plan.items.allSatisfy {
                $0.endpoint.set == "tenant"
                    && $0.endpoint.reachabilityCheck == "tenant.domain-resolves-to-tenant"
            })
        #expect(
            plan.items.allSatisfy {
                $0.endpoint.id.hasSuffix("-tenant") && $0.endpoint.expectation.statuses.isEmpty
            })
    }

    @Test
    func `a directory's tenant is compared with the same answers`() {
        let tenant = TenantExpectation(id: nil, domain: "contoso.com")
        let only: Set<CheckID> = ["directory.registration-tenant-matches"]
        #expect(Self.plan(only: only) { $0.tenant = tenant }.items.isEmpty)
        let plan = Self.plan(only: only) {
            $0.tenant = tenant
            $0.directory = DirectorySettings()
        }
        #expect(plan.items == Self.plan(only: Self.tenantChecks) { $0.tenant = tenant }.items)
        #expect(plan.items.count == 2)
    }

    @Test
    func `without a tenant nothing is asked for it, and the needed endpoints do not depend on it`() {
        #expect(Self.plan(only: Self.tenantChecks).items.isEmpty)
        let with = Self.plan { $0.tenant = TenantExpectation(id: nil, domain: "contoso.com") }
        let needed = with.items.filter { $0.endpoint.set != "tenant" }
        #expect(needed == Self.plan().items)
        #expect(with.items.count == needed.count + 2)
    }

    // MARK: - Paths

    struct Way: Sendable, CustomTestStringConvertible {
        var via: NetworkSettings.Via
        var environment: [String: String]
        /// Of sign-in, which is HTTPS, and of a plain HTTP host.
        var signIn: [String]
        var plain: [String]
        var testDescription: String {
            "\(via) \(environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })"
        }
    }

    @Test(arguments: [
        Way(via: .auto, environment: [:], signIn: ["direct"], plain: ["direct"]),
        Way(via: .auto, environment: proxied, signIn: ["proxy"], plain: ["direct"]),
        Way(via: .direct, environment: proxied, signIn: ["direct"], plain: ["direct"]),
        Way(via: .proxy, environment: proxied, signIn: ["proxy"], plain: ["direct"]),
        Way(via: .both, environment: proxied, signIn: ["direct", "proxy"], plain: ["direct"]),
        Way(
            via: .both, environment: ["ALL_PROXY": "http://p:1"], signIn: ["direct", "proxy"],
            plain: ["direct", "proxy"]),
        Way(
            via: .auto, environment: ["ALL_PROXY": "http://p:1", "NO_PROXY": "login.example"],
            signIn: ["direct"], plain: ["proxy"]),
        Way(
            via: .both, environment: ["ALL_PROXY": "http://p:1", "NO_PROXY": "login.example"],
            signIn: ["direct"],
            plain: ["direct", "proxy"]),
    ])
    func `each endpoint takes the paths that a device would`(way: Way) {
        let plan = Self.plan(environment: way.environment) { $0.network.via = way.via }
        func paths(_ id: String) -> [String] { plan.items.filter { $0.endpoint.id == id }.map(\.path.via) }
        #expect(paths("sign-in") == way.signIn)
        #expect(paths("crl") == way.plain)
        #expect(Set(plan.items.map(\.factID)).count == plan.items.count)
    }

    @Test
    func `a wildcard is compared with a known host on the same path`() {
        let plan = Self.plan(environment: Self.proxied) { $0.network.via = .both }
        #expect(plan.wildcards.map(\.path.via) == ["direct", "proxy"])
        #expect(plan.wildcards.map(\.known?.path.via) == ["direct", "proxy"])
    }

    // MARK: - Selection

    @Test(
        arguments: [
            (["endpoints.sign-in-reachable"], ["sign-in"], 0),
            (["endpoints.revocation-reachable"], ["crl"], 0),
            (["endpoints.tls-version"], ["registration", "sign-in", "checkin", "crl"], 0),
            (
                ["endpoints.device-management-wildcard-allowed"],
                ["registration", "sign-in", "checkin", "crl"], 1
            ),
            (["endpoints.additional-reachable"], [], 0), ([], [], 0),
        ] as [(Set<CheckID>, [String], Int)])
    func `only what a wanted check judges is probed`(wanted: Set<CheckID>, ids: [String], wildcards: Int) {
        let plan = Self.plan(only: wanted)
        #expect(plan.items.map(\.endpoint.id) == ids)
        #expect(plan.wildcards.count == wildcards)
    }
}
