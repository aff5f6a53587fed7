package import FoundationEssentials

/// A computer account; there may be a hundred thousand of them, so equal texts should share their storage.
package struct ComputerFact: Codable, Sendable, Equatable {
    /// Printable; comparing goes through ``DistinguishedName``.
    package var dn: String
    /// sAMAccountName without its `$`.
    package var name: String
    /// Absent where the directory gave none of 16 bytes.
    package var objectGUID: GUID?
    package var operatingSystem: String?
    package var operatingSystemVersion: String?
    /// userAccountControl; absent where it could not be read.
    package var accountControl: UInt32?
    /// 516 is a domain controller, 521 a read-only one.
    package var primaryGroup: Int?
    /// From lastLogonTimestamp, which is up to a fortnight behind; absent where the computer never signed in.
    package var lastLogon: Date?
    package var certificates = CertificateState()

    package init(dn: String, name: String, objectGUID: GUID?) {
        self.dn = dn
        self.name = name
        self.objectGUID = objectGUID
    }

    /// What the values of userCertificate are.
    package struct CertificateState: Codable, Sendable, Equatable {
        package var values = 0
        /// Those that are no certificate.
        package var undecodable = 0
        /// The end of the longest-lived certificate whose subject is `CN=` and the computer's objectGUID.
        package var deviceNotAfter: Date?
        /// Its beginning.
        package var deviceNotBefore: Date?

        package init() {}
    }
}
