import CSimdJSON
import Glibc

/// One parser, whose memory serves one document after the other.
@safe final class JSONParser {
    private let raw: OpaquePointer?
    /// What is parsed, where nothing follows it in its own memory.
    private var copy: [UInt8] = []

    static let padding = simd_json_padding

    init() {
        unsafe raw = simd_json_open()
    }

    deinit { unsafe simd_json_close(raw) }

    /// Parses a part of the bytes as one document; nothing is copied where ``padding`` bytes of memory follow it.
    ///
    /// - Returns: The document's value.
    func parse(_ bytes: [UInt8], _ range: Range<Int>) throws(AnswerFault) -> AnswerValue {
        guard let raw = unsafe raw else { throw AnswerFault("cannot be read: out of memory") }
        guard range.count < 0xffff_ffff else { throw AnswerFault("has more than 4 GiB") }
        let code: Int32
        if bytes.capacity - Self.padding >= range.upperBound {
            code = unsafe bytes.withUnsafeBufferPointer {
                unsafe simd_json_parse(raw, $0.baseAddress.map { unsafe $0 + range.lowerBound }, range.count)
            }
        } else {
            copy.removeAll(keepingCapacity: true)
            copy.reserveCapacity(range.count + Self.padding)
            copy.append(contentsOf: bytes[range])
            copy.append(contentsOf: repeatElement(0, count: Self.padding))
            code = unsafe copy.withUnsafeBufferPointer {
                unsafe simd_json_parse(raw, $0.baseAddress, range.count)
            }
            if copy.count > 64 << 20 { copy = [] }
        }
        try Self.check(code)
        return unsafe AnswerValue(unsafe simd_json_root(raw))
    }

    private static func check(_ code: Int32) throws(AnswerFault) {
        switch Int(code) {
        case simd_json_good: return
        case simd_json_not_utf8: throw AnswerFault("is not UTF-8 throughout")
        case simd_json_too_deep: throw AnswerFault("is nested too deeply to be an answer")
        case simd_json_empty: throw AnswerFault("is empty")
        case simd_json_no_memory: throw AnswerFault("cannot be read: it does not fit into memory")
        case simd_json_no_library:
            throw AnswerFault("cannot be read: the shared library libsimdjson.so.14 cannot be used")
        default: throw AnswerFault("is cut short, or is not JSON")
        }
    }

    /// Hands on each value of an array.
    func forEachElement(
        of array: AnswerValue, _ body: (AnswerValue) throws(AnswerFault) -> Void
    ) throws(AnswerFault) {
        guard array.isArray else { return }
        var place = array.place
        while true {
            var value = unsafe simd_json_value()
            place = unsafe simd_json_element(raw, place, &value)
            guard place != 0 else { return }
            try body(unsafe AnswerValue(unsafe value))
        }
    }

    func firstElement(of array: AnswerValue) -> AnswerValue? {
        guard array.isArray else { return nil }
        var value = unsafe simd_json_value()
        return unsafe simd_json_element(raw, array.place, &value) == 0 ? nil : AnswerValue(unsafe value)
    }

    /// The names of an object's members, at most `limit` of them.
    func memberNames(of object: AnswerValue, limit: Int) -> [String] {
        guard object.isObject else { return [] }
        var names: [String] = []
        var place = object.place
        while names.count < limit {
            var name = unsafe simd_json_value()
            var value = unsafe simd_json_value()
            place = unsafe simd_json_member(raw, place, &name, &value)
            guard place != 0, let text = unsafe AnswerValue(unsafe name).text else { break }
            names.append(text.prefix(200).string)
        }
        return names
    }

    /// Reads the wanted members of an object; nil where that went well, or the number of a name that occurs twice.
    @inline(__always)
    fileprivate func fields(
        _ table: OpaquePointer?, of object: AnswerValue, into values: UnsafeMutablePointer<simd_json_value>
    ) -> Int? {
        let twice = unsafe simd_json_fields(raw, table, object.place, values)
        return twice < 0 ? nil : Int(twice)
    }
}

/// Members of an object that are wanted; each case is called as the member is.
protocol AnswerField: CaseIterable, RawRepresentable<Int> {}

/// The members of one object after the other, each in its place.
@safe final class FieldTable<Field: AnswerField> {
    private let raw: OpaquePointer?
    private let values: UnsafeMutablePointer<simd_json_value>
    let names: [String]

    /// `names` says what those are called in answers whose names no case can have, such as `@odata.context`.
    init(named names: [String] = Field.allCases.map { "\($0)" }) {
        self.names = names
        let texts = unsafe names.map { unsafe UnsafePointer(strdup($0)) }
        unsafe raw = unsafe simd_json_open_table(texts, texts.count)
        unsafe texts.forEach { unsafe free(UnsafeMutableRawPointer(mutating: $0)) }
        unsafe values = .allocate(capacity: max(1, names.count))
        unsafe values.initialize(repeating: simd_json_value(), count: max(1, names.count))
    }

    deinit {
        unsafe simd_json_close_table(raw)
        unsafe values.deallocate()
    }

    /// Reads an object; what the last one had is gone.
    @inline(__always)
    func read(_ object: AnswerValue, by parser: JSONParser) throws(AnswerFault) {
        guard object.isObject, unsafe raw != nil else {
            throw AnswerFault("holds something else in place of an object")
        }
        if let twice = unsafe parser.fields(raw, of: object, into: values) {
            throw AnswerFault("has an object with two members \(names[twice])")
        }
    }

    /// Makes all of them missing, for ``set(_:_:)``.
    func clear() {
        for position in names.indices { unsafe values[position].kind = UInt8(simd_json_missing) }
    }

    func set(_ field: Field, cell: UnsafeBufferPointer<UInt8>) {
        unsafe values[field.rawValue] = AnswerValue(cell: cell).raw
    }

    @inline(__always)
    subscript(field: Field) -> AnswerValue { unsafe AnswerValue(unsafe values[field.rawValue]) }

    /// Whether the last object had none of them.
    var isBare: Bool {
        names.indices.allSatisfy { unsafe AnswerValue(unsafe values[$0]).isMissing }
    }
}
