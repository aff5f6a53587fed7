import Foundation
import TestSupport
import Testing

/// Directory servers that misbehave; each fault gives its own code, and no other.
struct DirectoryFaultTests {
    /// A peer, how it is spoken to, what the check of the controller says, and what became of the computers.
    struct Fault: Sendable, CustomTestStringConvertible {
        var peer: String
        var scheme = "ldap"
        var startTLS = "never"
        var controller = "pass"
        /// A code, or how many were read.
        var computers = ""

        /// Whether it shows only when somebody has lost patience.
        var isSilence: Bool {
            [controller, computers].contains { $0.hasSuffix(".timeout") || $0 == "deadline.exceeded" }
        }

        var testDescription: String { "\(peer) over \(scheme)\(startTLS == "always" ? " and StartTLS" : "")" }
    }

    private static func secured(_ peer: String, _ code: String) -> [Fault] {
        [
            Fault(peer: peer, scheme: "ldaps", controller: "fail \(code)"),
            Fault(peer: peer, startTLS: "always", controller: "fail \(code)"),
        ]
    }

    static let faults: [Fault] =
        secured("ldap-expired-certificate", "tls.certificate-expired")
        + secured("ldap-not-yet-valid-certificate", "tls.certificate-not-yet-valid")
        + secured("ldap-wrong-name", "tls.name-mismatch") + secured("ldap-self-signed", "tls.self-signed")
        + secured("ldap-untrusted", "tls.untrusted-issuer") + [
            Fault(peer: "ldap-fake", computers: "25"),
            Fault(peer: "ldap-fake", scheme: "ldaps", computers: "25"),
            Fault(peer: "ldap-fake", startTLS: "always", computers: "25"),
            Fault(peer: "ldap-many", computers: "2500"),
            Fault(peer: "ldap-ignores-paging", computers: "2500"),
            Fault(peer: "ldap-references", computers: "25"),
            Fault(peer: "ldap-hostile", computers: "28"),
            Fault(peer: "ldap-silent", controller: "fail ldap.timeout"),
            Fault(peer: "ldaps-silent", scheme: "ldaps", controller: "fail tls.timeout"),
            Fault(peer: "ldaps-silent-after-handshake", scheme: "ldaps", controller: "fail ldap.timeout"),
            Fault(peer: "ldap-starttls-silent", startTLS: "always", controller: "fail tls.timeout"),
            Fault(peer: "ldap-starttls-refused", startTLS: "always", controller: "fail tls.handshake-failed"),
            Fault(peer: "ldap-starttls-unknown", startTLS: "always", controller: "fail tls.handshake-failed"),
            Fault(peer: "ldap-garbage", controller: "fail ldap.protocol-error"),
            Fault(peer: "ldap-http", controller: "fail ldap.protocol-error"),
            Fault(peer: "ldap-half-message", controller: "fail ldap.timeout"),
            Fault(peer: "ldap-closes", controller: "fail ldap.unavailable"),
            Fault(peer: "ldap-busy", controller: "undetermined ldap.unavailable"),
            Fault(peer: "ldap-unavailable", controller: "undetermined ldap.unavailable"),
            Fault(peer: "ldap-closes-after-bind", computers: "ldap.unavailable"),
            Fault(peer: "ldap-silent-after-bind", computers: "ldap.timeout"),
            Fault(peer: "ldap-silent-midpage", computers: "ldap.timeout"),
            Fault(peer: "ldap-reset-midpage", computers: "ldap.unavailable"),
            Fault(peer: "ldap-closes-midpage", computers: "ldap.unavailable"),
            Fault(peer: "ldap-cookie-loop", computers: "ldap.protocol-error"),
            Fault(peer: "ldap-empty-pages", computers: "ldap.protocol-error"),
            Fault(peer: "ldap-huge", computers: "ldap.protocol-error"),
            Fault(peer: "ldap-size-limit", computers: "ldap.size-limit"),
            Fault(peer: "ldap-referral", computers: "ldap.referral"),
            Fault(peer: "ldap-denied", computers: "ldap.insufficient-access"),
            Fault(peer: "ldap-busy-later", computers: "ldap.unavailable"),
            Fault(peer: "ldap-endless", computers: "deadline.exceeded"),
            Fault(peer: "ldap-slow-entries", computers: "deadline.exceeded"),
            Fault(
                peer: "ldap-other-product", controller: "undetermined directory.not-active-directory",
                computers: "directory.not-active-directory"),
            Fault(
                peer: "ldap-empty-rootdse", controller: "undetermined directory.not-active-directory",
                computers: "directory.not-active-directory"),
        ]

    @Test(arguments: faults)
    func `a fault is named for what it is`(fault: Fault) async throws {
        let port = try DirectoryLab.shared().port(fault.peer)
        let directory = Directory(
            server: "\(fault.scheme)://{server}:\(port)", address: "127.0.0.1",
            signIn: .wrongPassword("CN=anybody"),
            more: [
                "start-tls: \(fault.scheme == "ldaps" ? "auto" : fault.startTLS)", "allow-cleartext: true",
                "timeout: \(fault.isSilence ? Patience.forSilence : Patience.forAnswers)",
            ])
        let (view, run) = try await directory.report(["--deadline", fault.isSilence ? "8" : "120"])
        #expect(view.outcome(of: "directory.controller-reachable") == [fault.controller])
        #expect(view.verdict != "ready")
        // Beside other tests; the benchmarks measure what is promised.
        #expect(view.seconds < (fault.isSilence ? 30 : 150))
        #expect(run.output.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
        guard !fault.computers.isEmpty else { return }
        let read = try run.computers().map { "\($0.count)" }
        let observation = try run.facts("directory").first?["computers"] as? [String: Any]
        let why = (observation?["unreadable"] as? [String: Any])?["code"] as? String
        #expect((read ?? why) == fault.computers)
    }

    @Test(arguments: [
        ("525", "ldap.bind-rejected"), ("52e", "ldap.bind-rejected"), ("531", "ldap.bind-rejected"),
        ("532", "ldap.bind-rejected"), ("568", "ldap.bind-rejected"),
        ("80090346", "ldap.strong-authentication-required"),
        ("signing", "ldap.strong-authentication-required"),
    ])
    func `Active Directory's own reasons are told`(data: String, code: String) async throws {
        let port = try DirectoryLab.shared().port("ldap-ad-errors")
        let directory = Directory(
            server: "ldap://{server}:\(port)", address: "127.0.0.1", signIn: .wrongPassword("CN=\(data)"),
            more: ["start-tls: never", "allow-cleartext: true"])
        let (view, _) = try await directory.report()
        #expect(view.outcome(of: "directory.controller-reachable") == ["undetermined \(code)"])
    }

    @Test func `an old functional level is not enough`() async throws {
        let port = try DirectoryLab.shared().port("ldap-2003")
        let directory = Directory(
            server: "ldap://{server}:\(port)", address: "127.0.0.1", signIn: .wrongPassword("CN=anybody"),
            more: ["start-tls: never", "allow-cleartext: true"])
        let (view, _) = try await directory.report()
        #expect(view.outcome(of: "directory.functional-level") == ["fail directory.level-too-low"])
    }
}
