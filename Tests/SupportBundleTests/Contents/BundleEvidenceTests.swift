import Collectors
import Foundation
import Model
import Testing

@testable import mde_preflight

/// Files of evidence on their way into a bundle.
struct BundleEvidenceTests {
    private static func file(_ number: Int) -> RawEvidence.File {
        .init(device: number, number: 0, kind: .joinStatus)
    }

    private func outcomes(
        _ source: @escaping BundleEvidence.Source, _ redact: @escaping BundleEvidence.Redact, most: Int = .max
    ) async -> [String] {
        let flow = BundleEvidence.start(source, redact: redact)
        defer { flow.stop() }
        var outcomes: [String] = []
        for await (number, item) in flow.items {
            switch item.outcome {
            case .redacted(let bytes): outcomes.append("\(item.file.device): \(bytes.count)")
            case .leftOut(let why): outcomes.append("\(item.file.device) \(why)")
            }
            flow.release(number)
            if outcomes.count == most { break }
        }
        return outcomes
    }

    @Test func `they come out in the order in which they were read`() async {
        let outcomes = await outcomes({ _, found in
            for number in 0..<1000 {
                found(Self.file(number), .bytes([UInt8](repeating: 1, count: number * 37 % 4000)))
            }
        }) { bytes, _ in bytes }
        #expect(outcomes == (0..<1000).map { "\($0): \($0 * 37 % 4000)" })
    }

    @Test func `what is lost or not understood is told in its place`() async {
        let outcomes = await outcomes({ _, found in
            found(Self.file(0), .bytes([1]))
            found(Self.file(1), .lost("is not there any more"))
            found(Self.file(2), .bytes([2]))
        }) { bytes, _ in bytes == [2] ? nil : bytes }
        #expect(outcomes == ["0: 1", "1 is not there any more", "2 is not understood by redaction"])
    }

    @Test func `a file that is larger than all that may be under way passes`() async {
        let outcomes = await outcomes({ _, found in
            for number in 0..<4 { found(Self.file(number), .bytes([UInt8](repeating: 1, count: 30 << 20))) }
        }) { bytes, _ in [UInt8(bytes.count >> 20)] }
        #expect(outcomes == (0..<4).map { "\($0): 1" })
    }

    @Test func `nothing is none, and who has enough may stop`() async {
        #expect(await outcomes({ _, _ in }) { bytes, _ in bytes } == [])
        let some = await outcomes(
            { isOver, found in
                var number = 0
                while !isOver() {
                    found(Self.file(number), .bytes([UInt8](repeating: 1, count: 1 << 20)))
                    number += 1
                }
            }, { bytes, _ in bytes }, most: 3)
        #expect(some.count == 3)
    }
}
