import CLDAP

/// A DN in the one way that libldap writes it (RFC 4514), with escapes and spaces made uniform; nil for what is no DN.
///
/// Cases of letters stay: which of them count is the directory's business.
package func canonicalDN(_ text: String) -> String? {
    guard !text.utf8.contains(0) else { return nil }
    var parsed: LDAPDN?
    guard unsafe ldap_str2dn(text, &parsed, UInt32(LDAP_DN_FORMAT_LDAP)) == LDAP_SUCCESS else { return nil }
    defer { unsafe ldap_dnfree(parsed) }
    var written: UnsafeMutablePointer<CChar>?
    guard unsafe ldap_dn2str(parsed, &written, UInt32(LDAP_DN_FORMAT_LDAPV3)) == LDAP_SUCCESS,
        let written = unsafe written
    else { return nil }
    defer { unsafe ldap_memfree(written) }
    return unsafe String(cString: written)
}
