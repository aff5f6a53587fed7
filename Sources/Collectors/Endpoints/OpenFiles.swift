import Glibc

/// How many files and connections this process may have open at once.
package enum OpenFiles {
    /// What is enough for the most probes that a configuration may ask for.
    private static let enough: rlim_t = 8192
    /// For the catalogue, outputs, directories and tenant services.
    private static let others = 48
    /// Of one probe: the name server's, one for each address family, and the transfer's.
    private static let ofProbe = 4

    /// Raises the limit as far as the system lets the user, and as far as probes may need it.
    package static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < enough
        else { return }
        limit.rlim_cur = min(enough, limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// How many of `wanted` probes may be under way at once: without a connection to be had, a host would look unreachable.
    static func width(_ wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        let most = Int(min(limit.rlim_cur, enough)) - others
        return max(1, min(wanted, most / ofProbe))
    }
}
