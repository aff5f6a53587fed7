import Synchronization

/// What is to be read of a bundle, taken by several threads: entries, some at a time, and chunks of a long entry that another
/// thread has read.
///
/// Nobody waits for anybody: whoever finds nothing any more is done, and whoever leaves chunks to others takes what is left of them.
final class ChunkBoard: Sendable {
    private struct State {
        var taken = 0
        var chunks: [BundleChunk] = []
        var failure: Failure?
    }

    /// The first of several counts, by the place of its entry and then by its place there.
    private struct Failure {
        var entry: Int
        var offset: Int
        var error: any Error
    }

    private let shares: [Range<Int>]
    /// How many chunks may lie here.
    private let room: Int
    private let state = Mutex(State())

    init(_ shares: [Range<Int>], room: Int) {
        self.shares = shares
        self.room = room
    }

    /// What went wrong first in the bundle's order.
    var failure: (any Error)? { state.withLock { $0.failure?.error } }

    /// The next entries to read; nil where there are none any more, or something went wrong.
    func nextShare() -> Range<Int>? {
        state.withLock { state in
            guard state.taken < shares.count, state.failure == nil else { return nil }
            defer { state.taken += 1 }
            return shares[state.taken]
        }
    }

    /// A chunk that another one has left.
    func nextChunk() -> BundleChunk? {
        state.withLock { $0.chunks.isEmpty ? nil : $0.chunks.removeFirst() }
    }

    /// Leaves a chunk to whoever is free; false where there are enough.
    func leave(_ chunk: BundleChunk) -> Bool {
        state.withLock { state in
            guard state.chunks.count < room else { return false }
            state.chunks.append(chunk)
            return true
        }
    }

    /// Whether something went wrong before a chunk, so that what is in it makes no difference.
    func hasFailed(before chunk: BundleChunk) -> Bool {
        state.withLock { state in
            state.failure.map { ($0.entry, $0.offset) < (chunk.entry, chunk.offset) } ?? false
        }
    }

    /// Notes what went wrong; nobody is given more entries, since what is before this one was taken before it.
    func fail(_ error: any Error, entry: Int, offset: Int) {
        state.withLock { state in
            if let first = state.failure, (first.entry, first.offset) <= (entry, offset) { return }
            state.failure = Failure(entry: entry, offset: offset, error: error)
        }
    }
}
