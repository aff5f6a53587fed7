/// A text of an answer, in the memory of the parser: of use until the next parse.
@safe struct AnswerText {
    private let start: UnsafePointer<UInt8>?
    let count: Int

    @inline(__always)
    init(start: UnsafePointer<UInt8>?, count: Int) {
        unsafe self.start = unsafe start
        self.count = unsafe start == nil ? 0 : count
    }

    var isEmpty: Bool { count == 0 }

    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: count) }

    /// The text as people read it; what is not UTF-8 is repaired.
    var string: String { unsafe String(decoding: bytes, as: UTF8.self) }

    @inline(__always)
    subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count)
        return unsafe start.unsafelyUnwrapped[position]
    }

    /// The first `limit` bytes.
    func prefix(_ limit: Int) -> AnswerText {
        unsafe AnswerText(start: start, count: min(count, max(0, limit)))
    }

    /// The text without its first bytes.
    func dropFirst(_ number: Int) -> AnswerText {
        let dropped = min(count, max(0, number))
        return unsafe AnswerText(start: start.map { unsafe $0 + dropped }, count: count - dropped)
    }

    /// Whether it is `word`, which is in lower case, but for upper and lower case of ASCII.
    func equals(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for position in 0..<count {
            let byte = self[position]
            let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
            guard unsafe lowered == word.utf8Start[position] else { return false }
        }
        return true
    }

    /// A decimal number, with its sign, and nothing else.
    var integer: Int64? {
        guard count > 0, count <= 20 else { return nil }
        let isNegative = self[0] == UInt8(ascii: "-")
        var value: Int64 = 0
        guard count > (isNegative ? 1 : 0) else { return nil }
        for position in (isNegative ? 1 : 0)..<count {
            let digit = self[position] &- 0x30
            guard digit < 10 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.subtractingReportingOverflow(Int64(digit))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }
}
