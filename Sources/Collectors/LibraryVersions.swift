import Archive
import Curl
import Foundation
import LDAP
import NameResolution
import TenantAnswers

/// The libraries that looking at the world rests on.
package enum LibraryVersions {
    /// Releases by the libraries' names, of those that are in use.
    package static var all: [String: String] {
        let curl = CurlLibrary.versions
        return [
            "libcurl": curl.curl, "TLS library of libcurl": curl.tls, "libldap": LDAPLibrary.version,
            "libarchive": ArchiveLibrary.version, "c-ares": ResolverLibrary.version,
            "simdjson": ParserLibrary.version,
            "operating system": ProcessInfo.processInfo.operatingSystemVersionString,
        ].compactMapValues(\.self)
    }
}
