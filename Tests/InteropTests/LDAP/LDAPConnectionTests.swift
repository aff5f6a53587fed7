import Curl
import Foundation
import LDAP
import TestSupport
import Testing

/// Connecting, TLS and binding, with real servers and with peers that say too little.
struct LDAPConnectionTests {
    private let lab: Lab
    private let directory: DirectoryServer

    init() throws {
        lab = try Lab.shared()
        directory = try DirectoryServer.shared()
    }

    private func failure(
        _ server: LDAPServer, trust: LDAPTrust? = nil, within seconds: Double = 60,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LDAPError? {
        let trust = try trust ?? LDAPTrust(caFile: lab.authority("root"))
        let limits = LDAPLimits(deadline: .now + .seconds(seconds), isCancelled: isCancelled)
        return #expect(throws: LDAPError.self) {
            _ = try LDAPSession.open(server, trust: trust, limits: limits)
        }
    }

    private func peer(_ name: String, _ security: LDAPServer.Security = .ldaps) throws -> LDAPServer {
        LDAPServer(
            host: "a.lab.test", port: UInt16(try lab.port(name)), security: security, address: "127.0.0.1")
    }

    @Test(arguments: [
        ("refused", LDAPError.Step.tcp, LDAPError.Kind.refused), ("tls-reset", .tls, .tls(.reset)),
        ("tls-close", .tls, .tls(.reset)), ("ssh-banner", .tls, .tls(.notTLS)),
        ("plain-http-on-tls-port", .tls, .tls(.notTLS)), ("garbage-tls", .tls, .tls(.notTLS)),
        ("tls11-only", .tls, .tls(.protocolVersion)),
        ("alert-handshake-failure", .tls, .tls(.handshakeFailed)),
        ("alert-internal-error", .tls, .tls(.handshakeFailed)),
        ("cipher-mismatch", .tls, .tls(.handshakeFailed)),
        ("expired", .tls, .tls(.expired)), ("not-yet-valid", .tls, .tls(.notYetValid)),
        ("wrong-name", .tls, .tls(.nameMismatch)), ("self-signed", .tls, .tls(.selfSigned)),
        ("untrusted", .tls, .tls(.untrustedIssuer)), ("missing-intermediate", .tls, .tls(.untrustedIssuer)),
    ])
    func `a connection that fails says at which step and why`(
        peer name: String, step: LDAPError.Step, kind: LDAPError.Kind
    ) throws {
        let error = try failure(peer(name))
        #expect(error?.step == step)
        #expect(error?.kind == kind)
    }

    @Test(arguments: [
        ("tcp-blackhole", LDAPError.Step.tcp, LDAPError.Kind.timeout), ("tls-silent", .tls, .tls(.timeout)),
        ("tls-half-hello", .tls, .tls(.timeout)),
    ])
    func `a silent peer is given no longer than the deadline`(
        peer name: String, step: LDAPError.Step, kind: LDAPError.Kind
    ) throws {
        let error = try failure(peer(name), within: 2)
        #expect(error?.step == step)
        #expect(error?.kind == kind)
    }

    @Test(arguments: ["healthy", "intermediate", "tls12-only", "many-names"])
    func `a certificate that is right is accepted`(name: String) throws {
        let session = try LDAPSession.open(
            peer(name), trust: LDAPTrust(caFile: lab.authority("root")), limits: .within(60))
        let found = session.security
        let security = try #require(found)
        #expect(security.version.hasPrefix("TLS1."))
        #expect(security.certificate?.issuerCommonName?.hasPrefix("Lab ") == true)
    }

    @Test(arguments: [
        ("dc.lab.test", nil as TLSFault?), ("127.0.0.1", nil), ("::1", nil), ("127.0.0.2", .nameMismatch),
        ("::2", .nameMismatch), ("other.example", .nameMismatch), ("lab.test.example", .nameMismatch),
        ("a.dc.lab.test", .nameMismatch),
    ])
    func `the name or the address must be on the certificate`(host: String, fault: TLSFault?) throws {
        for security in [LDAPServer.Security.ldaps, .startTLS] {
            do throws(LDAPError) {
                _ = try LDAPSession.open(
                    Result { try directory.server(security, host: host) }.get(or: peerless),
                    trust: LDAPTrust(caFile: directory.ca), limits: .within(60))
                #expect(fault == nil)
            } catch {
                #expect(error.kind == fault.map { .tls($0) })
                #expect(error.certificate?.issuerCommonName == "Lab Root CA")
            }
        }
    }

