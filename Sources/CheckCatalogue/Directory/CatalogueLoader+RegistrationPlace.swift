import Model
import StrictYAML

extension CatalogueLoader {
    mutating func registrationPlace() -> RegistrationPlace {
        let keys = ["source", "container", "name", "keywords", "enterprise-drs-source"]
        return read("directory/registration-point.yml", keys: keys) { file in
            _ = (file.source(), file.source("enterprise-drs-source"))
            var place = RegistrationPlace()
            place.container = file.text("container")
            if !place.container.isEmpty, DistinguishedName(place.container)?.parts.isEmpty ?? true {
                file.complain("expected a distinguished name such as CN=Services", at: "container")
            }
            place.name = file.text("name")
            if !file.has("keywords") { file.complain("\"keywords\" is missing") }
            _ = file.mapping("keywords", keys: ["tenant-id", "tenant-name", "enterprise-drs"]) { keywords in
                var taken: Set<String> = []
                place.tenantID = Self.prefix(&keywords, "tenant-id", &taken)
                place.tenantName = Self.prefix(&keywords, "tenant-name", &taken)
                place.enterpriseDRS = Self.prefix(&keywords, "enterprise-drs", &taken)
            }
            return place
        } ?? RegistrationPlace()
    }

    /// What stands before a keyword's colon.
    private static func prefix(_ keywords: inout Mapping, _ key: String, _ taken: inout Set<String>) -> String
    {
        let text = keywords.text(key)
        keywords.complainOfRepetition(of: text, at: key, &taken)
        if !text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: ":") }) {
            keywords.complain(
                "expected a word without a colon, found \"\(text.prefix(60))\"", at: key)
        }
        return text
    }
}
