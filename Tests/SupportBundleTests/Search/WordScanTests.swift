import Testing

@testable import SupportBundle

/// Names and runs of digits are found where a look at each byte finds them.
struct WordScanTests {
    /// The same bytes each time, of which most are among a few.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 16 ^ state << 40
        }

        mutating func text(_ count: Int, of alphabet: String) -> [UInt8] {
            let all = Array(alphabet.utf8)
            return (0..<count).map { _ in
                UInt8.random(in: 0..<40, using: &self) == 0
                    ? UInt8.random(in: 0...255, using: &self)
                    : all[Int.random(in: 0..<all.count, using: &self)]
            }
        }
    }

    @Test(arguments: [["ab"], ["abc", "b a"], ["a"], ["abcab", "bb-aa", "ABBA"], ["abc", "\u{e4}b"]])
    func `a name is found wherever it stands between words`(names: [String]) {
        let table = PhraseTable(names)
        var generator = Generator(state: 7)
        for length in 0..<300 {
            var text = generator.text(length, of: "aabbcc  -")
            let name = Array(names[length % names.count].utf8)
            if length > name.count + 2 {
                let place = Int.random(in: 0..<(length - name.count - 1), using: &generator)
                text.replaceSubrange(place..<(place + name.count + 2), with: [32] + name + [32])
            }
            let found = text.withUnsafeBufferPointer { bytes in
                var found: [[Int]] = []
                table.scan(bytes) { number, range in
                    found.append([number, range.lowerBound, range.upperBound])
                    return range.upperBound
                }
                return found
            }
            #expect(found == Self.found(table, text), "\(text)")
            if length > name.count + 2 { #expect(!found.isEmpty) }
        }
    }

    /// Word for word.
    private static func found(_ table: PhraseTable, _ text: [UInt8]) -> [[Int]] {
        text.withUnsafeBufferPointer { bytes in
            var (found, index) = ([[Int]](), 0)
            while index < bytes.count {
                var end = index
                while end < bytes.count, bytes[end].isWord { end += 1 }
                var next: Int?
                if end > index {
                    _ = table.match(bytes, index, end) { number, range in
                        if next == nil {
                            found.append([number, index, range.upperBound])
                            next = range.upperBound
                        }
                        return true
                    }
                }
                index = max(next ?? end, end, index + 1)
            }
            return found
        }
    }

    @Test(arguments: [3, 4, 12, 50])
    func `runs of base64 are those of enough characters in a row, or over ends of lines`(wanted: Int) {
        let least = max(4, (wanted * 4 + 2) / 3)
        var generator = Generator(state: UInt64(wanted))
        for length in 0..<400 {
            let text = generator.text(
                length, of: length % 2 == 0 ? "aB3+/_-  " : "aB3+/_-aB3aB3aB3aB3aB3aB3\n")
            let runs = text.withUnsafeBufferPointer { bytes in
                var (runs, all) = (Base64Runs(bytes, wanted: wanted), [Range<Int>]())
                while let run = runs.next() { all.append(run) }
                return all
            }
            for run in runs {
                #expect(run.count >= least)
                #expect(run.lowerBound == 0 || !Base64Runs.isDigit(text[run.lowerBound - 1]))
            }
            // Each row of so many is in one of them.
            var row = 0
            for (index, byte) in text.enumerated() {
                row = Base64Runs.isDigit(byte) ? row + 1 : 0
                if row >= least { #expect(runs.contains { $0.contains(index) }, "\(index) of \(text)") }
            }
        }
    }

    @Test(arguments: [
        ("a", 0), ("0a", 0), ("41,42,43", 3), ("4,5,6", 3), ("41 42 43 ", 3), ("0x41,0x42,0x43", 3),
        ("41;42:43-44", 4),
        ("41,42,\\\r\n  43", 3), ("4\u{0}1\u{0}4\u{0}2\u{0}4\u{0}3", 0), ("41.42.43", 0), ("x41,42,43", 0),
        ("g41,42,43", 2),
    ])
    func `pairs of digits are read with what may stand between them`(text: String, count: Int) {
        let bytes = Array(text.utf8)
        let counts = bytes.withUnsafeBufferPointer { bytes in
            var (runs, counts) = (HexadecimalRuns(bytes, wanted: 3), [Int]())
            while let (run, isRow) = runs.next() {
                counts.append(isRow ? run.count / 2 : runs.pairs(from: run.lowerBound, into: nil)?.count ?? 0)
            }
            return counts
        }
        #expect(counts == (count < 3 ? [] : [count]))
    }
}
