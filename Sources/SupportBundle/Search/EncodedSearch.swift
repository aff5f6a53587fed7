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

    fileprivate let secrets: LiteralTable
    fileprivate let names: PhraseTable
    fileprivate let entities: [String: Unicode.Scalar]
    /// How far around an escape is looked at.
    fileprivate let reach: Int
    /// Bytes that what is looked for has at least.
    fileprivate let shortest: Int
    /// For each name, whether bytes that mean something else altogether may well have it within.
    fileprivate let isShort: [Bool]

    /// Of ten thousand random ids of twenty bytes one has a given name of three letters in it, and none has one of six.
    private static let longEnough = 6
    /// Whether nothing that is looked for has a character that ASCII, read as UTF-16 of the wrong order, becomes.
    fileprivate let skipsForeign: Bool

    init(secrets: [[UInt8]], names: [String], knowledge: RedactionKnowledge) {
        self.secrets = LiteralTable(secrets, brokenUp: true)
        self.names = PhraseTable(names)
        entities = knowledge.entities
        let longest = max(secrets.map(\.count).max() ?? 0, names.map(\.utf8.count).max() ?? 0)
        isShort = names.map { PhraseTable.core(of: $0).utf8.count < Self.longEnough }
        let counts = secrets.map(\.count) + names.map { PhraseTable.core(of: $0).utf8.count }
        shortest = counts.filter { $0 > 2 }.min() ?? 3
        skipsForeign =
            !secrets.contains { $0.contains { $0 > 127 } } && !names.contains(where: WideText.mayBeForeign)
        // Between two escapes, and before and behind them, a text is as long as it is.
        reach = min(max(longest + 16, 64), 1 << 16)
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
    fileprivate struct View {
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

    fileprivate final class Walk {
        let search: EncodedSearch
        let encodings: Encodings
        let found: (Sighting) -> Bool
        /// For each depth, since one is looked at while the next one is filled.
        fileprivate var batches: [DecodedBatch] = []
        /// The same for what reads as UTF-16, in either order.
        fileprivate var wideTexts: [(little: WideText, big: WideText)] = []
        /// How many encodings may lie within each other, UTF-16 apart.
        static var deepest: Int { 2 }

        init(search: EncodedSearch, encodings: Encodings, found: @escaping (Sighting) -> Bool) {
            self.search = search
            self.encodings = encodings
            self.found = found
        }

        /// A row for readings of what is at a depth.
        fileprivate func batch(at depth: Int) -> DecodedBatch {
            while batches.count <= depth { batches.append(DecodedBatch()) }
            return batches[depth]
        }

        fileprivate func wideTexts(at depth: Int) -> (little: WideText, big: WideText) {
            while wideTexts.count <= depth { wideTexts.append((WideText(), WideText())) }
            return wideTexts[depth]
        }
    }
}

extension EncodedSearch.Walk {
    /// False once nothing more is wanted.
    ///
    /// `isRead` tells whether what stands there plainly has been looked for.
    fileprivate func look(at view: EncodedSearch.View, isRead: Bool = false) -> Bool {
        guard isRead || plain(view) else { return false }
        if encodings.contains(.wide), view.encoding.last != .wide, WideText.isPossible(view.bytes),
            !wide(view)
        {
            return false
        }
        // What escapes stand for may be bytes of a code page as well.
        if encodings.contains(.codePage), view.depth == 0 || view.isTouched != nil,
            view.encoding.last != .wide, !codePage(view)
        {
            return false
        }
        guard view.depth < Self.deepest else { return true }
        if encodings.contains(.escapes) {
            for notation in EscapedText.Notation.allCases where !escapes(view, notation) { return false }
        }
        if encodings.contains(.base64), !base64(view) { return false }
        if encodings.contains(.hexadecimal), !hexadecimal(view) { return false }
        return true
    }

    private func plain(_ view: EncodedSearch.View) -> Bool {
        var goesOn = true
        func tell(_ needle: EncodedSearch.Needle, _ range: Range<Int>) -> Int? {
            var encoding = view.encoding.words
            if case .secret(let number) = needle, search.secrets.count(of: number) != range.count {
                encoding = view.encoding.last == nil ? "broken up" : encoding + ", broken up"
            }
            goesOn = found(.init(needle: needle, encoding: encoding, place: view.origin(range)))
            return goesOn ? range.upperBound : view.bytes.count
        }
        search.secrets.scan(view.bytes) { tell(.secret($0), $1) }
        guard goesOn else { return false }
        search.names.scan(view.bytes) { name, range in
            if let isMeant = view.isMeant, search.isShort[name], !isMeant(range) { return range.upperBound }
            return tell(.name(name), range)
        }
        return goesOn
    }

    /// UTF-16 of either order, from an even and from an odd place on.
    private func wide(_ view: EncodedSearch.View) -> Bool {
        let (little, big) = wideTexts(at: view.depth)
        for start in 0...1 {
            little.read(view.bytes, from: start, isLittleEndian: true, skipsForeign: search.skipsForeign)
            guard wide(little.bytes, little, view) else { return false }
            big.read(view.bytes, from: 1 - start, isLittleEndian: false, skipsForeign: search.skipsForeign)
            guard wide(big.part(unlike: little, reach: search.reach), big, view) else { return false }
        }
        return true
    }

    private func wide(_ bytes: Bytes, _ text: WideText, _ view: EncodedSearch.View) -> Bool {
        // Nothing that is looked for is as short.
        if bytes.count < 3, bytes.allSatisfy({ $0 < 128 }) { return true }
        return look(
            at: .init(
                bytes: bytes, encoding: view.encoding.with(.wide), depth: view.depth,
                origin: { view.origin(text.origin($0)) }, isTouched: view.isTouched.map { _ in { _ in true } }
            ))
    }

    /// What is not UTF-8 may be of a code page of Windows.
    private func codePage(_ view: EncodedSearch.View) -> Bool {
        guard view.bytes.contains(where: { $0 > 127 }), !view.bytes.contains(0),
            String(validating: view.bytes, as: UTF8.self) == nil
        else { return true }
        var (text, origins) = ([UInt8](), [Int32]())
        for (index, byte) in view.bytes.enumerated() {
            for unit in byte < 128 ? [byte] : [0xc0 | byte >> 6, 0x80 | byte & 0x3f] {
                text.append(unit)
                origins.append(Int32(truncatingIfNeeded: index))
            }
        }
        origins.append(Int32(truncatingIfNeeded: view.bytes.count))
        return text.withUnsafeBufferPointer { bytes in
            plain(
                .init(
                    bytes: bytes, encoding: view.encoding.with(.codePage), depth: view.depth,
                    origin: { view.origin(Int(origins[$0.lowerBound])..<Int(origins[$0.upperBound])) },
                    isTouched: nil))
        }
    }

    private func escapes(_ view: EncodedSearch.View, _ notation: EscapedText.Notation) -> Bool {
        let bytes = view.bytes
        var index = 0
        while let first = escape(bytes, from: index, notation) {
            // The neighbourhood of this escape, and of all others that are near.
            var start = max(index, first.start - search.reach)
            while start > index, first.start - start < search.reach * 2, bytes[start - 1].isWord {
                start -= 1
            }
            var end = first.end
            while end - start < 1 << 20,
                let next = escape(bytes, from: end, notation, upTo: end + search.reach)
            {
                end = next.end
            }
            let last = end
            end = min(bytes.count, end + search.reach)
            while end < bytes.count, end - last < search.reach * 2, bytes[end].isWord { end += 1 }
            let text = EscapedText(bytes, start..<end, notation, search.entities)
            let goesOn = text.bytes.withUnsafeBufferPointer { decoded in
                look(
                    at: .init(
                        bytes: decoded, encoding: view.encoding.with(notation.step), depth: view.depth + 1,
                        origin: { view.origin(text.origin($0)) },
                        isTouched: { text.origin($0).count != $0.count }))
            }
            guard goesOn else { return false }
            index = last
        }
        return true
    }

    private func escape(
        _ bytes: Bytes, from start: Int, _ notation: EscapedText.Notation, upTo limit: Int = .max
    ) -> (start: Int, end: Int)? {
        guard let base = bytes.baseAddress else { return nil }
        let mark = Int32(notation.mark)
        var index = start
        let limit = min(limit, bytes.count)
        while index < limit, let place = memchr(base + index, mark, limit - index) {
            index = base.distance(to: place.assumingMemoryBound(to: UInt8.self))
            if let (_, end) = EscapedText.escape(bytes, index, bytes.count, notation, search.entities) {
                return (index, end)
            }
            index += 1
        }
        return nil
    }

    private func base64(_ view: EncodedSearch.View) -> Bool {
        var runs = Base64Runs(view.bytes, wanted: search.shortest)
        let batch = batch(at: view.depth)
        while let run = runs.next() {
            // What was there before anything was decoded has been looked at.
            if let isTouched = view.isTouched, !isTouched(run) { continue }
            let phases = runs.phases(of: run)
            for phase in 0..<4 where phases >> UInt8(phase) & 1 != 0 {
                batch.add(run, dropping: phase, atMost: run.count) {
                    Base64Runs.decode(view.bytes, run, dropping: phase, into: $0)
                }
            }
            if batch.isFull, !look(at: batch, .base64, view) { return false }
        }
        return look(at: batch, .base64, view)
    }

    private func hexadecimal(_ view: EncodedSearch.View) -> Bool {
        var runs = HexadecimalRuns(view.bytes, wanted: search.shortest)
        let batch = batch(at: view.depth)
        while let (run, isRow) = runs.next() {
            if let isTouched = view.isTouched, !isTouched(run) { continue }
            if isRow {
                for first in 0...1 {
                    batch.add(run, dropping: first, atMost: run.count) {
                        HexadecimalRuns.decodeRow(
                            view.bytes, (run.lowerBound + first)..<run.upperBound, into: $0)
                    }
                }
            } else {
                batch.add(run, dropping: EncodedSearch.Digits.pairs, atMost: run.count) {
                    runs.pairs(from: run.lowerBound, into: $0)?.count ?? 0
                }
            }
            if batch.isFull, !look(at: batch, .hexadecimal, view) { return false }
        }
        return look(at: batch, .hexadecimal, view)
    }

    /// Looks at bytes that were written as text, all at once, and at each that reads as text for what is encoded in it.
    private func look(
        at batch: DecodedBatch, _ form: EncodedSearch.Digits, _ view: EncodedSearch.View
    ) -> Bool {
        defer { batch.removeAll() }
        guard !batch.readings.isEmpty else { return true }
        let bytes = batch.bytes
        var inner = EncodedSearch.View(
            bytes: bytes, encoding: view.encoding.with(form == .base64 ? .base64 : .hexadecimal),
            depth: view.depth + 1,
            origin: { range in
                guard let reading = batch.reading(at: range.lowerBound) else { return view.origin(0..<0) }
                let from = range.lowerBound - reading.place.lowerBound
                return view.origin(form.place(of: from..<(from + range.count), in: reading, view.bytes))
            }, isTouched: nil,
            isMeant: { place in
                guard let reading = batch.reading(at: place.lowerBound) else { return true }
                return reading.isPlainText(in: bytes)
                    || reading.place == place && !view.bytes.isJoined(reading.run)
            })
        guard plain(inner) else { return false }
        inner.isMeant = nil
        for reading in batch.readings where reading.isText {
            inner.bytes = Bytes(rebasing: bytes[reading.place])
            inner.origin = { view.origin(form.place(of: $0, in: reading, view.bytes)) }
            guard look(at: inner, isRead: true) else { return false }
        }
        return true
    }
}
