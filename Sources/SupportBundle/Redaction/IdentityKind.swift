/// What a name is the name of; a token tells it, since a reader has to know.
package enum IdentityKind: String, Codable, Sendable, CaseIterable, Comparable {
    /// A person, an account of one, or a mail address.
    case person
    /// A computer: its bare name, without the domain.
    case computer
    /// One label of a DNS domain, or a NetBIOS domain.
    case domain
    /// An organizational unit, a container, a group, or another object of a directory.
    case unit
    /// A tenant or an organization by its display name.
    case tenant
    /// A GUID, or a longer hexadecimal id.
    case id
    /// An IP or hardware address.
    case address
    /// A security identifier of Windows.
    case account
    /// A folder or file that somebody named.
    case place
    /// A word of which nothing is known, and which may therefore be any of these.
    case word

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
