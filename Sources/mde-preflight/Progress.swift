import Synchronization

/// A line on a terminal's stderr that says how far the run is.
final class Progress: Sendable {
    private struct Counts {
        var probed = 0
        var computers = 0
        var devices = 0
        var listed = 0
        var frame = 0
    }

    private let total: Int
    private let isShown: Bool
    private let counts = Mutex(Counts())
    private static let frames = Array("|/-\\")

    /// Begins with `total` probes to come.
    init(total: Int, isShown: Bool) {
        self.total = total
        self.isShown = isShown
        if total > 0 { show(probed: 0) }
    }

    func show(probed: Int) {
        show { $0.probed = max($0.probed, probed) }
    }

    /// Says how many computers have been read from one of the domains.
    func show(computers: Int) {
        show { $0.computers = computers }
    }

    /// Says of how many devices the evidence has been read.
    func show(devices: Int) {
        show { $0.devices = devices }
    }

    /// Says how many devices have been read from one of the tenant's lists.
    func show(listed: Int) {
        show { $0.listed = max($0.listed, listed) }
    }

    private func show(_ change: (inout Counts) -> Void) {
        guard isShown else { return }
        let line = counts.withLock { counts in
            change(&counts)
            counts.frame += 1
            let frame = Self.frames[counts.frame % Self.frames.count]
            let read = counts.computers > 0 ? "read \(counts.computers) computers" : ""
            let devices = counts.devices > 0 ? "read the evidence of \(counts.devices) devices" : ""
            let listed = counts.listed > 0 ? "read a list of \(counts.listed) devices" : ""
            let probed = total > 0 ? "probed \(counts.probed) of \(total)" : ""
            return "\(frame) "
                + [probed, read, listed, devices].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        StandardError.write("\r\u{1b}[K\(line)")
    }

    func clear() {
        guard isShown else { return }
        StandardError.write("\r\u{1b}[K")
    }
}
