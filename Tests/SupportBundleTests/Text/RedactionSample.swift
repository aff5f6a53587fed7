import CheckCatalogue
import Checks
import Foundation
import Model
import SampleFacts
import SupportBundle

/// Redactors and searches that know the people and computers of a made-up company, and its secrets.
enum RedactionSample {
    static let knowledge =
        (try? CatalogueLoader(folder: RealCatalogue.folder, implemented: Set(allChecks.map(\.id))).redaction())
        ?? RedactionKnowledge()

    static let secrets = [
        KnownSecret(name: "client secret", value: Array("q7T~Zebra.Quilt-Marble_Onyx39".utf8)),
        KnownSecret(name: "password", value: Array("Gr3en&Lantern=Über 9".utf8)),
    ]

    /// Pseudonyms that have met the identities of the facts.
    static func pseudonyms() -> Pseudonyms {
        let pseudonyms = Pseudonyms(
            salt: [UInt8](repeating: 7, count: 32),
            publicNames: (try? RealCatalogue.loadPublicNames()) ?? PublicNames())
        for name in ["WS-0417", "KIEL-DC2", "srv-backup.hq.quastenflosser.de"] {
            _ = pseudonyms.computer(name)
        }
        for name in ["quastenflosser.de", "QFLOSSER", "hq.quastenflosser.de"] { _ = pseudonyms.host(name) }
        for name in ["Jörg Wüstenhagen", "jwuestenhagen", "Siobhán Ó Ceallaigh"] {
            _ = pseudonyms.person(name)
        }
        _ = pseudonyms.mail("j.wuestenhagen@quastenflosser.de")
        _ = pseudonyms.tenantName("Quastenflosser Maschinenbau GmbH")
        _ = pseudonyms.distinguishedName("CN=WS-0417,OU=Vertrieb Nord,OU=IT,DC=hq,DC=quastenflosser,DC=de")
        _ = pseudonyms.guid("5d1f2a77-93c4-4e0b-8a6e-2f7b1c9d4e30")
        _ = pseudonyms.account("S-1-5-21-1085031214-1563985344-725345543-1104")
        for address in ["10.31.7.44", "fd4c:91a2:7b3e::17", "3C-52-82-6F-0A-D1", "198.51.100.77"] {
            _ = pseudonyms.address(address)
        }
        return pseudonyms
    }

    static func redactor(_ level: RedactionLevel) -> TextRedactor {
        TextRedactor(level: level, secrets: secrets, pseudonyms: pseudonyms(), knowledge: knowledge)
    }

    static func search(_ level: RedactionLevel) -> BundleSearch {
        BundleSearch(level: level, secrets: secrets, identities: pseudonyms().known, knowledge: knowledge)
    }
}
