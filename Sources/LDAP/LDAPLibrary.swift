import CLDAP
import Foundation
import Glibc

/// What has to be done once before libldap is used.
package enum LDAPLibrary {
    /// Makes libldap and libkrb5 independent of this host's settings for other programs; the first call does it.
    ///
    /// libldap must not read `ldap.conf`, `.ldaprc` and `LDAP…` variables: they change trust, limits and servers. libkrb5
    /// must take the name of a server as it is given, and not as reverse look-ups name its address; its other settings
    /// stay. Both are told through the environment, so a program does well to call this before it has threads.
    ///
    /// libldap then asks the resolver for this host's own name, which takes as long as the resolver takes. That happens on
    /// a thread of its own, for which sessions wait within their limits.
    package static func prepare() {
        _ = start
    }

    /// Waits until libldap can be used.
    static func await(_ limits: LDAPLimits) throws(LDAPError) {
        let start = start
        while !start.isDone(after: slice) {
            let waits = "this host's resolver does not answer for the host's own name"
            if limits.isCancelled() { throw LDAPError(.tcp, .cancelled, diagnostic: waits) }
            if limits.deadline <= .now { throw LDAPError(.tcp, .timeout, diagnostic: waits) }
        }
    }

    /// How long to wait before looking at the limits again, in seconds.
    private static let slice = 0.05

    private static let start: Start = {
        unsafe setenv("LDAPNOINIT", "1", 1)
        if let path = kerberosSettings() {
            let others = unsafe getenv("KRB5_CONFIG").map { unsafe String(cString: $0) } ?? "/etc/krb5.conf"
            unsafe setenv("KRB5_CONFIG", "\(path):\(others)", 1)
        }
        let start = Start()
        let thread = Thread {
            // Any call that needs libldap's settings makes it set itself up.
            var version: Int32 = 0
            unsafe _ = mp_ldap_get_int(nil, LDAP_OPT_PROTOCOL_VERSION, &version)
            start.finish()
        }
        thread.name = "libldap"
        thread.start()
        return start
    }()

    /// A file with our part of `krb5.conf`, which is there as long as this process.
    private static func kerberosSettings() -> String? {
        let text = """
            [libdefaults]
                rdns = false
                dns_canonicalize_hostname = fallback

            """
        return MemoryFile.make(named: "krb5.conf", holding: Array(text.utf8)).map(\.path)
    }
}

// The condition guards the flag.
private final class Start: @unchecked Sendable {
    private let condition = NSCondition()
    private var isDone = false

    func finish() {
        condition.withLock {
            isDone = true
            condition.broadcast()
        }
    }

    func isDone(after seconds: Double) -> Bool {
        condition.withLock {
            if !isDone { _ = condition.wait(until: Date(timeIntervalSinceNow: seconds)) }
            return isDone
        }
    }
}
