import Synchronization

/// Where hosts were found, so that a list of a thousand pages does not ask for their names a thousand times.
final class KnownPlaces: Sendable {
    private let entries = Mutex<[String: [String]]>([:])

    /// What libcurl is told of a host, if it was found before.
    func entries(of place: String) -> [String]? {
        entries.withLock { $0[place] }
    }

    func keep(_ found: [String], of place: String) {
        entries.withLock { $0[place] = found }
    }
}
