import Curl
import Foundation
import TestSupport
import Testing

/// Requests that are no probes: several on one connection, with a body, or with a packed answer.
@Suite struct ReusedTransferTests {
    private static func engine(_ lab: TenantLab) throws -> TransferEngine {
        try TransferEngine(trust: try TrustStore.open(adding: [lab.ca]), threads: 1)
    }

    private static func request(_ lab: TenantLab, _ path: String, reuses: Bool = true) -> TransferRequest {
        var request = TransferRequest(
            url: "https://graph.microsoft.com\(path)", userAgent: "tests", timeout: 20_000)
        request.connectTo = lab.connectTo
        request.reusesConnection = reuses
        return request
    }

    @Test func `a second request takes the connection of the first`() async throws {
        let lab = try TenantLab.shared()
        let engine = try Self.engine(lab)
        let first = try await engine.perform(Self.request(lab, "/a"))
        #expect(first.http.status == 404)
        #expect(first.tls?.version != nil)
        // libcurl leaves a connection that was idle for two minutes, which can be on a busy machine.
        var second = try await engine.perform(Self.request(lab, "/b"))
        for _ in 0..<9 where second.tls != nil { second = try await engine.perform(Self.request(lab, "/b")) }
        #expect(second.http.status == 404)
        #expect(second.tls == nil)
        #expect(second.moments.requestSent != nil)
    }

    @Test func `a probe never takes a connection that is there, and leaves none`() async throws {
        let lab = try TenantLab.shared()
        let engine = try Self.engine(lab)
        for reuses in [true, false, true, false] {
            let outcome = try await engine.perform(Self.request(lab, "/a", reuses: reuses))
            #expect(outcome.http.status == 404)
            if !reuses { #expect(outcome.tls?.version != nil) }
        }
    }

    @Test func `connections that were left open are closed with the engine`() async throws {
        let lab = try TenantLab.shared()
        for _ in 0..<20 {
            let engine = try Self.engine(lab)
            #expect(try await engine.perform(Self.request(lab, "/a")).http.status == 404)
        }
    }

    @Test func `a body is posted as it is`() async throws {
        let lab = try TenantLab.shared()
        var request = Self.request(lab, "/happy.lab.test/oauth2/v2.0/token")
        request.body = Array(
            "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default".utf8)
        request.body? += Array("&client_id=\(lab.client)&client_secret=\(lab.secret)".utf8)
        let outcome = try await Self.engine(lab).perform(request)
        #expect(outcome.http.status == 200)
        #expect(String(decoding: outcome.http.body, as: UTF8.self).contains("access_token"))
    }

    @Test func `a packed answer is unpacked where it was asked for`() async throws {
        let lab = try TenantLab.shared()
        let token = try await lab.token(for: "graph", of: "large.lab.test")
        var bodies: [[UInt8]] = []
        for packed in [true, false] {
            var request = Self.request(lab, "/v1.0/devices?$top=999")
            request.acceptsCompression = packed
            request.maximumBody = 4 << 20
            request.headers = [("Authorization", "Bearer \(token)")]
            let outcome = try await Self.engine(lab).perform(request)
            let encoding = outcome.http.headers.contains {
                String(decoding: $0.name, as: UTF8.self).lowercased() == "content-encoding"
            }
            #expect(encoding == packed)
            bodies.append(outcome.http.body)
        }
        #expect(bodies.first == bodies.last)
        #expect(bodies.first?.first == UInt8(ascii: "{"))
    }
}
