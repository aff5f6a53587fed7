/// Names, ids and marks that everybody knows, and that redaction therefore leaves as they are; texts are in lower case.
package struct PublicNames: Sendable, Equatable {
    /// Hosts of public services, each whole.
    package var hosts: Set<String> = []
    /// Domains of which every name is of a public service.
    package var domains: Set<String> = []
    /// Domains under which anybody can have a name, such as `com`, `co.uk` and `onmicrosoft.com`; country codes need no entry.
    package var suffixes: Set<String> = []
    /// Labels of hosts that have the same name everywhere, such as `enterpriseregistration`.
    package var labels: Set<String> = []
    /// Parts of distinguished names that are the same everywhere, such as `cn=computers`, as ``DistinguishedName`` has them.
    package var containers: Set<String> = []
    package var ids: Set<GUID> = []
    /// SHA-1 and SHA-256 fingerprints of certificates, upper-case hexadecimal.
    package var fingerprints: Set<String> = []
    /// Parts of paths, in addresses and on disks, that name nobody.
    package var segments: Set<String> = []
    /// Ends of file names, without the dot.
    package var extensions: Set<String> = []
    /// Words before the colon in a service connection point, as they are written; case does not count.
    package var keywords: [String] = []
    /// Words that stand for the same everywhere, such as values of settings.
    package var words: Set<String> = []
    /// What checks look for in texts, such as names of systems, and how Windows says that a device is disabled.
    package var phrases: Set<String> = []
    /// With what the names of settings begin that Microsoft defines.
    package var definitions: Set<String> = []
    /// The tag that brings a device into the scope, as it is; tags that are nearly it are as telling, and stay as well.
    package var managementTag = ""

    package init() {}

    /// Whether a host, in lower case and without a dot at its end, is of a public service.
    package func isPublic(host: some StringProtocol) -> Bool {
        if hosts.contains(String(host)) { return true }
        guard !domains.isEmpty else { return false }
        var rest = Substring(host)
        while true {
            if domains.contains(String(rest)) { return true }
            guard let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) else { return false }
            rest = rest[rest.utf8.index(after: dot)...]
        }
    }

    /// How many of the labels at the end of a name in lower case are a suffix under which anybody can have a name.
    ///
    /// - Returns: 0 where there is none; at most all labels but one, unless the name is itself a suffix of several labels.
    package func suffixLength(_ labels: [some StringProtocol]) -> Int {
        guard labels.count > 1 else { return 0 }
        for count in stride(from: min(labels.count, 4), through: 1, by: -1)
        where suffixes.contains(labels.suffix(count).joined(separator: ".")) {
            return count
        }
        guard let last = labels.last?.utf8, last.count == 2 else { return 0 }
        return last.allSatisfy { (0x61...0x7a).contains($0) } ? 1 : 0
    }
}
