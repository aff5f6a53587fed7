import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

@Suite struct TenantSignInTests {
    @Test(
        arguments: [
            ("app.pem", "app.key", nil), ("app.pem", "app-encrypted.key", "Pass-phrase.1"),
            ("app-both.pem", nil, nil),
            ("app.p12", nil, "Pass-phrase.1"),
        ] as [(String, String?, String?)])
    func `an assertion by the certificate is one that another library accepts`(
        certificate: String, key: String?, passphrase: String?
    ) async throws {
        var run = try TenantRun("happy")
        run.credential = try run.key(certificate, key, passphrase)
        #expect(try await run.read().faults == [])
    }

    @Test(arguments: [
        ("expired.pem", "app.key", "the certificate ended on "), ("early.pem", "app.key", "is valid from "),
        ("unregistered.pem", "other.key", "AADSTS700027: "),
    ])
    func `a certificate that the tenant does not accept is told`(
        certificate: String, key: String, words: String
    ) async throws {
        var run = try TenantRun("happy")
        run.credential = try run.key(certificate, key)
        let reading = try await run.read()
        if certificate == "early.pem" && reading.faults.isEmpty { return }
        try Self.expectRejected(reading, words)
    }

    @Test(arguments: [
        ("signin-90002", "no such tenant"), ("signin-700016", "no such application"),
        ("signin-65001", "consented"), ("signin-53003", "conditional access"), ("signin-700024", "clocks"),
        ("signin-7000112", "disabled"),
    ])
    func `a refusal is told by its code`(habit: String, words: String) async throws {
        try Self.expectRejected(try await TenantRun(habit).read(), words)
    }

    @Test(arguments: [
        ("wrong-secret-X", "AADSTS7000215: the client secret is wrong"),
        ("Lab~Client.Secret-0", "AADSTS7000222: the client secret has expired"),
    ])
    func `a secret that is refused is told, and not shown`(secret: String, words: String) async throws {
        var run = try TenantRun("happy")
        run.credential = .secret(Secret(secret))
        let reading = try await run.read()
        try Self.expectRejected(reading, words)
        #expect(!"\(reading)".contains(secret))
    }

    @Test func `a tenant without Defender for Endpoint still tells what Graph knows`() async throws {
        let reading = try await TenantRun("signin-no-defender").read()
        #expect(reading.faults.map(\.code) == [.defenderSignInRejected])
        #expect(reading.faults.first?.detail.contains("without Defender for Endpoint in the tenant") == true)
        #expect(reading.sources.entraDevices?.rows.count == 4)
    }

    @Test(arguments: [
        ("signin-html", ReasonCode.graphMalformed), ("signin-down", .graphUnavailable),
    ])
    func `a sign-in service that answers no token is told by what it answers`(
        habit: String, code: ReasonCode
    ) async throws {
        let faults = try await TenantRun(habit).read().faults
        #expect(faults.first?.code == code)
        #expect(faults.count == 7)
    }

    @Test func `a sign-in service that asks to wait is waited for`() async throws {
        let run = try TenantRun("signin-throttled")
        #expect(try await run.read().faults == [])
        #expect(!run.waits.all.isEmpty)
    }

