import LDAP
import Testing

/// Filters and errors: what is written, and what is read.
struct LDAPFilterTests {
    @Test(arguments: [
        (LDAPFilter.equals("cn", "a"), "(cn=a)"), (.present("objectClass"), "(objectClass=*)"),
        (.equals("cn", "*)(objectClass=*"), "(cn=\\2a\\29\\28objectClass=\\2a)"),
        (.equals("cn", "back\\slash"), "(cn=back\\5cslash)"), (.equals("cn", "a\0b"), "(cn=a\\00b)"),
        (.equals("cn", "ü"), "(cn=\\c3\\bc)"), (.equals("cn", "a b"), "(cn=a b)"),
        (.equals("cn", ""), "(cn=)"),
        (.equals("objectGUID", [0, 0x28, 0xFF]), "(objectGUID=\\00\\28\\ff)"),
        (.begins("cn", Array("P*".utf8)), "(cn=P\\2a*)"),
        (.atLeast("n", [49]), "(n>=1)"), (.atMost("n", [49]), "(n<=1)"), (.not(.present("a")), "(!(a=*))"),
        (.all([.present("a"), .any([.present("b"), .present("c")])]), "(&(a=*)(|(b=*)(c=*)))"),
        (.hasBits("userAccountControl", 8192), "(userAccountControl:1.2.840.113556.1.4.803:=8192)"),
        (.equals("cn=*)(x", "a"), "(cnx=a)"),
        (.present("userCertificate;binary"), "(userCertificate;binary=*)"),
    ])
    func `a value cannot break out of its filter`(filter: LDAPFilter, text: String) {
        #expect(filter.description == text)
    }

    @Test(arguments: [
        (
            "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 52e, v2580",
            0x52E as UInt32?
        ), ("80090308: LdapErr: DSID-0C0903D9, comment: AcceptSecurityContext error, data 775, v1db1", 0x775),
        ("8009030C: LdapErr: DSID-0C0904DC, comment: AcceptSecurityContext error, data 533, v1db1\0", 0x533),
        ("…, data 0, v4563", 0), ("", nil), (", data ", nil), (", data xyz", nil),
        (", data 123456789, v1", nil),
        ("data 52e", nil),
    ])
    func `Active Directory's own number is found`(said: String, code: UInt32?) {
        #expect(LDAPError.Kind.activeDirectorySubcode(in: said) == code)
        #expect(LDAPError.Kind(resultCode: 49, diagnostic: said) == .invalidCredentials(adSubcode: code))
    }

    @Test func `a bind that was not tied to its channel is told from a wrong password`() {
        let said =
            "80090346: LdapErr: DSID-0C09070F, comment: AcceptSecurityContext error, data 80090346, v4563"
        #expect(LDAPError.Kind(resultCode: 49, diagnostic: said) == .channelBindingRequired)
    }

    @Test(arguments: [
        (
            "SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure.  Minor code may provide more information (No Kerberos credentials available (default cache: FILE:/x))",
            KerberosFault.noCredentials as KerberosFault?
        ), ("GSSAPI Error: … (Ticket expired)", .expiredTicket),
        ("GSSAPI Error: … (Clock skew too great)", .clockSkew),
        ("GSSAPI Error: … (Server ldap/x@Y not found in Kerberos database)", .unknownService),
        (
            "GSSAPI Error: … (Client 'x@Y' not found in Kerberos database)",
            .other("GSSAPI Error: … (Client 'x@Y' not found in Kerberos database)")
        ),
        ("GSSAPI Error: … (Cannot contact any KDC for realm 'X')", .kdcUnreachable),
        ("GSSAPI Error: … (Cannot find KDC for realm \"X\")", .kdcUnreachable),
        ("SASL(-4): no mechanism available: No worthy mechs found", .noMechanism),
        ("GSSAPI Error: … (Something else)", .other("GSSAPI Error: … (Something else)")), ("", nil),
        ("anything", nil),
    ])
    func `what Kerberos says is told apart`(said: String, fault: KerberosFault?) {
        #expect(KerberosFault(saslDetail: said) == fault)
    }
}
