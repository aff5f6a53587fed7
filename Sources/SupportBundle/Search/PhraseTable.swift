/// Finds any of many names at the beginnings of words, however many names there are.
///
/// A name is a row of words with what stands between them: `PC-07`, `Max Mustermann`, `corp.example`. It begins and ends where
/// a word does, so that `PC1` is not in `PC10` and not in `MyPC1`; `_` is between words. Case makes no difference, and white
/// space of any length and `+` are as good as a space.
final class PhraseTable: Sendable {
    /// What is known of the words so far, in four bytes.
    fileprivate struct Step: Sendable {
        private var packed: UInt32 = 0

        /// The number of the name that ends here, or -1.
        var number: Int {
            get { Int(packed >> 1) - 1 }
            set { packed = packed & 1 | UInt32(truncatingIfNeeded: newValue + 1) << 1 }
        }

        /// Whether there are names that go on.
        var goesOn: Bool {
            get { packed & 1 != 0 }
            set { packed = packed & ~1 | (newValue ? 1 : 0) }
        }
    }

    /// A table that is being made of names as they come, of which nothing but their numbers is held.
    struct Making {
        fileprivate var table: NumberTable<Step>
        fileprivate var (longest, isBeyond) = (0, false)
        /// A bit for each length in bytes that the first word of a name has, where it is ASCII; the last one for all from 63 on.
        fileprivate var firstLengths: UInt64 = 0
        fileprivate var wordless: [Int] = []

        /// Begins one with room for so many.
        init(room: Int) {
            table = NumberTable(room: room, filler: Step())
        }

        /// Adds a name, and tells the number of one that was there already and differs in case alone, which counts then.
        @discardableResult
        mutating func add(_ name: String, _ number: Int) -> Int? {
            let hashes = PhraseTable.hashes(of: name, &longest, &firstLengths)
            guard let last = hashes.last else {
                wordless.append(number)
                return nil
            }
            isBeyond = isBeyond || !name.utf8.allSatisfy { $0 < 128 }
            for hash in hashes.dropLast() { table.update(hash) { $0.goesOn = true } }
            var other: Int?
            table.update(last) { if $0.number < 0 { $0.number = number } else { other = $0.number } }
            return other
        }

        /// Takes over the names of another one, whose numbers are `offset` larger here.
        ///
        /// `same` is told the numbers here of two that differ in case alone, of which the first one counts then.
        mutating func take(_ other: borrowing Making, offset: Int, same: (Int, Int) -> Void) {
            other.table.forEach { hash, step in
                table.update(hash) { own in
                    if step.goesOn { own.goesOn = true }
                    guard step.number >= 0 else { return }
                    if own.number < 0 {
                        own.number = step.number + offset
                    } else {
                        same(own.number, step.number + offset)
                    }
                }
            }
            longest = Swift.max(longest, other.longest)
            isBeyond = isBeyond || other.isBeyond
            firstLengths |= other.firstLengths
            wordless += other.wordless.map { $0 + offset }
        }
    }

    private let steps: NumberTable<Step>
    private let hasBeyondASCII: Bool
    /// Words of more bytes are in no name.
    private let longestWord: Int
    /// As of ``Making``: of the words that chance makes most have another length.
    private let firstLengths: UInt64
    private let shortestFirst: Int
    /// Names without a letter or digit, which cannot be found.
    let wordless: [Int]

    init(_ made: consuming Making) {
        steps = made.table
        hasBeyondASCII = made.isBeyond
        longestWord = made.longest
        firstLengths = made.firstLengths
        shortestFirst = made.firstLengths.trailingZeroBitCount
        wordless = made.wordless
    }

    /// The table of names whose numbers are their places; of those that differ in case alone the first one counts.
    convenience init(_ names: [String]) {
        var made = Making(room: names.count)
        for (number, name) in names.enumerated() { made.add(name, number) }
        self.init(made)
    }

    var isEmpty: Bool { steps.isEmpty }

    /// A name from its first to its last letter or digit, which is what is looked for.
    static func core(of name: String) -> Substring {
        var core = Substring(name)
        while let first = core.utf8.first, !first.isWord { core.removeFirst() }
        while let last = core.utf8.last, !last.isWord { core.removeLast() }
        return core
    }

    static func words(of name: String) -> [Substring] {
        name.utf8.split { !$0.isWord }.map { Substring($0) }
    }

    /// The numbers of a name's beginnings, one for each word.
    private static func hashes(
        of name: String, _ longest: inout Int, _ firstLengths: inout UInt64
    ) -> [UInt64] {
        Array(name.utf8).withUnsafeBufferPointer { bytes in
            var hashes: [UInt64] = []
            var index = 0
            while index < bytes.count, !bytes[index].isWord { index += 1 }
            var before: UInt64?
            while index < bytes.count {
                var end = index
                while end < bytes.count, bytes[end].isWord { end += 1 }
                // Case and accents may take another number of bytes.
                longest = Swift.max(longest, (end - index) * 3)
                let word = WordHash.any(bytes, index, end)
                if before == nil { firstLengths |= 1 << UInt64(min(lowerCount(bytes, index..<end), 63)) }
                hashes.append(before.map { WordHash.mix($0, word) } ?? word)
                index = end
                guard let between = separator(bytes, &index) else { break }
                before = hashes.last.map { WordHash.mix($0, between) }
            }
            return hashes
        }
    }

