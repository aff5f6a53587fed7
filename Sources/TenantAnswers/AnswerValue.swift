import CSimdJSON

/// A value of an answer, in the memory of the parser: of use until the next parse.
///
/// A value of another type than the one that is asked for is told as if it were missing.
@safe struct AnswerValue {
    let raw: simd_json_value

    @inline(__always)
    init(_ raw: simd_json_value) {
        unsafe self.raw = unsafe raw
    }

    /// A cell of a table, which stands for a text, a number or a flag.
    init(cell bytes: UnsafeBufferPointer<UInt8>) {
        var raw = unsafe simd_json_value()
        unsafe raw.kind = UInt8(bytes.isEmpty ? simd_json_null : simd_json_cell)
        unsafe raw.text = bytes.baseAddress
        unsafe raw.count = UInt32(clamping: bytes.count)
        unsafe self.init(unsafe raw)
    }

    private var kind: Int { unsafe Int(raw.kind) }

    var isMissing: Bool { kind == simd_json_missing }
    var isNull: Bool { kind == simd_json_null }
    var isArray: Bool { kind == simd_json_array }
    var isObject: Bool { kind == simd_json_object }
    private var isCell: Bool { kind == simd_json_cell }

    /// A text, which may be empty.
    @inline(__always)
    var text: AnswerText? {
        guard kind == simd_json_text || kind == simd_json_cell else { return nil }
        return unsafe AnswerText(start: raw.text, count: Int(raw.count))
    }

    var flag: Bool? {
        if kind == simd_json_bool { return unsafe raw.integer != 0 }
        guard isCell, let text else { return nil }
        if text.equals("true") || text.equals("yes") || text.equals("1") { return true }
        if text.equals("false") || text.equals("no") || text.equals("0") { return false }
        return nil
    }

    var integer: Int64? {
        switch kind {
        case simd_json_integer: return unsafe raw.integer
        // Some serializers write every number with a point.
        case simd_json_double:
            return Int64(exactly: unsafe Double(bitPattern: UInt64(bitPattern: raw.integer)))
        case simd_json_cell: return text?.integer
        default: return nil
        }
    }

    /// Elements of an array.
    var elementCount: Int? { isArray ? unsafe Int(raw.count) : nil }

    /// Where the array's or object's content begins.
    var place: UInt32 { unsafe raw.place }
}
