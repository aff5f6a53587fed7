/// What in a text may be base64 or base64url, line ends within it or not.
struct Base64Runs {
    /// A run of fewer characters is not looked at: it holds three bytes at most.
    static let shortest = 5
    /// From this length on all four beginnings are tried, since a text may have been cut anywhere.
    private static let long = 16

    let bytes: Bytes
    private var index = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// The next run, `=` at its end not counted.
    mutating func next() -> Range<Int>? {
        let table = ByteClass.table
        return table.withUnsafeBufferPointer { table in
            while index < bytes.count {
                while index < bytes.count, !Self.isMember(bytes[index], table) { index += 1 }
                let start = index
                while index < bytes.count {
                    if Self.isMember(bytes[index], table) {
                        index += 1
                    } else if let next = continuation(start), next < bytes.count,
                        Self.isMember(bytes[next], table)
                    {
                        index = next
                    } else {
                        break
                    }
                }
                if index - start >= Self.shortest { return start..<index }
            }
            return nil
        }
    }

    @inline(__always)
    private static func isMember(_ byte: UInt8, _ table: UnsafeBufferPointer<ByteClass>) -> Bool {
        table[Int(byte)].rawValue & (ByteClass.base64.rawValue | ByteClass.base64url.rawValue) != 0
    }

    /// Where a run goes on in the next line: text that is broken is so after forty characters at the earliest.
    private func continuation(_ start: Int) -> Int? {
        guard index - start >= 40 else { return nil }
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
        while next < bytes.count, next < limit, bytes[next].isSpace || bytes[next] == UInt8(ascii: ">") { next += 1 }
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
    static func decode(_ bytes: Bytes, _ run: Range<Int>, dropping: Int, into out: UnsafeMutablePointer<UInt8>) -> Int {
        values.withUnsafeBufferPointer { values in
            var (word, bits, dropped, count) = (UInt32(0), UInt32(0), dropping, 0)
            for index in run {
                let value = values[Int(bytes[index])]
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

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()
}
