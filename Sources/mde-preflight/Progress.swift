/// A line on a terminal's stderr that says how far the probing is.
final class Progress: Sendable {
    private let total: Int
    private let isShown: Bool
    private let frames = Array("|/-\\")

    init(total: Int, isShown: Bool) {
        self.total = total
        self.isShown = isShown
        show(0)
    }

    func show(_ done: Int) {
        guard isShown else { return }
        StandardError.write("\r\u{1b}[K\(frames[done % frames.count]) probed \(done) of \(total)")
    }

    func clear() {
        guard isShown else { return }
        StandardError.write("\r\u{1b}[K")
    }
}
