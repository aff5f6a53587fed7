import Model

/// What somebody accepts, and who.
extension FactPass {
    func redacted(_ given: GivenWaivers) -> GivenWaivers {
        var result = given
        result.waivers = given.waivers.map(redacted)
        result.meanings = given.meanings?.map { meaning in
            WaiverMeaning(waiver: meaning.waiver, names: meaning.names.map(pattern))
        }
        return result
    }

    private func redacted(_ waiver: Waiver) -> Waiver {
        var result = waiver
        result.check = free(waiver.check)
        result.reason = free(waiver.reason)
        result.likelyMeant = free(waiver.likelyMeant)
        result.subject = pattern(waiver.subject)
        // Why is told in anybody's words, and by names that nobody else knows.
        result.because = masks ? name(.word, waiver.because) : free(waiver.because)
        result.owner = masks ? name(.person, waiver.owner) : free(waiver.owner)
        return result
    }

    /// A name becomes what the subject of that name becomes; a pattern that fits several cannot be kept.
    private func pattern(_ original: String) -> String {
        guard masks else { return free(original) }
        // The results about all devices are called so.
        if FactSet.deviceSubjects.contains(original.lowercased()) { return original }
        if original.allSatisfy({ $0 == "*" || $0 == "?" }) { return original }
        // Before it is taken for a host, which would be looked for as a whole. Each part is looked for.
        if original.contains("=") { return distinguishedName(original) }
        if host(original) == original { return original }
        return original.contains(".") ? host(original) : computer(original)
    }
}
