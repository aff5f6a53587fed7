import Testing

@testable import Collectors

struct FederationMetadataReaderTests {
    private static let windows = "https://sts.example/adfs/services/trust/13/windowstransport"
    private static let spaces =
        "xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/' xmlns:soap12='http://schemas.xmlsoap.org/wsdl/soap12/' "
        + "xmlns:wsa='http://www.w3.org/2005/08/addressing'"

    private static func document(_ ports: String, before: String = "<?xml version='1.0'?>") -> String {
        "\(before)<wsdl:definitions \(spaces)><wsdl:service name='s'>\(ports)</wsdl:service></wsdl:definitions>"
    }

    private static func port(_ address: String) -> String {
        "<wsdl:port><soap12:address location='\(address)'/></wsdl:port>"
    }

    private static func read(_ text: String) throws -> [String] {
        try FederationMetadataReader.addresses(Array(text.utf8))
    }

    @Test(arguments: [
        document(port(windows)),
        document("<wsdl:port><soap12:address location=\"\(windows)\"></soap12:address></wsdl:port>"),
        document(
            "<wsdl:port><wsa:EndpointReference><wsa:Address> \(windows)\n</wsa:Address></wsa:EndpointReference></wsdl:port>"
        ),
        document(
            "<wsdl:port><soap12:address location='\(windows)'/><wsa:EndpointReference><wsa:Address>\(windows)</wsa:Address></wsa:EndpointReference></wsdl:port>"
        ),
        document(port(windows) + port(windows)),
        document(
            port(windows), before: "\u{feff}<?xml version='1.0' encoding='UTF-8'?><!-- <!DOCTYPE x> -->"),
        "<definitions><service><port><address location='\(windows)'/></port></service></definitions>",
        "<Metadata><MetadataSection>\(document(port(windows), before: ""))</MetadataSection></Metadata>",
        document(
            "<wsdl:port><soap12:address location='&#x68;ttps://sts.example/adfs/services/trust/13/windowstransport'/></wsdl:port>"
        ),
    ])
    func `the address of a service is found, once`(text: String) throws {
        #expect(try Self.read(text) == [Self.windows])
    }

    @Test
    func `addresses outside of a service's port are none`() throws {
        let text = """
            <definitions><policy><address location='\(Self.windows)'/></policy>
            <service><address location='\(Self.windows)'/><port><x><address location='\(Self.windows)'/></x>
            <address/><address location=''/><address location='https://a.example/'/></port></service>
            <message><service><port><address location='\(Self.windows)'/></port></service></message></definitions>
            """
        #expect(try Self.read(text) == ["https://a.example/"])
    }

    @Test
    func `only the first hundred are kept`() throws {
        let ports = (0..<150).map { Self.port("https://a.example/\($0)") }.joined()
        let found = try Self.read(Self.document(ports))
        #expect(found.count == 100)
        #expect(found.first == "https://a.example/0")
    }

    @Test(arguments: [
        ("", "is empty"), ("   \n", "is empty"), ("no XML", "is no XML"), ("{\"service\":1}", "is no XML"),
        ("<html><body>Sign in</body></html>", "is XML, and no description of services"),
        ("<definitions/>", "describes no service at all"), (document(""), "describes no service at all"),
        (document(port("")), "describes no service at all"),
        ("<!DOCTYPE html><html></html>", "declares a document type, which is refused"),
        (
            document("<wsdl:port>&a;</wsdl:port>" + port(windows), before: "<!DOCTYPE d [<!ENTITY a 'b'>]>"),
            "declares a document type, which is refused"
        ),
        (
            document(port(windows), before: "<?xml version='1.0'?><!doctype d SYSTEM 'file:///etc/passwd'>"),
            "declares a document type, which is refused"
        ),
        (
            document(port(windows), before: "<?xml version='1.0' encoding='utf-7'?>"),
            "is in the encoding utf-7, which is not read"
        ),
    ])
    func `what is no description is refused, with why`(text: String, words: String) {
        #expect(throws: XMLFault(words)) { try Self.read(text) }
    }

    @Test(arguments: [
        "<definitions><service><port><address location='\(windows)'/></port></service>",
        "<definitions><service><port><address location='\(windows)'/></service></port></definitions>",
        "<definitions><service><port><address location='\(windows)</port></service></definitions>",
        "<definitions><service><port>&unknown;<address location='\(windows)'/></port></service></definitions>"
            + "<definitions/>",
        "<definitions><service><port><address location='&a;'/></port></service></definitions>",
    ])
    func `what is not whole is refused`(text: String) {
        #expect(throws: XMLFault.self) { try Self.read(text) }
    }

    @Test
    func `a description cut anywhere is refused, and never kills the program`() throws {
        let whole = Array(Self.document(Self.port(Self.windows)).utf8)
        for length in 0..<whole.count {
            #expect(throws: XMLFault.self) {
                try FederationMetadataReader.addresses(Array(whole.prefix(length)))
            }
        }
    }

    @Test
    func `bytes that are no text are refused`() {
        let broken: [[UInt8]] = [
            [0xff, 0xfe], Array("<definitions>".utf8) + [0xc3, 0x28] + Array("</definitions>".utf8),
            Array("<\u{0}definitions/>".utf8), (0..<255).map { UInt8($0) },
        ]
        for bytes in broken {
            #expect(throws: XMLFault.self) { try FederationMetadataReader.addresses(bytes) }
        }
    }

    @Test
    func `elements in one another have a limit`() {
        let inner = String(repeating: "<wsdl:port>", count: 50_000)
        #expect(throws: XMLFault.self) { try Self.read(Self.document(inner)) }
    }
}
