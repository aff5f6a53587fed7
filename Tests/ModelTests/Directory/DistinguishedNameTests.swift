import Model
import Testing

struct DistinguishedNameTests {
    static let same: [(String, String)] = [
        ("CN=A,DC=x", "cn=a,dc=X"), ("CN=A,DC=x", " CN = A , DC = x "), ("CN=A;DC=x", "CN=A,DC=x"),
        (#"CN=a\,b,DC=x"#, #"CN="a,b",DC=x"#), (#"CN=a\2Cb,DC=x"#, #"CN=a\,b,DC=x"#),
        (#"CN=\C3\BC,DC=x"#, "CN=ü,DC=x"),
        ("CN=A+OU=B,DC=x", "OU=b+CN=a,DC=x"), ("CN=a  b,DC=x", "CN=a b,DC=x"),
        ("2.5.4.3=A,DC=x", "CN=A,DC=x"),
        ("0.9.2342.19200300.100.1.25=x", "DC=x"), (#"CN=\ a,DC=x"#, #"CN=\20a,DC=x"#),
        ("CN=Ü,DC=x", "CN=u\u{308},DC=x"),
        (#"CN=\"a\",DC=x"#, #"CN="\"a\"",DC=x"#), ("", "   "), ("CN=", "cn = "),
    ]

    @Test(arguments: same)
    func `these are one name`(left: String, right: String) throws {
        let (left, right) = (try #require(DistinguishedName(left)), try #require(DistinguishedName(right)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.contains(right) && right.contains(left))
    }

    static let different: [(String, String)] = [
        ("CN=A,DC=x", "OU=A,DC=x"), ("CN=A,DC=x", "CN=A,DC=y"), ("CN=A,DC=x", "CN=A,OU=B,DC=x"),
        ("CN=ab,DC=x", "CN=a b,DC=x"),
        (#"CN=a\+b,DC=x"#, "CN=a+CN=b,DC=x"), (#"CN=a\+OU\=b,DC=x"#, "CN=a+OU=b,DC=x"),
        (#"CN=a\\,DC=x"#, #"CN=a,DC=x"#),
        (#"CN=\ a,DC=x"#, "CN=a,DC=x"), (#"CN=a\ ,DC=x"#, "CN=a,DC=x"), ("CN=A", ""),
        ("OU=CORP,DC=x", "OU=CORPX,DC=x"),
        (#"CN=a\,DC\=x"#, "CN=a,DC=x"),
    ]

    @Test(arguments: different)
    func `these are two names`(left: String, right: String) throws {
        #expect(try #require(DistinguishedName(left)) != #require(DistinguishedName(right)))
    }

    @Test(arguments: [
        "a", "=a", "CN", "CN=a,", ",CN=a", "CN=a,,DC=x", #"CN=a\"#, #"CN=a\4"#, #"CN=a\4,DC=x"#, #"CN="a"#,
        #"CN="a"b,DC=x"#,
        #"CN=a"b,DC=x"#, "CN=#0403414243,DC=x", #"CN=\FF,DC=x"#, "C N=a", "CN=a+", "CN=a+,DC=x", "ü=a",
    ])
    func `this is none`(text: String) {
        #expect(DistinguishedName(text) == nil, "\(text)")
    }

    @Test
    func `the root is above all, and a parent above its children`() throws {
        let child = try #require(DistinguishedName("CN=A,OU=B,DC=x"))
        #expect(child.parent == DistinguishedName("OU=B,DC=x"))
        #expect(child.parts == ["dc=x", "ou=b", "cn=a"])
        #expect(try #require(DistinguishedName("")).contains(child))
        #expect(try #require(DistinguishedName("DC=x")).contains(child))
        #expect(!child.contains(child.parent))
        #expect(try !#require(DistinguishedName("OU=b,DC=xx")).contains(child))
    }

    @Test(arguments: [
        ("CN=A,OU=B,DC=x", "CN=A", "OU=B,DC=x"), (#"CN=A\,B,DC=x"#, #"CN=A\,B"#, "DC=x"),
        (#"CN="A,B",DC=x"#, #"CN="A,B""#, "DC=x"),
        ("CN=A;DC=x", "CN=A", "DC=x"), ("CN=A", "CN=A", ""), ("", "", ""),
        (#"CN=A\\,DC=x"#, #"CN=A\\"#, "DC=x"),
        (#"CN=A\"#, #"CN=A\"#, ""), (#"CN="A,DC=x"#, #"CN="A,DC=x"#, ""), ("CN=Ü,DC=ö", "CN=Ü", "DC=ö"),
    ])
    func `the first part is taken off`(text: String, first: String, rest: String) {
        let split = DistinguishedName.split(text)
        #expect(split.first == first)
        #expect(split.rest == rest)
    }

    private static let alphabet = Array(#"aZ09 ,+"\#\;=<>#üß/-.€😀"# + "\u{301}\u{0}\n\r\u{7f}")

    @Test
    func `whatever is escaped is read back as it was`() throws {
        for _ in 0..<500 {
            let value = String((0..<Int.random(in: 0...12)).compactMap { _ in Self.alphabet.randomElement() })
            let name = try #require(
                DistinguishedName("CN=\(DistinguishedName.escape(value)),DC=x"),
                "\(Array(value.unicodeScalars))")
            #expect(name.parts.count == 2)
            // The one part that is left is the value, folded.
            #expect(name.parts.first == "dc=x")
            #expect(Self.unfolded(name.parts[1]) == Self.folded(value), "\(Array(value.unicodeScalars))")
            #expect(DistinguishedName.split("CN=\(DistinguishedName.escape(value)),DC=x").rest == "DC=x")
        }
    }

    private static func folded(_ value: String) -> String {
        var folded = ""
        for scalar in value.lowercased().unicodeScalars
        where !(scalar == " " && folded.unicodeScalars.last == " ") {
            folded.unicodeScalars.append(scalar)
        }
        return "cn=" + folded
    }

    private static func unfolded(_ part: String) -> String {
        part.replacing(#"\+"#, with: "+").replacing(#"\\"#, with: #"\"#)
    }

    @Test
    func `splitting agrees with reading`() {
        for _ in 0..<500 {
            let text = String(
                (0..<Int.random(in: 1...30)).compactMap { _ in Array(#"cn=a,ou;"\+ "#).randomElement() })
            guard let name = DistinguishedName(text), !name.parts.isEmpty else { continue }
            let (first, rest) = DistinguishedName.split(text)
            #expect(DistinguishedName(String(first))?.parts == [name.parts[name.parts.count - 1]], "\(text)")
            #expect(DistinguishedName(String(rest)) == name.parent, "\(text)")
        }
    }

    @Test
    func `random bytes never crash`() {
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...60)).map { _ in UInt8.random(in: 0...255) }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = DistinguishedName(text)
            _ = DistinguishedName.split(text)
            _ = DistinguishedName(DistinguishedName.escape(text))
        }
    }
}
