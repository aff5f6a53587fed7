/// A place in a text, as a person looks for it.
struct TextPlace: Equatable {
    /// From 1.
    let line: Int
    /// The members or keys that lead to it in JSON or YAML, such as `facts.devices[3]`, as far as they are the program's own;
    /// nil where there are none.
    let path: String?

    /// `offset` is in `bytes`, which are all of the entry that `entry` names.
    init(of offset: Int, in bytes: [UInt8], _ entry: String) {
        let before = bytes.prefix(max(0, offset))
        line = 1 + Self.lineEnds(before)
        switch entry {
        case BundleEntries.configuration: path = Self.setting(bytes, before.count)
        case _ where entry.hasSuffix(".json"): path = Self.member(before)
        default: path = nil
        }
    }

    /// How many line ends there are, in UTF-8 or UTF-16.
    private static func lineEnds(_ bytes: ArraySlice<UInt8>) -> Int {
        let isLittle = bytes.starts(with: [0xff, 0xfe])
        guard isLittle || bytes.starts(with: [0xfe, 0xff]) else { return bytes.count { $0 == 0x0a } }
        return stride(from: 0, to: bytes.count - 1, by: 2).count { place in
            let pair = (bytes[place], bytes[place + 1])
            return isLittle ? pair == (0x0a, 0) : pair == (0, 0x0a)
        }
    }

    /// Around a place in JSON, before which `bytes` stand.
    private static func member(_ bytes: ArraySlice<UInt8>) -> String? {
        /// The number of an element of an array; nil within an object.
        var levels: [(key: ArraySlice<UInt8>, index: Int?)] = []
        var (text, start, isEscaped) = (bytes[..<0], nil as Int?, false)
        for (place, byte) in zip(bytes.indices, bytes) {
            if let begun = start {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    text = bytes[begun..<place]
                    start = nil
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): start = place + 1
            case UInt8(ascii: "{"): levels.append(([], nil))
            case UInt8(ascii: "["): levels.append(([], 0))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
            case UInt8(ascii: ":") where !levels.isEmpty: levels[levels.count - 1].key = text
            case UInt8(ascii: ",") where !levels.isEmpty:
                if let index = levels[levels.count - 1].index {
                    levels[levels.count - 1].index = index + 1
                } else {
                    levels[levels.count - 1].key = []
                }
            default: break
            }
        }
        return written(levels.map { ($0.key, $0.index) })
    }

    /// Keys up to the first number, or two of them: what is further within may be called like anybody.
    private static func written(_ levels: [(key: ArraySlice<UInt8>, index: Int?)]) -> String? {
        var path = ""
        let isNumbered = levels.prefix(4).contains { $0.index != nil }
        for (depth, level) in levels.enumerated() {
            if let index = level.index { return path.isEmpty ? nil : "\(path)[\(index)]" }
            guard !level.key.isEmpty, isNumbered || depth < 2 else { break }
            path += (path.isEmpty ? "" : ".") + String(decoding: level.key, as: UTF8.self)
        }
        return path.isEmpty ? nil : path
    }

    /// The keys that lead to a line of a configuration, told by how far they are indented.
    private static func setting(_ bytes: [UInt8], _ offset: Int) -> String? {
        let end = bytes[offset...].firstIndex(of: 0x0a) ?? bytes.count
        var keys: [Substring] = []
        var margin = Int.max
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\n")
        for line in lines.reversed() {
            let text = line.drop { $0 == " " || $0 == "-" }
            let indent = line.count - text.count
            let key = text.prefix { $0.isASCII && ($0.isLowercase || $0 == "-") }
            guard indent < margin, !key.isEmpty, text.dropFirst(key.count).first == ":" else { continue }
            keys.append(key)
            margin = indent
        }
        return keys.isEmpty ? nil : keys.reversed().joined(separator: ".")
    }
}
