import CLDAP

extension LDAPLibrary {
    /// The release of libldap, such as `2.5.13`; nil where it was not needed yet, or does not tell.
    package static var version: String? {
        guard mp_ldap_is_loaded() != 0 else { return nil }
        let number = Int(mp_ldap_vendor_version())
        return number > 0 ? "\(number / 10_000).\(number / 100 % 100).\(number % 100)" : nil
    }
}
