import CheckCatalogue
import Model
import StrictYAML

/// What a bundle needs of the catalogue.
struct BundleKnowledge: Sendable {
    let names: PublicNames
    let redaction: RedactionKnowledge
    /// SHA-256 of the catalogue, lower-case hexadecimal.
    let digest: String

    /// Reads it, which is to be done before anything is probed.
    ///
    /// - Throws: ``Failure`` with everything that is wrong in it.
    init(_ loader: CatalogueLoader) throws(Failure) {
        (names, redaction) = try CatalogueOptions.sound { () throws(Diagnostics) in
            (try loader.publicNames(), try loader.redaction())
        }
        digest = try CatalogueDigest.sha256(of: loader)
    }
}
