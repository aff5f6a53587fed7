/// What is taken out of a bundle.
package enum RedactionLevel: String, Codable, Sendable, CaseIterable {
    /// Nothing but what the tool itself holds secret: passwords, keys and tokens by which it signs in never enter a bundle.
    case none
    /// Also passwords, keys and tokens that stand in what was read.
    case secrets
    /// Also who and what: people, computers, domains, tenants, ids and addresses become tokens.
    case identities
}
