/// A version of whole numbers joined by dots, compared part by part; parts that are missing count as 0.
package struct DottedVersion: Sendable, Comparable, CustomStringConvertible {
    package let description: String
    private let parts: [Int]

    /// Nil where the text is anything but one to eight numbers joined by dots.
    package init?(_ text: String) {
        let pieces = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...8).contains(pieces.count) else { return nil }
        var parts: [Int] = []
        for piece in pieces {
            guard (1...9).contains(piece.count), piece.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            parts.append(piece.reduce(0) { $0 * 10 + Int($1 - 48) })
        }
        self.parts = parts
        description = text
    }

    package static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

    package static func < (left: Self, right: Self) -> Bool {
        for place in 0..<max(left.parts.count, right.parts.count) {
            let (a, b) = (left.part(place), right.part(place))
            if a != b { return a < b }
        }
        return false
    }

    private func part(_ place: Int) -> Int { place < parts.count ? parts[place] : 0 }
}
