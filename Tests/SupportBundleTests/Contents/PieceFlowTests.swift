import Synchronization
import Testing

@testable import mde_preflight

struct PieceFlowTests {
    private struct Fault: Error, Equatable {
        var number: Int
    }

    @Test func `pieces come in the order in which they are made, however many there are`() throws {
        var taken: [UInt8] = []
        try PieceFlow.run({ sink in
            for number in 0..<1000 { try sink([UInt8(truncatingIfNeeded: number)]) }
        }) { taken += $0 }
        #expect(taken == (0..<1000).map { UInt8(truncatingIfNeeded: $0) })
    }

    @Test func `a fault of whoever takes the pieces ends the making of them`() {
        let made = Mutex(0)
        #expect(throws: Fault(number: 3)) {
            var count = 0
            try PieceFlow.run({ sink in
                for _ in 0..<1000 {
                    try sink([0])
                    made.withLock { $0 += 1 }
                }
            }) { _ in
                count += 1
                if count == 3 { throw Fault(number: 3) }
            }
        }
        #expect(made.withLock { $0 } < 1000)
    }

    @Test func `a fault of whoever makes the pieces comes behind the last one`() {
        var count = 0
        #expect(throws: Fault(number: 7)) {
            try PieceFlow.run({ sink in
                for _ in 0..<7 { try sink([0]) }
                throw Fault(number: 7)
            }) { _ in count += 1 }
        }
        #expect(count == 7)
    }
}
