import CheckCatalogue
import Foundation
import Model
import StrictYAML
import TestSupport

/// A sound catalogue of two checks, in which one file at a time is spoilt.
struct SmallCatalogue {
    private let folder: TemporaryFolder

    var root: URL { folder.url.appending(path: "checks", directoryHint: .isDirectory) }

    /// The sound catalogue, but for some files: bytes by path; nil leaves the file out.
    init(_ changes: [String: Data?] = [:]) throws {
        folder = try TemporaryFolder()
        let sound = Self.files.mapValues { Optional(Data($0.utf8)) }
        for (path, data) in sound.merging(changes, uniquingKeysWith: { $1 }) {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data?.write(to: file)
        }
    }

    init(_ path: String, _ text: String) throws {
        try self.init([path: Data(text.utf8)])
    }

    /// Changes one piece of one file.
    init(_ path: String, replacing old: String, with new: String) throws {
        let text = Self.files[path] ?? ""
        guard text.contains(old) else { throw Missing(text: old, path: path) }
        try self.init(path, text.replacing(old, with: new))
    }

    struct Missing: Error {
        var text: String
        var path: String
    }

    func load() throws -> Catalogue { try CatalogueLoader.load(from: root, implemented: Self.implemented) }

    func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// What the loader complains of, a line each; nothing when it loads.
    var complaints: String {
        do throws(Diagnostics) {
            _ = try CatalogueLoader.load(from: root, implemented: Self.implemented)
            return ""
        } catch {
            return error.description
        }
    }

    /// The checks that there are.
    static let implemented: Set<CheckID> = ["endpoints.a-reachable", "tenant.b"]

    static let check = "endpoints/endpoints.a-reachable.yml"
    static let set = "requirement-sets/classic.yml"
    static let endpoints = "endpoints/sets/first.yml"

    private static let files: [String: String] = [
        check: description("endpoints.a-reachable"),
        "tenant/tenant.b.yml": description("tenant.b"),
        set: """
        id: classic
        title: Classic
        about: about
        source: RFC 1
        checks:
          endpoints.a-reachable: fail
          tenant.b: note

        """,
        "catalogue.yml": "version: 2026-11-26\n",
        "areas.yml": "areas:\n" + Area.allCases.map(area).joined(),
        "reasons.yml": "reasons:\n" + ReasonCode.allCases.map(reason).joined(),
        endpoints: """
        id: first
        title: First
        about: about
        source: RFC 1
        endpoints:
          - id: a
            reachability-check: endpoints.a-reachable
            why: why
            source: RFC 1
            scheme: https
            port: 443
            path: /
            hosts:
              global: [a.example]
              gcc: []
            wildcard:
              global: "*.example"
            healthy:
              status: [200]
              body: json
              json-members:
                issuer: 'https://a.example/.*'
                token: 'https://a.example/token'
              headers: [X-Request-ID]
            tenant-claim: issuer

        """,
        "endpoints/issuers.yml": """
        source: RFC 1
        roots:
          - name: Root
            sha1: "A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436"
        issuers:
          - name: Issuer without a thumbprint

        """,
        "endpoints/public-roots.yml": """
        source: RFC 1
        package: "ca-certificates"
        roots:
          "EBC5570C29018C4D67B1AA127BAF12F703B4611EBC17B7DAB5573894179B93FA": "Public Root"

        """,
        "endpoints/sinkholes.yml": """
        source: RFC 1
        networks:
          - cidr: "127.0.0.0/8"
            name: loopback
            source: RFC 1122

        """,
        "endpoints/wildcard-controls.yml": "source: RFC 1\nabsent: invalid\nunrelated: www.example.com\n",
        "endpoints/proxy-marks.yml": "source: RFC 1\nheaders: [Proxy-Status]\nservers: [Squid]\n",
        "directory/bind-errors.yml": """
        source: RFC 1
        errors:
          - code: "52e"
            words: the password is wrong
            source: RFC 1
          - code: "80090346"
            words: channel binding is demanded
            source: RFC 1

        """,
        "directory/functional-levels.yml": """
        source: RFC 1
        levels:
          - level: 3
            name: Three
          - level: 4
            name: Four
        minimum-controller-level: 4
        minimum-controller-level-source: RFC 1

        """,
        "directory/registration-point.yml": """
        source: RFC 1
        container: "CN=Registration,CN=Services"
        name: 62a0ff2e-97b9-4513-943f-0d221bd30080
        keywords:
          tenant-id: azureADId
          tenant-name: azureADName
          enterprise-drs: enterpriseDrsName
        enterprise-drs-source: RFC 1

        """,
        "directory/federation.yml": """
        source: RFC 1
        realm:
          source: RFC 1
          path: "/realm/{user}"
          account-type: account_type
          managed: Managed
          federated: Federated
          unknown: Unknown
          protocol: federation_protocol
          metadata: federation_metadata_url
        endpoints:
          - kind: windowstransport
            path: /trust/13/windowstransport
            needed: true
            intranet-only: true
            why: why
            source: RFC 1
          - kind: usernamemixed
            path: /trust/13/usernamemixed
            needed: false
            intranet-only: false
            why: why
            source: RFC 1

        """,
    ]

    private static func description(_ id: String) -> String {
        """
        id: \(id)
        title: Title
        why: why
        breaks: breaks
        judged: judged
        remedy: remedy
        source: https://example.org

        """
    }

    private static func area(_ area: Area) -> String {
        "  - { id: \(area.rawValue), title: T, about: a, given-by: g, source: RFC 1 }\n"
    }

    private static func reason(_ code: ReasonCode) -> String {
        "  - { code: \(code.rawValue), title: T, means: m, remedy: r, source: RFC 1 }\n"
    }
}
