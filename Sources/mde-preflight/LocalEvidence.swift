import Collectors
import Configuration
import Foundation
import Synchronization

/// What was collected on this host, in a folder that is removed when nobody needs it any more.
final class LocalEvidence: Sendable {
    private struct State {
        var isWanted = false
        var folder: URL?
    }

    static let name = "this host"

    private let state = Mutex(State())

    /// From now on, what is collected is kept until it is removed.
    func keep() {
        state.withLock { $0.isWanted = true }
    }

    /// Takes a folder over, in place of an earlier one.
    func take(_ folder: URL) {
        let old = state.withLock { state -> URL? in
            let isKept = state.isWanted
            defer { if isKept { state.folder = folder } }
            return isKept ? state.folder : folder
        }
        if let old { try? FileManager.default.removeItem(at: old) }
    }

    func remove() {
        let folder = state.withLock { state -> URL? in
            defer { state.folder = nil }
            return state.folder
        }
        if let folder { try? FileManager.default.removeItem(at: folder) }
    }

    /// Where it is; nil where nothing is kept.
    var place: EvidencePlace? {
        state.withLock(\.folder).map { parent in
            EvidencePlace(name: Self.name, path: parent.appending(path: LocalHost.name).path)
        }
    }
}
