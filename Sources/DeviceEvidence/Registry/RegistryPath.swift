/// A key below HKEY_LOCAL_MACHINE, in the one form in which keys are compared.
///
/// Lower case, without the hive, which is empty itself; a numbered control set is `system\currentcontrolset`, and its number is kept apart.
struct RegistryPath: Equatable {
    let text: String
    /// 3 of `ControlSet003`; nil outside of numbered control sets.
    let controlSet: Int?

    /// - Returns: nil for a key of another hive.
    init?(_ raw: some Collection<UInt8>) {
        let lower = String(decoding: raw.lazy.map(\.asciiLowercased), as: UTF8.self)
        guard let hive = ["hkey_local_machine", "hklm"].first(where: { lower.hasPrefix($0) }) else {
            return nil
        }
        var body = lower.utf8.dropFirst(hive.utf8.count)
        guard body.isEmpty || body.removeFirst() == UInt8(ascii: "\\") else { return nil }
        while body.last == UInt8(ascii: "\\") { body.removeLast() }
        let path = Substring(body)
        let numbered = "system\\controlset"
        if path.hasPrefix(numbered) {
            let rest = path.dropFirst(numbered.count)
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let behind = rest.dropFirst(digits.count)
            if digits.count == 3, let number = Int(digits), behind.isEmpty || behind.first == "\\" {
                text = "system\\currentcontrolset" + behind
                controlSet = number
                return
            }
        }
        text = String(path)
        controlSet = nil
    }

    /// A key that is known beforehand, in the form of ``text``.
    init(known text: String) {
        self.text = text
        controlSet = nil
    }

    func isAncestorOrSelf(of other: RegistryPath) -> Bool {
        let (mine, others) = (text.utf8, other.text.utf8)
        guard others.count >= mine.count, other.text.hasPrefix(text) else { return false }
        return others.count == mine.count || mine.isEmpty
            || others[others.index(others.startIndex, offsetBy: mine.count)] == UInt8(ascii: "\\")
    }

    /// The name of a key directly below this one; nil where `other` is not one.
    func child(_ other: RegistryPath) -> Substring? {
        guard isAncestorOrSelf(of: other), other.text.utf8.count > text.utf8.count + 1 else { return nil }
        let rest = Substring(other.text.utf8.dropFirst(text.utf8.count + 1))
        return rest.utf8.contains(UInt8(ascii: "\\")) ? nil : rest
    }

    /// How two keys stand to each other where an export lists them.
    enum Order: Equatable {
        case same
        /// The other is below this one.
        case above
        /// This one is below the other.
        case below
        /// They part below `depth` common levels, and this one comes first.
        case before(depth: Int)
        case after(depth: Int)
    }

    /// The registry keeps the keys of one level in the order of their upper-case names.
    func order(to other: RegistryPath) -> Order {
        var (mine, others) = (text.utf8.makeIterator(), other.text.utf8.makeIterator())
        var depth = 0
        while true {
            switch (mine.next(), others.next()) {
            case (nil, nil): return .same
            case (nil, let byte?): return byte == UInt8(ascii: "\\") ? .above : .before(depth: depth)
            case (let byte?, nil): return byte == UInt8(ascii: "\\") ? .below : .after(depth: depth)
            case (let left?, let right?):
                if left == right {
                    if left == UInt8(ascii: "\\") { depth += 1 }
                    continue
                }
                if left == UInt8(ascii: "\\") { return .before(depth: depth) }
                if right == UInt8(ascii: "\\") { return .after(depth: depth) }
                return left.asciiUppercased < right.asciiUppercased
                    ? .before(depth: depth) : .after(depth: depth)
            }
        }
    }
}

extension UInt8 {
    fileprivate var asciiUppercased: UInt8 { (97...122).contains(self) ? self & 0xdf : self }
}