    private var peerless: LDAPServer { LDAPServer(host: "none", port: 1, security: .none) }

    @Test func `a certificate that has ended is told over StartTLS as well`() throws {
        let error = try failure(
            directory.server(.startTLS, "expired"), trust: LDAPTrust(caFile: directory.ca))
        #expect(error?.kind == .tls(.expired))
        #expect(error?.certificate?.notAfter == 1_580_515_200)
    }

    @Test func `without the file of its authority a certificate is untrusted`() throws {
        let error = try failure(directory.server(.ldaps), trust: LDAPTrust())
        #expect(error?.kind == .tls(.untrustedIssuer))
    }

    @Test func `a file of authorities that is not there is named`() throws {
        let error = try failure(directory.server(.ldaps), trust: LDAPTrust(caFile: "/absent/ca.pem"))
        #expect(error?.kind == .trustUnreadable)
        #expect(error?.diagnostic == "/absent/ca.pem: No such file or directory")
    }

    @Test(arguments: ["", "no\nname", "a b", "ldap://x", "ä.test", "a\0b"])
    func `a host that is no name is refused`(host: String) throws {
        let error = try failure(LDAPServer(host: host, port: 389, security: .none, address: "127.0.0.1"))
        #expect(error?.step == .tcp)
        #expect(error?.kind == .unreachable)
    }

    @Test func `names are never looked up`() throws {
        let error = try failure(LDAPServer(host: "localhost", port: 389, security: .none))
        #expect(error?.kind == .unreachable)
    }

    @Test(arguments: [LDAPServer.Security.none, .startTLS, .ldaps])
    func `a cancelled session ends at once`(security: LDAPServer.Security) throws {
        let peer = try ScriptedPeer { $0.hold() }
        defer { peer.keep() }
        let started = ContinuousClock.now
        let limits = LDAPLimits(
            deadline: .now + .seconds(60), isCancelled: { ContinuousClock.now - started > .milliseconds(50) })
        let error = #expect(throws: LDAPError.self) {
            let session = try LDAPSession.open(peer.server(security), trust: LDAPTrust(), limits: limits)
            try session.bind(.anonymous)
        }
        #expect(error?.kind == .cancelled)
    }

    @Test func `a server that agrees to StartTLS and falls silent is a timeout`() throws {
        let peer = try ScriptedPeer { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.result(number, 0x78, 0))
            connection.hold()
        }
        defer { peer.keep() }
        let error = try failure(peer.server(.startTLS), within: 2)
        #expect(error?.kind == .tls(.timeout))
    }

    @Test func `a server that says nothing to StartTLS is a timeout of that step`() throws {
        let peer = try ScriptedPeer { $0.hold() }
        defer { peer.keep() }
        let error = try failure(peer.server(.startTLS), within: 2)
        #expect(error?.step == .startTLS)
        #expect(error?.kind == .timeout)
    }

    @Test(arguments: [
        (UInt8(2), LDAPError.Kind.protocolError), (52, .unavailable), (1, .operationsError), (51, .busy),
    ])
    func `a server that will not do StartTLS says so`(code: UInt8, kind: LDAPError.Kind) throws {
        let peer = try ScriptedPeer { connection in
            guard let number = connection.receiveRequest() else { return }
            connection.send(Say.result(number, 0x78, code, "no TLS here"))
            connection.hold()
        }
        defer { peer.keep() }
        let error = try failure(peer.server(.startTLS))
        #expect(error?.step == .startTLS)
        #expect(error?.kind == kind)
        #expect(error?.diagnostic == "no TLS here")
    }

    @Test func `a wrong password is told for what it is`() throws {
        let session = try directory.open(.startTLS)
        let error = #expect(throws: LDAPError.self) {
            try session.bind(.simple(name: "cn=user,dc=lab,dc=test", password: "wrong"))
        }
        #expect(error?.step == .bind)
        #expect(error?.kind == .invalidCredentials(adSubcode: nil))
    }

    @Test func `a name without a password is not sent`() throws {
        let session = try directory.open()
        let error = #expect(throws: LDAPError.self) {
            try session.bind(.simple(name: "cn=user,dc=lab,dc=test", password: ""))
        }
        #expect(error?.kind == .invalidCredentials(adSubcode: nil))
    }
}

extension Result where Success == LDAPServer, Failure == any Error {
    fileprivate func get(or other: LDAPServer) -> LDAPServer {
        if case .success(let server) = self { server } else { other }
    }
}
