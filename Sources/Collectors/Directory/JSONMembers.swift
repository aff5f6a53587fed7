import Foundation

/// The names of members in a JSON text, of which a parser keeps one where two are alike.
enum JSONMembers {
    /// The first name that is there twice in one object of a text, whatever its case; nil where none is.
    ///
    /// The text is JSON in UTF-8 that a parser has accepted.
    static func repeated(in bytes: [UInt8]) -> String? {
        /// Of each open object the names so far; nil for a list.
        var open: [Set<String>?] = []
        var isName = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"):
                open.append([])
                isName = true
            case UInt8(ascii: "["):
                open.append(nil)
                isName = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                open.removeLast(open.isEmpty ? 0 : 1)
                isName = false
            case UInt8(ascii: ","): isName = open.last.map { $0 != nil } ?? false
            case UInt8(ascii: "\""):
                let end = endOfText(bytes, from: index)
                if isName, let last = open.indices.last {
                    let name = name(bytes[index...min(end, bytes.count - 1)])
                    guard open[last]?.insert(name.lowercased()).inserted ?? true else { return name }
                    isName = false
                }
                index = end
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The index of the quotation mark that ends the text beginning at `start`.
    private static func endOfText(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index
    }

    /// A name without its quotation marks and escapes.
    private static func name(_ quoted: ArraySlice<UInt8>) -> String {
        if quoted.contains(UInt8(ascii: "\\")),
            let parsed = try? JSONSerialization.jsonObject(with: Data(quoted), options: .fragmentsAllowed),
            let name = parsed as? String
        {
            return name
        }
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
}
