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

    /// Calls with what a run reads as, from each character at which base64 may begin.
    func forEachReading(of run: Range<Int>, _ body: ([UInt8]) -> Bool) -> Bool {
        var phases: UInt8 = 1
        let isEscaped = run.lowerBound > 0 && [0x25, 0x5c].contains(bytes[run.lowerBound - 1])
        if run.count >= Self.long || isEscaped {
            phases = 15
        } else {
            for place in run where !bytes[place].isWord { phases |= 1 << UInt8((place + 1 - run.lowerBound) & 3) }
        }
        for phase in 0..<4 where phases >> UInt8(phase) & 1 != 0 {
            if !body(Self.decoded(bytes, run, dropping: phase)) { return false }
        }
        return true
    }

    /// Bytes of base64 in either alphabet; what is not of them is skipped.
    private static func decoded(_ bytes: Bytes, _ run: Range<Int>, dropping: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: run.count * 3 / 4 + 3) { out, count in
            values.withUnsafeBufferPointer { values in
                var (word, bits, dropped) = (UInt32(0), 0, dropping)
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
                        out[count] = UInt8(truncatingIfNeeded: word >> UInt32(bits))
                        count += 1
                    }
                }
            }
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
