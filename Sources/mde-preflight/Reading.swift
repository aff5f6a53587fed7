import CheckCatalogue
import StrictYAML

/// The part of the catalogue that judging needs, read once, by whoever asks first.
actor Reading {
    private let loader: CatalogueLoader
    private var read: JudgingKnowledge?
    private var patternsAreSound = false

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

    /// - Throws: ``Failure`` that names the regular expressions that are none.
    func checkPatterns(of probing: ProbingKnowledge) throws(Failure) {
        guard !patternsAreSound else { return }
        try CatalogueOptions.sound { () throws(Diagnostics) in try loader.checkPatterns(of: probing) }
        patternsAreSound = true
    }
}
