extension StringProtocol {
    /// Whether this is a numeric address, IPv4 in four decimal parts or IPv6, without brackets.
    package var isAddress: Bool { addressBytes(of: String(self)) != nil }
}
