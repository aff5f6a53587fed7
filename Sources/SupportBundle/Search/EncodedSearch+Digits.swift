/// Ways to write bytes as digits.
extension EncodedSearch {
    enum Digits: String {
        case base64, hexadecimal

        /// What stands for how many digits are left out where there is something between two of them.
        static let pairs = -1

        /// Where in a text the digits stand that some bytes were read from, line ends between them and nothing beyond them.
        func place(of bytes: Range<Int>, in reading: DecodedBatch.Reading, _ text: Bytes) -> Range<Int> {
            if reading.dropped == Self.pairs { return pairs(bytes, reading.run, text) }
            let (first, last) =
                self == .base64
                ? (bytes.lowerBound * 8 / 6, (bytes.upperBound * 8 + 5) / 6)
                : (bytes.lowerBound * 2, bytes.upperBound * 2)
            var count = -reading.dropped
            var start: Int?
            var end = reading.run.lowerBound
            for index in reading.run where isDigit(text, index) {
                if count >= last { break }
                if count == first { start = index }
                count += 1
                end = index + 1
            }
            guard let start, start < end else { return reading.run }
            if self == .base64, end == reading.run.upperBound {
                while text.at(end) == UInt8(ascii: "=") { end += 1 }
            }
            return start..<end
        }

        private func pairs(_ bytes: Range<Int>, _ run: Range<Int>, _ text: Bytes) -> Range<Int> {
            let runs = HexadecimalRuns(text, wanted: 1)
            var start = run.lowerBound
            if bytes.lowerBound > 0 {
                guard let before = runs.pairs(from: start, into: nil, atMost: bytes.lowerBound),
                    let next = runs.separated(before.end)
                else { return run }
                start = next
            }
            return start..<(runs.pairs(from: start, into: nil, atMost: bytes.count)?.end ?? run.upperBound)
        }

        private func isDigit(_ text: Bytes, _ index: Int) -> Bool {
            self == .base64 ? Base64Runs.isDigit(text[index]) : text[index].digitValue != nil
        }
    }
}
