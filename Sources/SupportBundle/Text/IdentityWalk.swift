import Model

/// One way through a text, from its beginning to its end; no byte is looked at more than a few times.
struct IdentityWalk {
    let scanner: IdentityScanner
    let bytes: Bytes
    let isMessage: Bool
    /// How many escapes this text was decoded from.
    let depth: Int
    /// Whether backslashes escape, as in JSON.
    let isJSON: Bool
    private var output: [UInt8] = []
    /// Up to where the text has been taken over: the end of what was replaced last.
    private(set) var copied = 0
    /// Whether the place is within quotation marks; asked in messages.
    var isQuoted = false
    /// Up to where what is joined by hyphens and full stops is known to be no address or host.
    var plainUntil = 0
    /// What is joined by them at the place, or was before it.
    var run = Run()
    /// What the tokens of texts were that have been met.
    private(set) var cache: TokenCache

    init(scanner: IdentityScanner, bytes: Bytes, isMessage: Bool, depth: Int, cache: TokenCache) {
        self.scanner = scanner
        self.cache = cache
        self.bytes = bytes
        self.isMessage = isMessage
        self.depth = depth
        isJSON = depth == 0 && Self.looksLikeJSON(bytes)
    }

    /// nil where nothing was replaced.
    var result: [UInt8]? {
        guard copied > 0 else { return nil }
        var text = output
        text.append(contentsOf: bytes[copied...])
        return text
    }

