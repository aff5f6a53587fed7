import Curl
import TestSupport
import Testing

/// The transfer engine against real peers: what it keeps of a transfer that failed.
struct TransferTests {
    private let engine: TransferEngine
    private let lab: Lab

    init() throws {
        lab = try Lab.shared()
        engine = try TransferEngine(trust: TrustStore.open(adding: [lab.authority("root")]), threads: 2)
    }

    private func transfer(
        _ peer: String, timeout: Int = 60_000, _ change: (inout TransferRequest) -> Void = { _ in }
    )
        async throws -> TransferOutcome
    {
        var request = TransferRequest(url: "https://a.lab.test/", userAgent: "test", timeout: timeout)
        request.connectTo = ["::127.0.0.1:\(try lab.port(peer))"]
        change(&request)
        return try await engine.perform(request)
    }

    @Test(arguments: [
        ("untrusted", "Lab Unknown CA"), ("expired", "Lab Root CA"), ("not-yet-valid", "Lab Root CA"),
        ("wrong-name", "Lab Root CA"), ("self-signed", "login.microsoftonline.com"),
        ("intercepted", "Lab Inspection CA"),
    ])
    func `the chain is kept although verification failed`(peer: String, issuer: String) async throws {
        let outcome = try await transfer(peer)
        #expect(outcome.curlCode == 60)
        let leaf = try #require(outcome.tls?.sent.first)
        #expect(leaf.issuerCommonName == issuer)
        #expect(leaf.sha256.count == 64)
        #expect(leaf.notAfter != nil)
        #expect(outcome.http.status == 0)
    }

    @Test func `the whole chain is kept, as sent and as built`() async throws {
        let outcome = try await transfer("intermediate")
        #expect(outcome.curlCode == 0)
        #expect(
            outcome.tls?.sent.map(\.subjectCommonName) == ["login.microsoftonline.com", "Lab Issuing CA"])
        #expect(
            outcome.tls?.built.map(\.subjectCommonName) == [
                "login.microsoftonline.com", "Lab Issuing CA", "Lab Root CA",
            ])
        #expect(outcome.tls?.version == "TLSv1.3")
        #expect(outcome.http.status == 200)
    }

    @Test func `a certificate that is expired and untrusted shows both faults`() async throws {
        let stranger = try TransferEngine(trust: TrustStore.open(adding: []), threads: 1)
        var request = TransferRequest(url: "https://a.lab.test/", userAgent: "test", timeout: 60_000)
        request.connectTo = ["::127.0.0.1:\(try lab.port("expired"))"]
        let errors = try await stranger.perform(request).tls?.verifyErrors ?? []
        #expect(errors.contains(10))
        #expect(errors.contains(20))
    }

    @Test func `names of a certificate are bounded`() async throws {
        let outcome = try await transfer("many-names")
        let names = try #require(outcome.tls?.sent.first?.dnsNames)
        #expect((50...Certificate.maximumNames).contains(names.count))
    }

    @Test func `a cancelled transfer ends at once and says so`() async throws {
        let peer = try lab.port("tls-silent")
        let engine = engine
        let task = Task {
            var request = TransferRequest(url: "https://a.lab.test/", userAgent: "test", timeout: 60_000)
            request.connectTo = ["::127.0.0.1:\(peer)"]
            return try await engine.perform(request)
        }
        task.cancel()
        let outcome = try await task.value
        #expect(outcome.cancelled)
    }

    @Test func `the proxy's answer is kept apart from the server's`() async throws {
        let port = try lab.port("squid-auth")
        let outcome = try await transfer("healthy") { $0.proxy = "http://127.0.0.1:\(port)" }
        #expect(outcome.tunnel.status == 407)
        #expect(
            outcome.tunnel.headers.contains {
                String(decoding: $0.name, as: UTF8.self) == "Proxy-Authenticate"
            })
        #expect(outcome.http.status == 0)
        #expect(outcome.tls == nil)
    }

    @Test func `the environment's proxy is not taken behind our back`() async throws {
        let outcome = try await transfer("healthy")
        #expect(outcome.tunnel.status == 0)
        #expect(outcome.remotePort == (try lab.port("healthy")))
    }

    @Test func `connecting alone sends nothing`() async throws {
        let outcome = try await transfer("http-silent") { request in
            request.url = "http://a.lab.test/"
            request.connectOnly = true
        }
        #expect(outcome.curlCode == 0)
        #expect(outcome.moments.requestSent == nil)
    }

    @Test(arguments: [
        "", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ])
    func `a file without certificates is refused by name`(text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "ca.pem")
        for read in [
            { _ = try TrustStore.open(adding: [path]) }, { _ = try TrustStore.fingerprints(inFile: path) },
        ] {
            let error = #expect(throws: CurlError.self) { try read() }
            #expect(error?.description.contains("ca.pem: cannot read certificates") == true)
        }
    }
}
