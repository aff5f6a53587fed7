import Glibc

/// Where libkrb5 finds what to sign in with; it can be told by the environment alone.
enum KerberosSettings {
    /// Lets tickets be got with `keytab`, and kept in memory; nil leaves all to the user's own ticket cache.
    ///
    /// To be called before any thread signs in.
    static func use(keytab: String?) {
        guard let keytab else { return }
        setenv("KRB5_CLIENT_KTNAME", "FILE:\(keytab)", 1)
        setenv("KRB5CCNAME", "MEMORY:mde-preflight", 1)
    }
}
