/// Reads the addresses of services from a description in WSDL, which nobody vouches for.
///
/// Source: <https://www.w3.org/TR/wsdl>
enum FederationMetadataReader {
    /// The addresses in the order of the document, each once; the first hundred.
    ///
    /// - Throws: Why nothing of it can be relied on; it must be whole.
    static func addresses(_ body: [UInt8]) throws(XMLFault) -> [String] {
        var limits = XMLLimits()
        limits.fileBytes = 4 << 20
        limits.textBytes = 64 << 10
        let handler = Handler()
        try XMLWalker.walk(body, limits, handler: handler)
        guard handler.isDescription else { throw XMLFault("is XML, and no description of services") }
        guard !handler.addresses.isEmpty else { throw XMLFault("describes no service at all") }
        return handler.addresses
    }

    /// Takes `address` out of each port of each service, and the address of its endpoint reference.
    private final class Handler: XMLHandler {
        private(set) var addresses: [String] = []
        private(set) var isDescription = false

        private static let most = 100

        func opened(_ path: String, _ attributes: [String: String]) -> XMLInterest {
            switch Self.place(path) {
            // What an answer to a question for metadata is wrapped in.
            case "metadata", "metadata/metadatasection": return .enter
            case "definitions":
                isDescription = true
                return .enter
            case "definitions/service", "definitions/service/port",
                "definitions/service/port/endpointreference":
                return .enter
            case "definitions/service/port/address":
                add(attributes["location"] ?? "")
                return .skip
            case "definitions/service/port/endpointreference/address": return .text
            default: return .skip
            }
        }

        func closed(_ path: String, _ text: String) {
            if Self.place(path).hasSuffix("endpointreference/address") { add(text) }
        }

        /// The path without its wrapping.
        private static func place(_ path: String) -> Substring {
            let wrapping = "metadata/metadatasection/"
            return path.hasPrefix(wrapping) ? path.dropFirst(wrapping.count) : path[...]
        }

        private func add(_ address: String) {
            if !address.isEmpty, addresses.count < Self.most, !addresses.contains(address) {
                addresses.append(address)
            }
        }
    }
}
