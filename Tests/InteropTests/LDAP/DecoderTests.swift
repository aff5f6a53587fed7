import LDAP
import Testing

/// Values of attributes, read by name.
struct DecoderTests {
    @Test(arguments: [
        ("133500000000000000", 1_705_526_400.0 as Double?), ("116444736000000000", 0),
        ("116444736010000000", 1),
        ("0", nil), ("9223372036854775807", nil), ("-1", nil),
    ])
    func `a moment of Active Directory counts from 1601`(text: String, seconds: Double?) throws {
        let time = try #require(FileTime(Array(text.utf8)))
        #expect(time.secondsSince1970 == seconds)
        #expect(time.isNever == (seconds == nil))
    }

    @Test(arguments: ["", "-", "1 ", " 1", "1.5", "0x1", "9223372036854775808", "١"])
    func `what is no number is no moment`(text: String) {
        #expect(FileTime(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        ("-2147483646", -2_147_483_646 as Int32?), ("2147483647", .max), ("-2147483648", .min), ("0", 0),
        ("-0", 0),
        ("007", 7), ("2147483648", nil), ("-2147483649", nil), ("", nil), ("-", nil), ("+1", nil),
        ("1\0", nil),
        ("99999999999999999999999", nil),
    ])
    func `an integer of Active Directory is signed and has 32 bits`(text: String, value: Int32?) {
        #expect(directoryInteger(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        (
            [
                1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x50, 4,
                0, 0,
            ],
            "S-1-5-21-1-2-4294967295-1104" as String?
        ), ([1, 0, 0, 0, 0, 0, 0, 5], "S-1-5"), ([1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], "S-1-1-0"),
        ([1, 0, 0, 1, 0, 0, 0, 0], "S-1-0x000100000000"), ([], nil), ([1], nil),
        ([1, 1, 0, 0, 0, 0, 0, 5], nil),
        ([1, 0, 0, 0, 0, 0, 0, 5, 0], nil), ([2, 0, 0, 0, 0, 0, 0, 5], nil),
        ([1, 16, 0, 0, 0, 0, 0, 5] + [UInt8](repeating: 0, count: 64), nil),
    ])
    func `a security identifier is written as Windows does`(bytes: [UInt8], text: String?) {
        #expect(SecurityIdentifier(bytes)?.description == text)
    }

    @Test func `the last number of a security identifier tells the account`() {
        let identifier = SecurityIdentifier([1, 2, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 0x50, 4, 0, 0])
        #expect(identifier?.relativeIdentifier == 1104)
    }

    @Test(arguments: [
        ("20240229123456.0Z", 1_709_210_096.0 as Double?), ("20240229123456Z", 1_709_210_096),
        ("20240229123456.75Z", 1_709_210_096.75), ("20240229123456,5Z", 1_709_210_096.5),
        ("202402291234Z", 1_709_210_040), ("2024022912Z", 1_709_208_000), ("2024022912.5Z", 1_709_209_800),
        ("202402291234.5Z", 1_709_210_070), ("20240229133456+0100", 1_709_210_096),
        ("20240229070456-0530", 1_709_210_096), ("20240229133456+01", 1_709_210_096), ("19700101000000Z", 0),
        ("16010101000000.0Z", -11_644_473_600), ("20161231235960Z", 1_483_228_800), ("20230229000000Z", nil),
        ("20241301000000Z", nil), ("20240100000000Z", nil), ("20240101240000Z", nil),
        ("20240101006000Z", nil),
        ("20240101000061Z", nil), ("20240101000000", nil), ("20240101000000.Z", nil),
        ("20240101000000ZZ", nil),
        ("2024", nil), ("", nil), ("20240101000000+2400", nil), ("2024010100000aZ", nil),
        ("20240101000000.1234567890123456Z", nil),
    ])
    func `a moment of LDAP has a zone`(text: String, seconds: Double?) {
        #expect(GeneralizedTime(Array(text.utf8))?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        ("cn=a,dc=x", "cn=a,dc=x" as String?), ("CN=a , DC = x", "CN=a,DC=x"),
        ("cn=a\\, b,dc=x", "cn=a\\2C b,dc=x"),
        ("cn=a\\2c b,dc=x", "cn=a\\2C b,dc=x"), ("cn=\"a, b\",dc=x", "cn=a\\2C b,dc=x"),
        ("cn=a+sn=b,dc=x", "cn=a+sn=b,dc=x"), ("cn=\\#a,dc=x", "cn=\\23a,dc=x"),
        ("cn=ü,dc=x", "cn=\\C3\\BC,dc=x"),
        ("cn=\\C3\\BC,dc=x", "cn=\\C3\\BC,dc=x"), ("", ""), ("no", nil), ("cn=a,,dc=x", nil), ("cn=\\", nil),
        ("=a", nil),
        ("cn=a\0,dc=x", nil), ("+", nil), ("cn=#", nil),
    ])
    func `a DN has one canonical form`(text: String, canonical: String?) {
        #expect(canonicalDN(text) == canonical)
    }
}
