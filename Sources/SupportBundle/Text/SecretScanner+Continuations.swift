import Model

/// Values that go on in the next lines, since the line was full.
extension SecretScanner {
    /// A finding with what belongs to it in the lines below.
    ///
    /// Where a line has `Label : value`, PowerShell lets a long value go on below its own beginning, at whatever character the line
    /// is full. LDIF, headers and YAML let one go on further to the right than the label.
    func continued(_ finding: Finding, _ bytes: Bytes) -> Finding {
        let place = finding.place
        var end = bytes.skippingSpaces(from: place.upperBound)
        guard end < bytes.count, bytes[end].isLineEnd, place.lowerBound <= place.upperBound else {
            return finding
        }
        guard let label = label(before: place.lowerBound, bytes),
            bytes.lineEnd(from: place.lowerBound) >= place.upperBound
        else { return finding }
        let isWhole = place.lowerBound <= label.value
        var result = finding
        while let line = nextLine(bytes, end) {
            let from = bytes.skippingSpaces(from: line)
            guard from < bytes.count, from > line, !bytes[from].isLineEnd else { break }
            let isBelow = label.columns.contains(from - line)
            var stop = isWhole && isBelow ? bytes.lineEnd(from: from) : argumentEnd(bytes, from)
            let rest = bytes.skippingSpaces(from: stop)
            let isAlone = rest == bytes.count || bytes[rest].isLineEnd
            if !isBelow {
                // One word, which is no label or setting of its own.
                guard isWhole, isAlone, from - line > label.indentation,
                    !bytes[from..<stop].contains(UInt8(ascii: ":")),
                    bytes[from..<stop].drop(while: { $0 != UInt8(ascii: "=") }).allSatisfy({
                        $0 == UInt8(ascii: "=")
                    })
                else { break }
            }
            while stop > from, bytes[stop - 1].isSpace { stop -= 1 }
            result.place = place.lowerBound..<stop
            end = rest
            if !isAlone { break }
        }
        return result
    }

    private struct Label {
        /// How many columns stand before the label.
        var indentation: Int
        /// Where its value begins.
        var value: Int
        /// How many columns stand before the value, as bytes, as characters, and with wide characters counted twice.
        var columns: [Int]
    }

    /// The label of the line that a place stands in, unless that is far away.
    private func label(before index: Int, _ bytes: Bytes) -> Label? {
        var start = index
        while start > 0, !bytes[start - 1].isLineEnd {
            if index - start > 512 { return nil }
            start -= 1
        }
        var colon = start
        while colon < index, bytes[colon] != UInt8(ascii: ":") || !bytes.at(colon + 1).isSpace { colon += 1 }
        guard colon < index else { return nil }
        let value = bytes.skippingSpaces(from: colon + 1)
        let characters = bytes[start..<value].filter { $0 & 0xc0 != 0x80 }.count
        let wide = bytes[start..<value].filter { $0 >= 0xe3 }.count
        return Label(
            indentation: bytes.skippingSpaces(from: start) - start, value: value,
            columns: [value - start, characters, characters + wide])
    }

    /// Where the line behind a line end begins, unless that is an empty one.
    private func nextLine(_ bytes: Bytes, _ lineEnd: Int) -> Int? {
        guard lineEnd < bytes.count else { return nil }
        var next = lineEnd
        if bytes[next] == 13 { next += 1 }
        if bytes.at(next) == 10 { next += 1 }
        return next < bytes.count ? next : nil
    }
}
