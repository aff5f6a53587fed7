import Model

/// Secrets whose name, or what stands between the name and the secret, is escaped: `password%3Dx`, `&quot;password&quot;:&quot;x&quot;`.
extension SecretScanner {
    /// Longer lines are read in pieces that overlap by as much as a secret and its name may have.
    private static let longest = 65_536
    private static let overlap = 4096

    /// What is found once a line with escapes is read as what it stands for; without what is known already.
    ///
    /// What is escaped more than once is read as often, up to three times.
    func escapedFindings(in bytes: Bytes, besides known: [Finding]) -> [Finding] {
        var found: [Finding] = []
        var index = 0
        while let mark = firstEscape(bytes, index) {
            var start = mark
            while start > index, mark - start < Self.overlap, !bytes[start - 1].isLineEnd { start -= 1 }
            let end = bytes.lineEnd(from: mark, limit: Self.longest)
            found.append(contentsOf: findings(in: bytes, line: start..<end))
            // The next piece of the same line begins before the end of this one.
            let isWhole = end == bytes.count || bytes[end].isLineEnd
            index = isWhole ? end : max(end - Self.overlap, mark + 1)
        }
        let places = known.map(\.place)
        return found.filter { finding in
            // Both are in order, and few of a text have escapes.
            let after = places.partitioningIndex { $0.upperBound >= finding.place.upperBound }
            return after == places.count || places[after].lowerBound > finding.place.lowerBound
        }
    }

    private func findings(in bytes: Bytes, line: Range<Int>) -> [Finding] {
        let piece = Array(bytes[line])
        var (text, origins): ([UInt8], [Int]) = (piece, Array(0...piece.count))
        for _ in 0..<3 {
            var isChanged = false
            for notation in [EscapedText.Notation.percent, .entity, .backslash] {
                guard text.contains(notation.mark) else { continue }
                let read = text.withUnsafeBufferPointer {
                    // Of backslashes only those of numbers, since paths and texts within texts have others.
                    EscapedText($0, 0..<$0.count, notation, entities, onlyNumbers: notation == .backslash)
                }
                guard read.isChanged else { continue }
                isChanged = true
                text = read.bytes
                origins = read.origins.map { origins[$0] }
            }
            if !isChanged { break }
        }
        guard text.count < piece.count else { return [] }
        return text.withUnsafeBufferPointer { plainFindings(in: $0) }.compactMap { finding in
            let place = origins[finding.place.lowerBound]..<origins[finding.place.upperBound]
            guard !place.isEmpty else { return nil }
            return Finding(
                place: (line.lowerBound + place.lowerBound)..<(line.lowerBound + place.upperBound),
                what: finding.what)
        }
    }

    /// Where the next escape of ASCII or beyond begins, of those that are read.
    private func firstEscape(_ bytes: Bytes, _ start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "%"), UInt8(ascii: "&"):
                let notation: EscapedText.Notation = bytes[index] == UInt8(ascii: "%") ? .percent : .entity
                let end = min(bytes.count, index + 16)
                if EscapedText.escape(bytes, index, end, notation, entities) != nil { return index }
            case UInt8(ascii: "\\") where EscapedText.isNumber(bytes, index):
                if EscapedText.escape(bytes, index, bytes.count, .backslash, entities) != nil { return index }
            default: break
            }
            index += 1
        }
        return nil
    }
}
