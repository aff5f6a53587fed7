import CLDAP
import Glibc

/// What has to be done once before libldap is used.
package enum LDAPLibrary {
    /// Makes libldap and libkrb5 independent of this host's settings for other programs; the first call does it.
    ///
    /// libldap must not read `ldap.conf`, `.ldaprc` and `LDAP…` variables: they change trust, limits and servers. libkrb5
    /// must take the name of a server as it is given, and not as reverse look-ups name its address; its other settings
    /// stay. Both are told through the environment, so a program does well to call this before it has threads.
    package static func prepare() {
        _ = isPrepared
    }

    private static let isPrepared: Bool = {
        unsafe setenv("LDAPNOINIT", "1", 1)
        if let path = kerberosSettings() {
            let others = unsafe getenv("KRB5_CONFIG").map { unsafe String(cString: $0) } ?? "/etc/krb5.conf"
            unsafe setenv("KRB5_CONFIG", "\(path):\(others)", 1)
        }
        return true
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
