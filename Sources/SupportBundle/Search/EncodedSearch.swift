import Glibc
import Model

/// Looks for secrets and names in bytes, in all encodings that could hide them, one within another.
///
/// What is encoded is decoded and searched: the work does not depend on how many secrets and names there are, and capital and
/// small letters are one in every encoding.
final class EncodedSearch: Sendable {
    enum Needle: Equatable {
        case secret(Int)
        case name(Int)
    }

    struct Sighting: Equatable {
        var needle: Needle
        /// How it is encoded, such as `base64`.
        var encoding: String
        /// Where in the bytes that were searched.
        var place: Range<Int>
    }

    struct Encodings: OptionSet {
        let rawValue: Int
        static let escapes = Encodings(rawValue: 1)
        static let base64 = Encodings(rawValue: 2)
        static let hexadecimal = Encodings(rawValue: 4)
        static let wide = Encodings(rawValue: 8)
        static let codePage = Encodings(rawValue: 16)
        static let all: Encodings = [.escapes, .base64, .hexadecimal, .wide, .codePage]
    }

    let secrets: LiteralTable
    let names: PhraseTable
    let entities: [String: Unicode.Scalar]
    /// How far around an escape is looked at.
    let reach: Int
    /// Bytes that what is looked for has at least.
    let shortest: Int
    /// For each name, whether bytes that mean something else altogether may well have it within.
    let isShort: [Bool]

    /// Whether nothing that is looked for has a character that ASCII, read as UTF-16 of the wrong order, becomes.
    let skipsForeign: Bool

    init(secrets: [[UInt8]], names: consuming SoughtNames, knowledge: RedactionKnowledge) {
        self.secrets = LiteralTable(secrets, brokenUp: true)
        entities = knowledge.entities
        isShort = names.isShort
        let counts = secrets.map(\.count).filter { $0 > 2 }
        shortest = (counts + (names.shortest.map { [$0] } ?? [])).min() ?? 3
        skipsForeign = !secrets.contains { $0.contains { $0 > 127 } } && !names.mayBeForeign
        // Between two escapes, and before and behind them, a text is as long as it is.
        let longest = max(secrets.map(\.count).max() ?? 0, names.longest)
        reach = min(max(longest + 16, 64), 1 << 16)
        self.names = PhraseTable(names.table)
    }

    convenience init(secrets: [[UInt8]], names: [String], knowledge: RedactionKnowledge) {
        var sought = SoughtNames(room: names.count)
        for name in names { sought.add(name) }
        self.init(secrets: secrets, names: sought, knowledge: knowledge)
    }

    var isEmpty: Bool { secrets.isEmpty && names.isEmpty }

    /// Asks for each sighting until `found` says false; the same one may come up in several encodings.
    func search(_ bytes: Bytes, in encodings: Encodings = .all, _ found: (Sighting) -> Bool) {
        guard !isEmpty else { return }
        withoutActuallyEscaping(found) { found in
            let walk = Walk(search: self, encodings: encodings, found: found)
            _ = walk.look(
                at: View(bytes: bytes, encoding: EncodingTrail(), depth: 0, origin: { $0 }, isTouched: nil))
        }
    }

    /// Bytes as they read at some depth.
    struct View {
        var bytes: Bytes
        var encoding: EncodingTrail
        var depth: Int
        /// The place in the bytes that were given.
        var origin: (Range<Int>) -> Range<Int>
        /// Whether something in a part was decoded to get here; nil where there is nothing else.
        var isTouched: ((Range<Int>) -> Bool)?
        /// Whether a short name in a part is more than chance; nil where it always is.
        var isMeant: ((Range<Int>) -> Bool)?
    }

    final class Walk {
        let search: EncodedSearch
        let encodings: Encodings
        let found: (Sighting) -> Bool
        /// For each depth, since one is looked at while the next one is filled.
        var batches: [DecodedBatch] = []
        /// The same for what reads as UTF-16, in either order.
        var wideTexts: [(little: WideText, big: WideText)] = []
        /// How many encodings may lie within each other, UTF-16 apart.
        static var deepest: Int { 2 }

        init(search: EncodedSearch, encodings: Encodings, found: @escaping (Sighting) -> Bool) {
            self.search = search
            self.encodings = encodings
            self.found = found
        }

        /// A row for readings of what is at a depth.
        func batch(at depth: Int) -> DecodedBatch {
            while batches.count <= depth { batches.append(DecodedBatch()) }
            return batches[depth]
        }

        func wideTexts(at depth: Int) -> (little: WideText, big: WideText) {
            while wideTexts.count <= depth { wideTexts.append((WideText(), WideText())) }
            return wideTexts[depth]
        }
    }
}
