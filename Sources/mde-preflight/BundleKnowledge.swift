import CheckCatalogue
import Model
import StrictYAML

/// What a bundle needs of the catalogue.
struct BundleKnowledge: Sendable {
    let names: PublicNames
    let redaction: RedactionKnowledge
    /// The same for the search of a bundle, which also holds what every report does.
    let search: RedactionKnowledge
    /// SHA-256 of the catalogue, lower-case hexadecimal.
    let digest: String

    /// Reads it, which is to be done before anything is probed.
    ///
    /// - Throws: ``Failure`` with everything that is wrong in it.
    init(_ loader: CatalogueLoader) throws(Failure) {
        (names, redaction) = try CatalogueOptions.sound { () throws(Diagnostics) in
            (try loader.publicNames(), try loader.redaction())
        }
        var search = redaction
        search.sentences.formUnion(PublicWords.of(loader))
        self.search = search
        digest = try CatalogueDigest.sha256(of: loader)
    }
}
