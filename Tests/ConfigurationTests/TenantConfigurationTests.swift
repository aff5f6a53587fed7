import Foundation
import Model
import Testing

@testable import Configuration

/// What a configuration says of the tenant's services and of signing in to them.
struct TenantConfigurationTests {
    private static let client = "6a1d0c52-9b3e-4f27-8c15-0e4b7d9a2f10"
    private static let tenant = "tenant: { domain: contoso.com }\n"

    @Test func `a tenant in full`() throws {
        let text = try ConfigurationText()
        let settings = try text.settings(
            """
            tenant:
              domain: contoso.com
              cloud: gcc-high
              export: [extra.pem]
              export-max-age: 3d
              stale-after: 45d
              enforcement-scope:
                windows-clients: all
                windows-servers: tagged
                linux: off
                attested-by: Jo Doe
                attested-on: 2026-11-20

            """)
        let services = try #require(settings.tenantServices)
        #expect(services.exports == [SavedAnswersPlace(name: "extra.pem", path: text.path("extra.pem"))])
        #expect(services.exportMaximumAge == 3 * 86_400)
        #expect(services.staleAfter == 45 * 86_400)
        #expect(services.signIn == nil)
        let scope = try #require(settings.scopeAttestation)
        #expect(scope.windowsClients == .all)
        #expect(scope.windowsServers == .tagged)
        #expect(scope.linux == .off)
        #expect(scope.macOS == nil)
        #expect(scope.by == "Jo Doe")
        #expect(scope.on == Date(timeIntervalSince1970: 1_795_132_800))
    }

    @Test func `one folder of saved answers needs no list`() throws {
        let settings = try ConfigurationText().settings("tenant: { export: extra.pem }\n")
        #expect(settings.tenantServices?.exports.map(\.name) == ["extra.pem"])
        #expect(settings.tenantServices?.exportMaximumAge == 604_800.0)
    }

    @Test func `nothing is read of the services where nobody says how`() throws {
        #expect(try ConfigurationText().settings(Self.tenant).tenantServices == nil)
    }

    @Test(
        arguments: [
            (
                "client-id: \(client), client-secret-env: SECRET",
                SignInSettings.Method.secret(.environment("SECRET")),
                client
            ),
            ("client-id: \(client), device-code: true", .deviceCode, client),
            ("managed-identity: true", .managedIdentity, nil),
            ("managed-identity: true, client-id: \(client)", .managedIdentity, client),
            ("token-env: T", .tokens(graph: .environment("T"), defender: nil), nil),
            (
                "token-env: T, defender-token-env: D",
                .tokens(graph: .environment("T"), defender: .environment("D")), nil
            ),
            ("defender-token-env: D", .tokens(graph: nil, defender: .environment("D")), nil),
        ] as [(String, SignInSettings.Method, String?)])
    func `each way of signing in`(text: String, method: SignInSettings.Method, clientID: String?) throws {
        let settings = try ConfigurationText().settings(Self.tenant + "sign-in: { \(text) }\n")
        #expect(settings.tenantServices?.signIn == SignInSettings(clientID: clientID, method: method))
    }

    @Test func `a certificate with its key and passphrase`() throws {
        let text = try ConfigurationText()
        let keys = "certificate: extra.pem, private-key: corp-ca.pem, passphrase-file: extra.pem"
        let settings = try text.settings(Self.tenant + "sign-in: { client-id: \(Self.client), \(keys) }\n")
        #expect(
            settings.tenantServices?.signIn?.method
                == .certificate(
                    certificate: text.path("extra.pem"), key: text.path("corp-ca.pem"),
                    passphrase: .file(text.path("extra.pem"))))
    }

    @Test func `tokens and a managed identity need no tenant`() throws {
        for way in ["token-env: T", "managed-identity: true"] {
            #expect(try ConfigurationText().complaints("sign-in: { \(way) }\n") == "")
        }
    }

    private static let mistakes: [(String, String)] = [
        ("sign-in: { client-id: \(client) }", "1: sign-in: needs exactly one way of signing in"),
        (
            "sign-in: { client-id: \(client), client-secret-env: S, device-code: true }",
            "found client secret and device code"
        ),
        ("sign-in: { client-secret-env: S }", "1: sign-in: \"client-id\" is missing"),
        (
            "sign-in: { client-id: \(client), client-secret-env: S }",
            "1: sign-in: needs tenant.id or tenant.domain, which say where to sign in"
        ),
        (
            "sign-in: { client-id: app, device-code: true }",
            "sign-in.client-id: expected the application's id, a GUID"
        ),
        ("sign-in: { managed-identity: false }", "1: sign-in.managed-identity: expected true"),
        (
            "sign-in:\n  client-secret-env: S\n  client-secret-file: extra.pem",
            "gives \"client-secret-env\" and \"client-secret-file\""
        ),
        ("sign-in:\n  certificate: nowhere.pem", "2: sign-in.certificate: no readable file"),
        ("sign-in:\n  token-env: T\n  private-key: extra.pem", "3: sign-in.private-key: has no effect"),
        (
            "sign-in:\n  token-env: T\n  client-id: \(client)",
            "3: sign-in.client-id: has no effect beside a token"
        ),
        ("sign-in:\n  secret: S", "2: sign-in: unknown key \"secret\""),
        (
            "tenant: { export: extra.pem }\nsign-in: { token-env: T }",
            "2: sign-in: has no effect beside tenant.export"
        ),
        ("tenant:\n  export: nowhere", "2: tenant.export: there is no file or folder"),
        ("tenant:\n  export: [\"\"]", "2: tenant.export[0]: is empty; name a file or folder"),
        ("tenant:\n  export-max-age: 7d", "2: tenant.export-max-age: has no effect without \"export\""),
        ("tenant:\n  stale-after: 30", "2: tenant.stale-after: expected a duration"),
        (
            "tenant:\n  enforcement-scope:\n    linux: some\n    attested-by: Jo\n    attested-on: 2026-11-20",
            "3: tenant.enforcement-scope.linux: \"some\" is not one of all, tagged, off"
        ),
        (
            "tenant:\n  enforcement-scope: { linux: all, attested-by: Jo, attested-on: 2026-02-30 }",
            "expected a day such as 2026-11-20"
        ),
        (
            "tenant:\n  enforcement-scope: { linux: all, attested-by: Jo, attested-on: yesterday }",
            "expected a day such as 2026-11-20, found \"yesterday\""
        ),
        (
            "tenant:\n  enforcement-scope: { linux: all, attested-on: 2026-11-20 }",
            "\"attested-by\" is missing"
        ),
        ("tenant:\n  enforcement-scope: { linux: all, attested-by: Jo }", "\"attested-on\" is missing"),
        (
            "tenant:\n  enforcement-scope: { attested-by: Jo, attested-on: 2026-11-20 }",
            "says of no system what its scope is"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is named with its line`(text: String, complaint: String) throws {
        let complaints = try ConfigurationText().complaints(text + "\n")
        #expect(complaints.contains(complaint), "\(complaints)")
        #expect(complaints.contains("preflight.yml:"))
    }
}
