import Testing

@testable import Collectors

struct BoundedMapTests {
    /// Counts who is inside at once, and lets nobody out until `expected` have been.
    private actor Gate {
        private let expected: Int
        private var inside = 0
        private(set) var most = 0
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var isOpen = false

        init(expected: Int) {
            self.expected = expected
        }

        func enter() async {
            inside += 1
            most = max(most, inside)
            if inside == expected { isOpen = true }
            if isOpen {
                waiting.forEach { $0.resume() }
                waiting = []
            } else {
                await withCheckedContinuation { waiting.append($0) }
            }
        }

        func leave() {
            inside -= 1
        }
    }

    @Test(arguments: [0, 1, 2, 7, 100, 1000])
    func `results come in the order of the elements`(width: Int) async throws {
        let doubled = try await Array(0..<100).boundedMap(width: width) { element in
            for _ in 0..<(element * 7 % 5) { await Task.yield() }
            return element * 2
        }
        #expect(doubled == (0..<100).map { $0 * 2 })
    }

    @Test
    func `nothing comes of nothing`() async throws {
        #expect(try await [Int]().boundedMap(width: 5) { $0 } == [])
    }

    @Test(.timeLimit(.minutes(20)), arguments: [1, 2, 5, 20])
    func `as many as the width are under way at once, and never more`(width: Int) async throws {
        let gate = Gate(expected: width)
        _ = try await Array(0..<60).boundedMap(width: width) { _ in
            await gate.enter()
            await Task.yield()
            await gate.leave()
        }
        #expect(await gate.most == width)
    }

    private struct Refusal: Error, Equatable {
        var element: Int
    }

    @Test
    func `an error ends the map`() async {
        await #expect(throws: Refusal(element: 3)) {
            try await Array(0..<10).boundedMap(width: 2) { element in
                if element == 3 { throw Refusal(element: element) }
                return element
            }
        }
    }
}
