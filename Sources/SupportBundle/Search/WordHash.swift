/// Numbers in place of words, so that no word has to become a string.
///
/// Upper and lower case are one, in ASCII by their bits and beyond it by Unicode's rules; so are a letter with its accent and the
/// same letter with the accent behind it. Two words have the same number once in 2^64.
enum WordHash {
    /// The number of a word of ASCII letters and digits.
    @inline(__always)
    static func ascii(_ bytes: Bytes, _ start: Int, _ end: Int) -> UInt64 {
        guard let base = bytes.baseAddress else { return 0 }
        var hash: UInt64 = 0x243f_6a88_85a3_08d3 ^ UInt64(truncatingIfNeeded: end - start)
        var index = start
        while index + 8 <= end {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) | 0x2020_2020_2020_2020
            hash = mix(hash, word)
            index += 8
        }
        var tail: UInt64 = 0
        if end - start >= 8, index < end {
            // Eight bytes that end where the word ends: some of them a second time.
            tail = UnsafeRawPointer(base + end - 8).loadUnaligned(as: UInt64.self)
        } else {
            while index < end {
                tail = tail << 8 | UInt64(base[index])
                index += 1
            }
        }
        return mix(hash, tail | 0x2020_2020_2020_2020)
    }

    /// The number of a word that may have letters beyond ASCII.
    @inline(__always)
    static func any(_ bytes: Bytes, _ start: Int, _ end: Int) -> UInt64 {
        for index in start..<end where bytes[index] > 127 { return any(bytes.text(start..<end)) }
        return ascii(bytes, start, end)
    }

    @inline(__always)
    static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return (high ^ low) &+ 0x1319_8a2e_0370_7344
    }

    /// The number of any word; slow, for tables that are made once and for words beyond ASCII.
    static func any(_ text: String) -> UInt64 {
        let lower = text.lowercased()
        if lower.utf8.allSatisfy({ $0 < 128 }) {
            return Array(lower.utf8).withUnsafeBufferPointer { ascii($0, 0, $0.count) }
        }
        var hash: UInt64 = 0x6a09_e667_f3bc_c908
        for scalar in composed(lower) { hash = mix(hash, UInt64(scalar)) }
        return hash
    }

    /// The scalars, a vowel and a mark behind it as the one letter that they make.
    private static func composed(_ text: String) -> [UInt32] {
        var scalars: [UInt32] = []
        for character in text {
            let all = character.unicodeScalars
            guard all.count == 2, let first = all.first, first.value < 128,
                let whole = compositions[character]
            else {
                scalars.append(contentsOf: all.map(\.value))
                continue
            }
            scalars.append(whole)
        }
        return scalars
    }

    /// The letters of Latin-1 and Latin Extended-A; a character equals the same one written with a mark behind its letter.
    private static let compositions: [Character: UInt32] = Dictionary(
        (0xc0...0x17f).compactMap { value in Unicode.Scalar(value).map { (Character($0), UInt32(value)) } },
        uniquingKeysWith: { first, _ in first })
}