    private static func looksLikeJSON(_ bytes: Bytes) -> Bool {
        guard let first = bytes.firstIndex(where: { !$0.isSpace && !$0.isLineEnd }),
            bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[")
        else { return false }
        guard let second = bytes[(first + 1)...].firstIndex(where: { !$0.isSpace && !$0.isLineEnd }) else {
            return false
        }
        return "\"{[]}".utf8.contains(bytes[second])
    }

    /// Replaces a text by another one with as many line ends.
    mutating func replace(_ range: Range<Int>, with text: [UInt8]) {
        if bytes[range].elementsEqual(text) { return }
        let lineEnds = bytes.lineEnds(in: range)
        replaceWhole(range, with: lineEnds.isEmpty ? text : text + lineEnds)
    }

    mutating func replaceWhole(_ range: Range<Int>, with text: [UInt8]) {
        if output.isEmpty { output.reserveCapacity(bytes.count + bytes.count / 8) }
        output.append(contentsOf: bytes[copied..<range.lowerBound])
        output.append(contentsOf: text)
        copied = range.upperBound
    }

    /// Replaces a text by its token, which is made once for each text.
    mutating func replace(_ range: Range<Int>, _ salt: UInt64, _ token: (String) -> String) {
        var key = WordHash.mix(salt, UInt64(truncatingIfNeeded: range.count))
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            key = WordHash.mix(
                key, UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        while index < range.upperBound {
            key = WordHash.mix(key, UInt64(bytes[index]))
            index += 1
        }
        replace(range, with: cache.token(of: key) { Array(token(bytes.text(range)).utf8) })
    }

    mutating func walk() {
        let table = ByteClass.table
        var index = 0
        while index < bytes.count {
            if table[bytes[index]].contains(.chunkEnd) {
                if bytes[index] == 34 { isQuoted.toggle() }
                index += 1
            } else {
                index = chunk(from: index, table)
            }
        }
    }

    /// Handles what stands without a space or quotation mark within it, and says where to go on.
    private mutating func chunk(from start: Int, _ table: ByteTable<ByteClass>) -> Int {
        var end = start
        var classes: UInt16 = 0
        while end < bytes.count {
            let byte = table[bytes[end]].rawValue
            if byte & ByteClass.chunkEnd.rawValue != 0 { break }
            classes |= byte
            end += 1
        }
        let all = ByteClass(rawValue: classes)
        if all.contains(.escape), let next = escaped(start, end) { return next }
        let hasForms = !all.isDisjoint(with: [.joint, .mark])
        var index = start
        while index < end {
            if table[bytes[index]].contains(.word) {
                index = word(index, end, hasForms, table)
            } else if bytes[index] == UInt8(ascii: ":"), hasForms, let next = address(index, end) {
                index = next
            } else if bytes[index] == UInt8(ascii: "["), bytes.has("[removed: ", at: index) {
                // A mark in place of a secret.
                let limit = min(bytes.count, index + 100)
                return bytes[index..<limit].firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? limit
            } else {
                index += 1
            }
        }
        return index
    }

    /// Handles one word and what belongs to it.
    private mutating func word(
        _ start: Int, _ chunkEnd: Int, _ hasForms: Bool, _ table: ByteTable<ByteClass>
    ) -> Int {
        var end = start
        var classes: UInt16 = 0
        while end < chunkEnd {
            let byte = table[bytes[end]].rawValue
            if byte & ByteClass.word.rawValue == 0 { break }
            classes |= byte
            end += 1
        }
        let isASCII = classes & ByteClass.beyondASCII.rawValue == 0
        let hash = isASCII ? WordHash.ascii(bytes, start, end) : WordHash.any(bytes.text(start..<end))
        if !isMessage, depth == 0 || start == 0, let next = label(start, end, hash) { return next }
        if end - start == 3, hasForms, let next = registryData(start) { return next }
        if hasForms, start >= plainUntil, let next = form(start, end, chunkEnd) { return next }
        if let (number, next) = match(start, end, hash), !cutsAddress(next) {
            replace(start..<next, with: scanner.tokens[number])
            return next
        }
        guard end < chunkEnd, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "_") else {
            if !stays(start, end, hash) || isAccount(start, end) { replaceUnknown(start..<end) }
            return end
        }
        // An address may stand behind it.
        return unit(start, end, plainUntil > end ? min(chunkEnd, plainUntil) : chunkEnd, hash)
    }

    func match(_ start: Int, _ end: Int, _ hash: UInt64) -> (Int, Int)? {
        scanner.known.match(bytes, start, end, hash: hash) { number, place in
            let needsCapital =
                isMessage
                ? scanner.needsCapitalInMessages[number] && !isQuoted : scanner.needsCapitalAnywhere[number]
            return !needsCapital || bytes[place].contains { (65...90).contains($0) || $0 > 127 }
        }
    }

    /// Words joined by hyphens or underscores: where one of them is not harmless, all of them become one token.
    private mutating func unit(_ start: Int, _ firstEnd: Int, _ chunkEnd: Int, _ firstHash: UInt64) -> Int {
        var (from, end, index) = (start, firstEnd, firstEnd)
        var isHarmless = stays(start, firstEnd, firstHash)
        var before = (range: start..<firstEnd, hash: firstHash)
        while index < chunkEnd {
            while index < chunkEnd, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "_") {
                index += 1
            }
            let word = index
            while index < chunkEnd, bytes[index].isWord { index += 1 }
            guard index > word else { break }
            let hash = WordHash.any(bytes, word, index)
            if let (number, next) = match(word, index, hash), !cutsAddress(next) {
                if !isHarmless { replaceUnknown(from..<end) }
                replace(word..<next, with: scanner.tokens[number])
                (from, end, index, isHarmless) = (next, next, next, true)
                if next >= chunkEnd || bytes[next] != UInt8(ascii: "-") && bytes[next] != UInt8(ascii: "_") {
                    return next
                }
                // What follows a name begins anew.
                return next
            }
            if !stays(word, index, hash) || isNumber(word, index, of: before) { isHarmless = false }
            (end, before) = (index, (word..<index, hash))
            guard index < chunkEnd, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "_")
            else { break }
        }
        if !isHarmless || isAccount(from, end) { replaceUnknown(from..<end) }
        return end
    }

    /// Whether a word may stay.
    func stays(_ start: Int, _ end: Int, _ hash: UInt64) -> Bool {
        if scanner.harmless.contains(bytes, start, end, hash, isMessage: isMessage) { return true }
        // Numbers of the registry, and moments.
        guard !isMessage, end - start <= 16, start >= 6,
            (start..<end).allSatisfy({ bytes[$0].digitValue != nil })
        else {
            return false
        }
        return end - start == 8 && bytes.has("dword:", at: start - 6)
            || start >= 14 && bytes.has("reg_binary    ", at: start - 14)
    }

    mutating func replaceUnknown(_ range: Range<Int>) {
        // Twelve digits may be a network card's; but they are a known one, or more likely any number, and then a word.
        if (16...64).contains(range.count), range.allSatisfy({ bytes[$0].digitValue != nil }) {
            replace(range, 1) { [pseudonyms = scanner.pseudonyms] text in
                text.utf8.count == 32 ? Self.identifier(text, pseudonyms) : pseudonyms.identifier(text)
            }
            return
        }
        replace(range, 2) { [pseudonyms = scanner.pseudonyms] in pseudonyms.unknownWord($0) }
    }

    /// A GUID without hyphens has the token that it has with them.
    private static func identifier(_ text: String, _ pseudonyms: Pseudonyms) -> String {
        let digits = Array(text)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return pseudonyms.guid(groups.joined(separator: "-")).filter { $0 != "-" }
    }
}
