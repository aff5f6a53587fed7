import Archive
package import Configuration
import DeviceEvidence
package import Model

/// Reads the evidence of devices: folders, archives, and trees of them.
package enum DeviceCollector {
    /// Reads every place that the configuration names.
    ///
    /// - Parameter progress: Told how many devices have been read so far.
    /// - Returns: One fact for each device, in the order of the places and of the paths below them.
    package static func collect(
        _ places: [EvidencePlace], deadline: Deadline, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [DeviceFact] {
        []
    }
}
