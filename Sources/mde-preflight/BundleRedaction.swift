import Model
import SupportBundle

/// How what goes into a bundle loses what must not be in it, and how the finished bundle is looked through.
struct BundleRedaction: Sendable {
    /// Something that is in a bundle and must not be.
    struct Hit: Sendable, Equatable {
        /// The name of the secret, or the kind of the identity; never what was found.
        var what: String
        /// How it was written.
        var encoding: String
        /// In the bytes.
        var offset: Int
    }

    /// Looks through a finished bundle.
    struct Search: Sendable {
        /// The first of all that must not be there, in a part of an entry.
        var firstHit: @Sendable (ArraySlice<UInt8>) -> Hit?
        /// What is not looked for, a sentence each.
        var notes: [String]
    }

    let level: RedactionLevel
    /// Of facts, or of some of them.
    var facts: @Sendable (FactSet) -> FactSet
    var run: @Sendable (Report.Run) -> Report.Run
    /// Of how the run stands beside an earlier one, by the report of the run and that of the redacted facts; nil where their
    /// results are not the same.
    var baseline: @Sendable (BaselineOutcome, Report, Report) -> BaselineOutcome?
    /// Of a short text.
    var text: @Sendable (String) -> String
    /// Of the path of a file that nobody looked into.
    var otherFile: @Sendable (String) -> String
    /// Of a value of the configuration, which may be anything that the key before it allows.
    var setting: @Sendable (_ value: String, _ key: String) -> String
    /// Of an issuer's SHA-1 fingerprint.
    var fingerprint: @Sendable (String) -> String
    /// Of a whole file; nil where it is not understood.
    var file: @Sendable ([UInt8], EvidenceFile.Kind) -> [UInt8]?
    /// Begins the search for what must not be there, when all is known that there is to be known.
    var search: @Sendable () async -> Search
    /// What tokens stand for.
    var known: @Sendable () -> [Pseudonyms.Known]
    /// Whether it depends on what evidence tells how the facts are to be redacted.
    var needsEvidence = false
    /// The same, with the same tokens, but that knows from the outset all that this one has met.
    var informed: @Sendable () -> BundleRedaction
}