    @Test func `a person signs in once for both services`() async throws {
        var run = try TenantRun("signin-pending")
        run.credential = .deviceCode
        #expect(try await run.read().faults == [])
        #expect(
            run.prompts.all
                == [
                    "To sign in, open https://microsoft.com/devicelogin in a browser and enter the code LAB-CODE."
                ])
        // Asked again after a second, since the service said that nobody had signed in yet.
        #expect(run.waits.all == [1, 1])
    }

    @Test func `polls more slowly where it is asked to`() async throws {
        var run = try TenantRun("signin-slow")
        run.credential = .deviceCode
        #expect(try await run.read().faults == [])
        #expect(run.waits.all == [1, 6])
    }

    @Test(arguments: [
        ("signin-declined", "declined to sign in"), ("signin-expired", "expired before anybody signed in"),
    ])
    func `a sign-in by a person that comes to nothing is told`(habit: String, words: String) async throws {
        var run = try TenantRun(habit)
        run.credential = .deviceCode
        try Self.expectRejected(try await run.read(), words)
    }

    @Test func `a machine's own identity is asked without a proxy and without a tenant`() async throws {
        var run = try TenantRun("happy")
        run.credential = .managedIdentity(nil)
        run.tenant = nil
        run.clientID = nil
        let reading = try await run.read()
        #expect(reading.faults == [])
        #expect(reading.fact.name == "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21")
    }

    @Test(arguments: [("Identity-Header.1", 0), ("another", 7)])
    func `an App Service's identity is asked where its environment says`(header: String, faults: Int)
        async throws
    {
        var run = try TenantRun("happy")
        let place = ManagedIdentityPlace(environment: [
            "IDENTITY_ENDPOINT": "http://169.254.169.254/msi/token", "IDENTITY_HEADER": header,
        ])
        try #require(place != nil)
        run.credential = .managedIdentity(place)
        run.tenant = nil
        let reading = try await run.read()
        #expect(reading.faults.count == faults)
        #expect(!"\(reading)".contains(header))
    }

    @Test(arguments: [
        [:], ["IDENTITY_ENDPOINT": "http://localhost"], ["IDENTITY_HEADER": "x"],
        ["IDENTITY_ENDPOINT": "http://localhost", "IDENTITY_HEADER": "x\r\ny"],
    ])
    func `half an App Service's environment is none`(environment: [String: String]) {
        #expect(ManagedIdentityPlace(environment: environment) == nil)
    }

    @Test func `what is on the machine itself is asked directly, and all else through the proxy`()
        async throws
    {
        var run = try TenantRun("happy")
        run.credential = .managedIdentity(nil)
        run.tenant = nil
        // Nobody listens there.
        run.proxy = "127.0.0.1:1"
        let faults = try await run.read().faults
        #expect(Set(faults.map(\.code)) == [.graphUnavailable, .defenderUnavailable])
        #expect(faults.allSatisfy { $0.detail.contains("(through the proxy)") }, "\(faults)")
    }

    @Test func `a token that a service refuses and nobody can renew is told`() async throws {
        var run = try TenantRun("devices-refused")
        run.credential = .tokens([
            .graph: Secret(try await run.lab.token(for: "graph", of: run.domain)),
            .defender: Secret(try await run.lab.token(for: "defender", of: run.domain)),
        ])
        run.tenant = nil
        let faults = try await run.read().faults
        #expect(faults.map(\.code) == [.graphSignInRejected])
        #expect(faults.first?.detail.contains("Microsoft Graph refuses the token") == true)
    }

    @Test(arguments: [
        (TenantExpectation(id: nil, domain: "contoso.com"), "which has no verified domain contoso.com"),
        (
            TenantExpectation(id: "11111111-2222-4333-8444-555555555555", domain: nil),
            "not to 11111111-2222-4333-8444-555555555555"
        ),
    ])
    func `what another tenant says is no answer`(tenant: TenantExpectation, words: String) async throws {
        var run = try TenantRun("happy")
        // Of an opaque token nobody can tell beforehand whose it is.
        run.credential = .managedIdentity(
            ManagedIdentityPlace(environment: [
                "IDENTITY_ENDPOINT": "http://169.254.169.254/msi/opaque",
                "IDENTITY_HEADER": "Identity-Header.1",
            ]))
        run.tenant = tenant
        let reading = try await run.read()
        #expect(reading.faults.count == 7)
        #expect(reading.faults.allSatisfy { $0.code == .tenantMismatch && $0.detail.contains(words) })
        #expect(reading.sources.machines?.rows == [])
        #expect(reading.fact.lists.map(\.count) == [0, 0, 0])
    }

    @Test func `an identity of another tenant is not used`() async throws {
        var run = try TenantRun("happy")
        run.credential = .managedIdentity(nil)
        run.tenant = TenantExpectation(id: "11111111-2222-4333-8444-555555555555", domain: nil)
        try Self.expectRejected(try await run.read(), "not of 11111111-2222-4333-8444-555555555555")
    }

    private static func expectRejected(
        _ reading: TenantReading, _ words: String, location: SourceLocation = #_sourceLocation
    ) throws {
        let codes: Set<ReasonCode> = [.graphSignInRejected, .defenderSignInRejected]
        #expect(reading.faults.count == 7, sourceLocation: location)
        #expect(
            reading.faults.allSatisfy { codes.contains($0.code) }, "\(reading.faults)",
            sourceLocation: location)
        #expect(
            reading.faults.allSatisfy { $0.detail.contains(words) }, "\(reading.faults.first?.detail ?? "")",
            sourceLocation: location)
    }
}
