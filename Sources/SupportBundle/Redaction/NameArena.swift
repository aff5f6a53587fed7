/// The names of a bundle and their tokens as bytes, one behind the other: a million of them take up little more than their text.
struct NameArena {
    /// A name with its token, as bytes within the arena.
    struct Entry {
        var kind: IdentityKind
        /// Within which a name has one token.
        var space: IdentityKind
        /// Whether no other name may have the token.
        var isUnique: Bool
        /// As it was met first.
        var original: Bytes
        /// The token without its kind and the hyphen behind it, where it begins with them.
        fileprivate var rest: Bytes
        fileprivate var isPrefixed: Bool

        var token: String {
            let text = String(decoding: rest, as: UTF8.self)
            return isPrefixed ? "\(kind.rawValue)-\(text)" : text
        }

        func hasToken(_ token: String) -> Bool {
            guard isPrefixed else { return token.utf8.elementsEqual(rest) }
            let prefix = kind.rawValue.utf8
            return token.utf8.count == prefix.count + 1 + rest.count && token.utf8.starts(with: prefix)
                && token.utf8.dropFirst(prefix.count + 1).elementsEqual(rest)
        }

        var known: Pseudonyms.Known {
            Pseudonyms.Known(
                kind: kind, original: String(decoding: original, as: UTF8.self), token: token)
        }
    }

    /// Bytes of a block; an entry that is longer has a block of its own.
    private static let block = 1 << 18
    /// Where an entry may begin.
    private static let unit = 4
    private static let kinds = IdentityKind.allCases
    private static let numbers = Dictionary(
        uniqueKeysWithValues: kinds.enumerated().map { ($1, UInt8(truncatingIfNeeded: $0)) })

    /// None of them is moved when there are more.
    private var blocks: [[UInt8]] = []

    /// Takes up a name, and tells its place.
    mutating func add(_ known: Pseudonyms.Known, in space: IdentityKind, isUnique: Bool) -> UInt32 {
        let prefix = "\(known.kind.rawValue)-"
        let isPrefixed = known.token.hasPrefix(prefix)
        let rest = known.token.utf8.dropFirst(isPrefixed ? prefix.utf8.count : 0)
        let size = known.original.utf8.count + rest.count + 16
        if blocks.last.map({ $0.count + size > Self.block }) ?? true {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(max(Self.block, size))
        }
        let last = blocks.count - 1
        let place = UInt32(
            truncatingIfNeeded: last * (Self.block / Self.unit) + blocks[last].count / Self.unit)
        blocks[last].append(Self.numbers[known.kind] ?? 0)
        blocks[last].append(Self.numbers[space] ?? 0)
        blocks[last].append((isUnique ? 1 : 0) | (isPrefixed ? 2 : 0))
        Self.append(known.original.utf8.count, to: &blocks[last])
        Self.append(rest.count, to: &blocks[last])
        blocks[last].append(contentsOf: known.original.utf8)
        blocks[last].append(contentsOf: rest)
        while blocks[last].count % Self.unit != 0 { blocks[last].append(0) }
        return place
    }

    /// What is at a place.
    func with<T>(_ place: UInt32, _ body: (Entry) -> T) -> T {
        let perBlock = Self.block / Self.unit
        return blocks[Int(place) / perBlock].withUnsafeBufferPointer { bytes in
            body(Self.entry(bytes, Int(place) % perBlock * Self.unit).entry)
        }
    }

    var blockCount: Int { blocks.count }

    /// Gives all of them with their places, in the order in which they came.
    func forEach(_ body: (UInt32, Entry) -> Void) {
        forEach(inBlocks: blocks.indices, body)
    }

    /// Gives those of some of the blocks.
    func forEach(inBlocks range: Range<Int>, _ body: (UInt32, Entry) -> Void) {
        for number in range {
            blocks[number].withUnsafeBufferPointer { bytes in
                var start = 0
                while start < bytes.count {
                    let (entry, end) = Self.entry(bytes, start)
                    let place = number * (Self.block / Self.unit) + start / Self.unit
                    body(UInt32(truncatingIfNeeded: place), entry)
                    start = (end + Self.unit - 1) / Self.unit * Self.unit
                }
            }
        }
    }

    private static func entry(_ bytes: Bytes, _ start: Int) -> (entry: Entry, end: Int) {
        var index = start + 3
        let count = number(bytes, &index)
        let restCount = number(bytes, &index)
        let middle = index + count
        let flags = bytes[start + 2]
        let entry = Entry(
            kind: kinds[Int(bytes[start])], space: kinds[Int(bytes[start + 1])], isUnique: flags & 1 != 0,
            original: Bytes(rebasing: bytes[index..<middle]),
            rest: Bytes(rebasing: bytes[middle..<(middle + restCount)]),
            isPrefixed: flags & 2 != 0)
        return (entry, middle + restCount)
    }

    /// A number in seven bits a byte, the last byte without the eighth.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = number
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private static func number(_ bytes: Bytes, _ index: inout Int) -> Int {
        var (number, shift) = (0, 0)
        while bytes[index] > 127 {
            number |= Int(bytes[index] & 127) << shift
            shift += 7
            index += 1
        }
        number |= Int(bytes[index]) << shift
        index += 1
        return number
    }
}
