import CheckCatalogue
import StrictYAML

/// The part of the catalogue that people read, read once, by whoever asks first.
actor Reading {
    private let loader: CatalogueLoader
    private var read: CatalogueTexts?
    private var patternsAreSound = false

    init(_ loader: CatalogueLoader) {
        self.loader = loader
    }

    /// - Throws: ``Failure`` with everything that is wrong in it.
    func texts() throws(Failure) -> CatalogueTexts {
        if let read { return read }
        let texts = try CatalogueOptions.sound { () throws(Diagnostics) in try loader.texts() }
        read = texts
        return texts
    }

    /// - Throws: ``Failure`` that names the regular expressions that are none.
    func checkPatterns(of network: NetworkKnowledge) throws(Failure) {
        guard !patternsAreSound else { return }
        try CatalogueOptions.sound { () throws(Diagnostics) in try loader.checkPatterns(of: network) }
        patternsAreSound = true
    }
}
