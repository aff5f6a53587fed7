/// What in a text may be base64 or base64url, line ends within it or not.
struct Base64Runs {
    /// From this length on all four beginnings are tried, since a text may have been cut anywhere.
    private static let long = 16
    /// Text that is broken is so after so many characters at the earliest.
    private static let line = 40

    let bytes: Bytes
    /// A run of fewer characters is not looked at.
    private let shortest: Int
    private var index = 0

    /// `wanted` is how many bytes a reading has to have.
    init(_ bytes: Bytes, wanted: Int = 3) {
        self.bytes = bytes
        shortest = Self.least(wanted)
    }

    /// How many characters a reading of so many bytes has at least.
    static func least(_ wanted: Int) -> Int { max(4, (wanted * 4 + 2) / 3) }

    /// The next run, `=` at its end not counted.
    mutating func next() -> Range<Int>? {
        let values = Self.values
        // Before so many characters no run goes on in the next line.
        let least = min(shortest, Self.line)
        while bytes.count - index >= least {
            // Where one of so many in a row is of neither alphabet, no run begins before it.
            var last = index + least - 1
            while last >= index, values[bytes[last]] < 64 { last -= 1 }
            guard last < index else {
                index = last + 1
                continue
            }
            let start = index
            index += least
            while index < bytes.count {
                if values[bytes[index]] < 64 {
                    index += 1
                } else if index - start >= Self.line, let next = continuation(), next < bytes.count,
                    values[bytes[next]] < 64
                {
                    index = next
                } else {
                    break
                }
            }
            if index - start >= shortest { return start..<index }
        }
        return nil
    }

    /// Where a run goes on in the next line.
    private func continuation() -> Int? {
        var next = index
        if bytes.at(next) == 13 { next += 1 }
        if bytes.at(next) == 13 { next += 1 }
        if bytes.at(next) == 10 {
            next += 1
        } else if bytes.at(next) == UInt8(ascii: "\\"), bytes.at(next + 1) == UInt8(ascii: "n") {
            next += 2
        } else {
            return nil
        }
        let limit = next + 80
        while next < bytes.count, next < limit, bytes[next].isSpace || bytes[next] == UInt8(ascii: ">") {
            next += 1
        }
        return next
    }

    /// The characters, of four, at which base64 may begin, as bits.
    func phases(of run: Range<Int>) -> UInt8 {
        let isEscaped = run.lowerBound > 0 && [0x25, 0x5c].contains(bytes[run.lowerBound - 1])
        if run.count >= Self.long || isEscaped { return 15 }
        var phases: UInt8 = 1
        for place in run where !bytes[place].isWord { phases |= 1 << UInt8((place + 1 - run.lowerBound) & 3) }
        return phases
    }

    /// Writes what a run reads as in either alphabet, and counts it; what is of neither is skipped.
    @inline(__always)
    static func decode(
        _ bytes: Bytes, _ run: Range<Int>, dropping: Int, into out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let values = values
        var (word, bits, dropped, count) = (UInt32(0), UInt32(0), dropping, 0)
        for index in run {
            let value = values[bytes[index]]
            guard value < 64 else { continue }
            if dropped > 0 {
                dropped -= 1
                continue
            }
            word = word << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out[count] = UInt8(truncatingIfNeeded: word >> bits)
                count += 1
            }
        }
        return count
    }

    /// Calls with what a run reads as, from each character at which base64 may begin, until that says false.
    func forEachReading(of run: Range<Int>, _ body: ([UInt8]) -> Bool) {
        let phases = phases(of: run)
        for phase in 0..<4 where phases >> UInt8(phase) & 1 != 0 {
            let read = [UInt8](unsafeUninitializedCapacity: run.count) { out, count in
                guard let base = out.baseAddress else { return }
                count = Self.decode(bytes, run, dropping: phase, into: base)
            }
            if !body(read) { return }
        }
    }

    /// Whether a byte is one of either alphabet.
    static func isDigit(_ byte: UInt8) -> Bool { values[byte] < 64 }

    /// Of both alphabets; 255 for any other byte.
    private static let values = ByteTable { byte -> UInt8 in
        switch byte {
        case 65...90: byte - 65
        case 97...122: byte - 71
        case 48...57: byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: 255
        }
    }
}
