import DeviceEvidence
import Model

extension DeviceCollector {
    /// Whether a file among evidence is read as evidence, or is called like an archive, which may hold some.
    ///
    /// `name` is the last part of its path; `bytes` are all of it, or nil where it is longer than what is read.
    package static func isEvidence(called name: String, _ bytes: [UInt8]?) -> Bool {
        if FileNature.isNamedAsArchive(name) { return true }
        guard let bytes, !FileNature.isForeign(name) else { return false }
        return EvidenceReading.read(bytes).kind != .unknown
    }
}
