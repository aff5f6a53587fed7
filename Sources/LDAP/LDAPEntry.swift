import CLDAP

/// An entry of a search, as it lies in the message that brought it.
///
/// It is good for the call that it is handed to. Names of attributes are compared without regard to case; options behind a
/// name (`;binary`, `;range=0-1499`) are not part of it.
@safe package struct LDAPEntry: ~Copyable {
    @safe fileprivate struct Attribute {
        var name: UnsafeRawBufferPointer
        var baseLength: Int
        var values: UnsafeMutablePointer<berval>?
        var count: Int
    }

    private var name = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    private var attributes: [Attribute] = []

    init() {}

    deinit { forget() }

    private func forget() {
        for attribute in attributes { unsafe ber_memfree(attribute.values) }
    }

    /// Takes the place of the entry before it.
    ///
    /// - Returns: false when the message cannot be read.
    @unsafe mutating func load(_ message: OpaquePointer, of session: OpaquePointer) -> Bool {
        forget()
        attributes.removeAll(keepingCapacity: true)
        var cursor: OpaquePointer?
        var value = unsafe berval()
        guard unsafe ldap_get_dn_ber(session, message, &cursor, &value) == LDAP_SUCCESS else { return false }
        defer { unsafe ber_free(cursor, 0) }
        unsafe name = unsafe value.buffer
        while true {
            var values: UnsafeMutablePointer<berval>?
            guard unsafe ldap_get_attribute_ber(session, message, cursor, &value, &values) == LDAP_SUCCESS
            else {
                return false
            }
            guard unsafe value.bv_val != nil else { return true }
            var count = 0
            if let values = unsafe values {
                while unsafe values[count].bv_val != nil { count += 1 }
            }
            let name = unsafe value.buffer
            unsafe attributes.append(
                Attribute(
                    name: name, baseLength: name.firstIndex(of: UInt8(ascii: ";")) ?? name.count,
                    values: values,
                    count: count))
        }
    }
}

extension LDAPEntry {
    /// The DN as the server wrote it.
    package var dn: String { unsafe String(decoding: name, as: UTF8.self) }
    package var dnBytes: [UInt8] { unsafe Array(name) }

    /// The attributes' names as the server wrote them, with their options.
    package var attributeNames: [String] {
        attributes.map { unsafe String(decoding: $0.name, as: UTF8.self) }
    }

    /// All values, in the server's order; none when the attribute is not there.
    package func values(of name: String) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for attribute in attributes where attribute.isNamed(name) {
            for index in 0..<attribute.count {
                if let value = unsafe attribute.values?[index] { unsafe found.append(Array(value.buffer)) }
            }
        }
        return found
    }

    /// All values as text; what is not UTF-8 in them becomes U+FFFD.
    package func texts(of name: String) -> [String] {
        var found: [String] = []
        for attribute in attributes where attribute.isNamed(name) {
            for index in 0..<attribute.count {
                if let value = unsafe attribute.values?[index] {
                    unsafe found.append(String(decoding: value.buffer, as: UTF8.self))
                }
            }
        }
        return found
    }

    /// The first value; nil when there is none.
    package func firstValue(of name: String) -> [UInt8]? {
        unsafe withFirstValue(of: name) { unsafe Array($0) }
    }

    /// The first value as text; what is not UTF-8 in it becomes U+FFFD.
    package func firstText(of name: String) -> String? {
        unsafe withFirstValue(of: name) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The first value as a decimal integer; nil when it is none.
    package func firstInteger<Number: FixedWidthInteger>(of name: String, as type: Number.Type = Number.self)
        -> Number?
    {
        unsafe withFirstValue(of: name) { unsafe Number(decimal: $0) } ?? nil
    }

    /// As ``firstInteger(of:as:)``; not being generic, it costs a tenth across modules.
    package func firstNumber(of name: String) -> Int64? {
        unsafe withFirstValue(of: name) { unsafe Int64(decimal: $0) } ?? nil
    }

    /// How many values there are.
    package func count(of name: String) -> Int {
        attributes.reduce(0) { $1.isNamed(name) ? $0 + $1.count : $0 }
    }

    /// Which of its values the server sent, where it sent a part.
    ///
    /// The last part says so too (`upper` is nil then), so a value set is complete when this is nil or its upper end is.
    package func range(of name: String) -> LDAPValueRange? {
        for attribute in attributes where attribute.isNamed(name) {
            if let range = unsafe LDAPValueRange(options: attribute.name.dropFirst(attribute.baseLength)) {
                return range
            }
        }
        return nil
    }

    /// Whether the server kept values back that the caller has to ask for.
    package func isPartial(_ name: String) -> Bool { range(of: name)?.upper != nil }

    private func withFirstValue<R>(of name: String, _ body: (UnsafeRawBufferPointer) -> R) -> R? {
        for attribute in attributes where attribute.isNamed(name) && attribute.count > 0 {
            if let value = unsafe attribute.values?.pointee { return unsafe body(value.buffer) }
        }
        return nil
    }
}

extension LDAPEntry.Attribute {
    /// Compares without regard to the case of ASCII letters.
    fileprivate func isNamed(_ wanted: String) -> Bool {
        guard wanted.utf8.count == baseLength else { return false }
        var index = 0
        for byte in wanted.utf8 {
            let own = unsafe name[index]
            if own != byte {
                guard own ^ byte == 0x20, (97...122).contains(own | 0x20) else { return false }
            }
            index += 1
        }
        return true
    }
}

/// The part of an attribute's values that a server sent: `range=0-1499`, or `range=1500-*` for the last.
package struct LDAPValueRange: Sendable, Equatable {
    package var lower: Int
    /// nil where nothing comes after this part.
    package var upper: Int?

    package init(lower: Int, upper: Int?) {
        self.lower = lower
        self.upper = upper
    }

    /// Reads the options of an attribute's name, from the first semicolon on.
    init?(options: some Sequence<UInt8>) {
        for option in options.split(separator: UInt8(ascii: ";")) {
            let text = String(decoding: option, as: UTF8.self).lowercased()
            guard text.hasPrefix("range=") else { continue }
            let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let lower = Int(ends[0]), ends[1] == "*" || Int(ends[1]) != nil else {
                return nil
            }
            self.init(lower: lower, upper: Int(ends[1]))
            return
        }
        return nil
    }
}
