import Collectors
import Configuration
import Foundation
import Model

/// Files of evidence on their way into a bundle: one thread reads them, two redact them, and they come out in their order.
///
/// No more than a bounded number of bytes is under way.
// All that changes is guarded by `condition`.
final class BundleEvidence: @unchecked Sendable {
    /// A file as it is to be kept; or why it is not.
    struct Item: Sendable, Equatable {
        var file: RawEvidence.File
        var outcome: Outcome

        enum Outcome: Sendable, Equatable {
            case redacted([UInt8])
            case leftOut(String)
        }
    }

    typealias Found = (RawEvidence.File, RawEvidence.Finding) -> Void
    /// Gives every file, until it is told that it is over.
    typealias Source = @Sendable (_ isOver: @escaping () -> Bool, _ found: @escaping Found) -> Void
    typealias Redact = @Sendable ([UInt8], EvidenceFile.Kind) -> [UInt8]?

    /// Bytes of files that were read and not yet taken out.
    private static let capacity = 10 << 20
    private static let width = 2

    private let condition = NSCondition()
    private var waiting: [(number: Int, file: RawEvidence.File, bytes: [UInt8])] = []
    /// Those that waited longest, the next one last.
    private var next: [(number: Int, file: RawEvidence.File, bytes: [UInt8])] = []
    private var finished: [Int: Item] = [:]
    private var sizes: [Int: Int] = [:]
    private var load = 0
    private var read = 0
    private var given = 0
    private var isComplete = false
    private var isOver = false
    private let continuation: AsyncStream<(number: Int, item: Item)>.Continuation
    /// Every file, in the order in which it was read, each to be released by its number.
    let items: AsyncStream<(number: Int, item: Item)>

    private init() {
        (items, continuation) = AsyncStream.makeStream()
    }

    /// Begins; `redact` gives nil for a file that it does not understand.
    static func start(_ source: @escaping Source, redact: @escaping Redact) -> BundleEvidence {
        let flow = BundleEvidence()
        flow.run(source, redact)
        return flow
    }

    private func run(_ source: @escaping Source, _ redact: @escaping Redact) {
        let reading = Thread { [self] in
            source({ [self] in locked { isOver } }) { [self] in add($0, $1) }
            locked {
                isComplete = true
                advance()
                condition.broadcast()
            }
        }
        let redacting = (0..<Self.width).map { _ in
            Thread { [self] in
                while let next = take() {
                    let bytes = redact(next.bytes, next.file.kind)
                    let outcome: Item.Outcome =
                        bytes.map { .redacted($0) } ?? .leftOut("is not understood by redaction")
                    finish(next.number, Item(file: next.file, outcome: outcome))
                }
            }
        }
        for thread in [reading] + redacting {
            thread.name = "bundle"
            thread.stackSize = 1 << 21
            thread.start()
        }
    }

    private func locked<T>(_ body: () -> T) -> T {
        condition.lock()
        defer { condition.unlock() }
        return body()
    }

    private func add(_ file: RawEvidence.File, _ finding: RawEvidence.Finding) {
        locked {
            switch finding {
            case .bytes(let bytes):
                // A file that is larger than all that may be under way goes alone.
                while load > 0, load + bytes.count > Self.capacity, !isOver { condition.wait() }
                guard !isOver else { return }
                sizes[read] = bytes.count
                load += bytes.count
                // Nobody waits for more while there is some.
                if waiting.isEmpty, next.isEmpty { condition.broadcast() }
                waiting.append((read, file, bytes))
            case .lost(let why): finished[read] = Item(file: file, outcome: .leftOut(why))
            }
            read += 1
            advance()
        }
    }

    private func take() -> (number: Int, file: RawEvidence.File, bytes: [UInt8])? {
        locked {
            while next.isEmpty, waiting.isEmpty, !isComplete, !isOver { condition.wait() }
            if next.isEmpty {
                next = waiting.reversed()
                waiting.removeAll(keepingCapacity: true)
            }
            return isOver ? nil : next.popLast()
        }
    }

    private func finish(_ number: Int, _ item: Item) {
        locked {
            finished[number] = item
            advance()
        }
    }

    /// Gives what is next in order; called with the lock held.
    private func advance() {
        while let item = finished.removeValue(forKey: given) {
            continuation.yield((given, item))
            given += 1
        }
        if isComplete, given == read { continuation.finish() }
    }

    /// Makes room: what was given by this number is no longer held.
    func release(_ number: Int) {
        locked {
            load -= sizes.removeValue(forKey: number) ?? 0
            // Whoever reads is woken for many files and not for each.
            if load <= Self.capacity / 2 { condition.broadcast() }
        }
    }

    /// Ends it; nothing more is read.
    func stop() {
        locked {
            isOver = true
            condition.broadcast()
        }
        continuation.finish()
    }
}
