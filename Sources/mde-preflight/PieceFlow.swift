import Foundation

/// Bytes on their way from the thread that makes them to the one that asks, so that both work at the same time.
///
/// No more than a bounded number of pieces is under way.
// All that changes is guarded by `condition`.
final class PieceFlow: @unchecked Sendable {
    typealias Sink = (ArraySlice<UInt8>) throws -> Void

    /// Whoever takes the pieces could not go on.
    private struct Stopped: Error {}

    private static let capacity = 8

    private let condition = NSCondition()
    private var waiting: [ArraySlice<UInt8>] = []
    private var fault: (any Error)?
    private var isComplete = false
    private var isStopped = false

    private init() {}

    /// Takes all pieces that `source` makes on a thread of its own, in their order.
    ///
    /// - Throws: What `sink` throws, or what `source` throws behind its last piece.
    static func run(_ source: @escaping @Sendable (_ sink: Sink) throws -> Void, into sink: Sink) throws {
        let flow = PieceFlow()
        let thread = Thread {
            do {
                try source { try flow.add($0) }
                flow.end(nil)
            } catch {
                flow.end(error)
            }
        }
        thread.name = "pieces"
        thread.stackSize = 1 << 21
        thread.start()
        // Only when it is over is what `source` holds let go of.
        defer { flow.waitForEnd() }
        while let piece = try flow.next() { try sink(piece) }
    }

    private func add(_ piece: ArraySlice<UInt8>) throws {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count >= Self.capacity, !isStopped { condition.wait() }
        if isStopped { throw Stopped() }
        waiting.append(piece)
        condition.broadcast()
    }

    private func end(_ fault: (any Error)?) {
        condition.lock()
        defer { condition.unlock() }
        self.fault = fault
        isComplete = true
        condition.broadcast()
    }

    private func next() throws -> ArraySlice<UInt8>? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty, !isComplete { condition.wait() }
        if !waiting.isEmpty {
            defer { condition.broadcast() }
            return waiting.removeFirst()
        }
        if let fault { throw fault }
        return nil
    }

    private func waitForEnd() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
        while !isComplete { condition.wait() }
    }
}