    /// The longest name that begins with the word from `start` to `end`.
    ///
    /// `hash` is the word's number, where it is known already; `isWanted` is asked of each name that would do.
    @inline(__always)
    func match(
        _ bytes: Bytes, _ start: Int, _ end: Int, hash: UInt64? = nil,
        where isWanted: (Int, Range<Int>) -> Bool = { _, _ in true }
    ) -> (number: Int, end: Int)? {
        guard let hash = hash ?? word(bytes, start, end), let step = steps[hash] else { return nil }
        return follow(bytes, start, end, hash, step, isWanted)
    }

    private func follow(
        _ bytes: Bytes, _ start: Int, _ end: Int, _ first: UInt64, _ step: Step,
        _ isWanted: (Int, Range<Int>) -> Bool
    ) -> (number: Int, end: Int)? {
        var (hash, step, end) = (first, step, end)
        var best: (number: Int, end: Int)?
        while true {
            if step.number >= 0, isWanted(step.number, start..<end) { best = (step.number, end) }
            guard step.goesOn else { return best }
            var next = end
            guard let between = Self.separator(bytes, &next) else { return best }
            end = next
            while end < bytes.count, bytes[end].isWord, end - next <= longestWord { end += 1 }
            guard let word = word(bytes, next, end) else { return best }
            hash = WordHash.mix(WordHash.mix(hash, between), word)
            guard let following = steps[hash] else { return best }
            step = following
        }
    }

    /// A word's number; nil for one that is in no name.
    @inline(__always)
    private func word(_ bytes: Bytes, _ start: Int, _ end: Int) -> UInt64? {
        guard end - start <= longestWord else { return nil }
        for index in start..<end where bytes[index] > 127 {
            return hasBeyondASCII ? WordHash.any(bytes.text(start..<end)) : nil
        }
        return WordHash.ascii(bytes, start, end)
    }

    /// Asks for each name in a text, from word to word.
    ///
    /// `found` is told the number of the name and its place, and tells where to go on: at its end, or further.
    func scan(_ bytes: Bytes, _ found: (Int, Range<Int>) -> Int?) {
        guard !isEmpty, let base = bytes.baseAddress else { return }
        steps.withFilter { filter in
            let (firstLengths, shortestFirst, hasBeyondASCII) = (firstLengths, shortestFirst, hasBeyondASCII)
            var (index, block, isWithin) = (0, 0, UInt64(0))
            while block < bytes.count {
                let mask = WordMask(base + block, count: bytes.count - block)
                let words = mask.words
                var starts = words & ~(words << 1 | isWithin)
                isWithin = words >> 63
                if !hasBeyondASCII { starts &= mask.beginnings(of: shortestFirst) }
                while starts != 0 {
                    let bit = starts.trailingZeroBitCount
                    starts &= starts &- 1
                    let start = block + bit
                    let length = (~(words &>> UInt64(bit))).trailingZeroBitCount
                    var end = start + length
                    var isASCII = (mask.beyondASCII &>> UInt64(bit)).trailingZeroBitCount >= length
                    if bit + length == WordMask.count {
                        while end < bytes.count, bytes[end].isWord {
                            isASCII = isASCII && bytes[end] < 128
                            end += 1
                        }
                    }
                    var hash: UInt64?
                    if isASCII {
                        guard firstLengths >> UInt64(min(end - start, 63)) & 1 != 0 else { continue }
                        let number = WordHash.ascii(bytes, start, end)
                        guard filter.mayHold(number) else { continue }
                        hash = number
                    } else if !hasBeyondASCII {
                        continue
                    }
                    if start >= index { index = look(at: start, end, hash, in: bytes, found) }
                }
                block += WordMask.count
            }
        }
    }

    /// Asks for each name that begins with a word, and tells where to go on.
    @inline(never)
    private func look(
        at start: Int, _ end: Int, _ hash: UInt64?, in bytes: Bytes, _ found: (Int, Range<Int>) -> Int?
    ) -> Int {
        var next: Int?
        _ = match(bytes, start, end, hash: hash) { number, range in
            if next == nil { next = found(number, range) }
            return true
        }
        return Swift.max(next ?? end, end)
    }

    /// Bytes of a word in lower case; there a sign beyond ASCII may be a letter of it.
    private static func lowerCount(_ bytes: Bytes, _ word: Range<Int>) -> Int {
        word.allSatisfy { bytes[$0] < 128 } ? word.count : bytes.text(word).lowercased().utf8.count
    }

    /// The number of what stands between two words, at most eight bytes; moves on to the next word.
    @inline(__always)
    private static func separator(_ bytes: Bytes, _ index: inout Int) -> UInt64? {
        var number: UInt64 = 1
        var (count, isSpace) = (0, false)
        while index < bytes.count, !bytes[index].isWord {
            let byte = bytes[index]
            index += 1
            if byte.isSpace || byte.isLineEnd || byte == UInt8(ascii: "+") {
                if isSpace { continue }
                isSpace = true
                number = number << 8 | 32
            } else {
                isSpace = false
                number = number << 8 | UInt64(byte)
            }
            count += 1
            guard count <= 7 else { return nil }
        }
        return index < bytes.count ? number : nil
    }
}
