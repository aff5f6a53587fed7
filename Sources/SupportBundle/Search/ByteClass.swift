/// What a byte may be part of; a table of 256, since every byte of a bundle is asked.
struct ByteClass: OptionSet, Sendable {
    let rawValue: UInt16

    /// A letter or digit of ASCII, or part of a character beyond it.
    static let word = ByteClass(rawValue: 1)
    static let digit = ByteClass(rawValue: 2)
    static let hexadecimal = ByteClass(rawValue: 4)
    static let beyondASCII = ByteClass(rawValue: 8)
    static let base64 = ByteClass(rawValue: 16)
    static let base64url = ByteClass(rawValue: 32)
    static let space = ByteClass(rawValue: 64)
    static let lineEnd = ByteClass(rawValue: 128)
    /// What a chunk of text does not hold: white space, control characters, quotation marks and angle brackets.
    static let chunkEnd = ByteClass(rawValue: 256)
    /// A hyphen, a full stop or an underscore, which join words.
    static let joint = ByteClass(rawValue: 512)
    /// With what an escape begins: `%`, `&`, `\`.
    static let escape = ByteClass(rawValue: 1024)
    /// What tokens of services are made of, besides letters and digits: `-._~+/=`.
    static let token = ByteClass(rawValue: 2048)
    static let letter = ByteClass(rawValue: 4096)
    /// `@`, `:` and `=`, next to which addresses and names have a form of their own.
    static let mark = ByteClass(rawValue: 8192)

    static let table = ByteTable { of($0) }

    private static func of(_ byte: UInt8) -> ByteClass {
        var classes: ByteClass = []
        switch byte {
        case 48...57: classes = [.word, .digit, .hexadecimal, .base64, .base64url, .token]
        case 65...70, 97...102: classes = [.word, .letter, .hexadecimal, .base64, .base64url, .token]
        case 71...90, 103...122: classes = [.word, .letter, .base64, .base64url, .token]
        case 128...255: classes = [.word, .beyondASCII]
        case 10, 13: classes = [.lineEnd, .chunkEnd]
        case 9, 32: classes = [.space, .chunkEnd]
        case 0...31, 127: classes = [.chunkEnd]
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            classes = [.chunkEnd]
        case UInt8(ascii: "+"), UInt8(ascii: "/"): classes = [.base64, .token]
        case UInt8(ascii: "-"), UInt8(ascii: "_"): classes = [.base64url, .joint, .token]
        case UInt8(ascii: "."): classes = [.joint, .token]
        case UInt8(ascii: "~"): classes = [.token]
        case UInt8(ascii: "="): classes = [.token, .mark]
        case UInt8(ascii: "@"), UInt8(ascii: ":"): classes = [.mark]
        case UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "\\"): classes = [.escape]
        default: break
        }
        return classes
    }
}

/// A value for each byte, in memory that is never given back, so that asking costs no more than that.
struct ByteTable<Value: Sendable>: @unchecked Sendable {
    // Written once, before anybody else has it.
    private let base: UnsafeMutablePointer<Value>

    init(_ value: (UInt8) -> Value) {
        base = .allocate(capacity: 256)
        for byte in 0...255 { (base + byte).initialize(to: value(UInt8(byte))) }
    }

    @inline(__always)
    subscript(byte: UInt8) -> Value { base[Int(byte)] }
}

extension UInt8 {
    /// Upper-case letters of ASCII as lower-case ones.
    var lowered: UInt8 { (65...90).contains(self) ? self | 32 : self }

    /// What a hexadecimal digit counts; nil for any other byte.
    var digitValue: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }

    var isWord: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self) || self > 127
    }
    var isSpace: Bool { self == 32 || self == 9 }
    var isLineEnd: Bool { self == 10 || self == 13 }
    var isQuote: Bool { self == 34 || self == 39 }
}

typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// The byte at an index, or 0 outside.
    func at(_ index: Int) -> UInt8 { indices.contains(index) ? self[index] : 0 }

    /// Whether `text`, in lower case, stands at an index, in any case.
    func has(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
        return text.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count where self[index + offset].lowered != wanted[offset] {
                return false
            }
            return true
        }
    }

    func has(_ text: [UInt8], at index: Int, isExact: Bool = false) -> Bool {
        guard index >= 0, index + text.count <= count else { return false }
        for offset in text.indices {
            let byte = self[index + offset]
            guard byte == text[offset] || (!isExact && byte.lowered == text[offset].lowered) else {
                return false
            }
        }
        return true
    }

    /// The line ends of a part: what takes its place has as many, so that lines keep their numbers.
    func lineEnds(in range: Range<Int>) -> [UInt8] {
        self[range].contains(10) ? self[range].filter(\.isLineEnd) : []
    }

    func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

    /// The first index from `index` at which a line ends, or the end, or `limit` bytes further.
    func lineEnd(from index: Int, limit: Int = .max) -> Int {
        var end = index
        let count = limit > self.count - index ? self.count : index + limit
        while end < count, self[end] != 10, self[end] != 13 { end += 1 }
        return end
    }

    func skippingSpaces(from index: Int) -> Int {
        var next = index
        while next < count, self[next].isSpace { next += 1 }
        return next
    }
}
