import CheckCatalogue
import StrictYAML

/// The part of the catalogue that judging needs, read once, by whoever asks first.
actor Reading {
    private let loader: CatalogueLoader
    private var read: JudgingKnowledge?

    init(_ loader: CatalogueLoader) {
        self.loader = loader
    }

    /// - Throws: ``Failure`` with everything that is wrong in it.
    func judging() throws(Failure) -> JudgingKnowledge {
        if let read { return read }
        let knowledge = try CatalogueOptions.sound { () throws(Diagnostics) in try loader.judging() }
        read = knowledge
        return knowledge
    }
}
