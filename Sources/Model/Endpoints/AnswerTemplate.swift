/// What a member of a healthy answer looks like: literal text, in which `*` and `{guid}` stand for what differs.
///
/// `*` is one or more characters other than `/`; `{guid}` is 8-4-4-4-12 hexadecimal digits in any case.
package struct AnswerTemplate: Sendable, Equatable {
    package let text: String

    /// - Returns: nil where `text` is empty or looks like a regular expression.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.contains(where: { #"\[]()|^$+"#.contains($0) }) else { return nil }
        self.text = text
    }

    package func matches(_ value: String) -> Bool {
        let (template, value) = (Array(text.utf8), Array(value.utf8))
        var (next, position) = (0, 0)
        // Where to go on when the last `*` has to stand for one character more; an earlier one never has to.
        var retry: (next: Int, position: Int)?
        while next < template.count || position < value.count {
            if next < template.count, template[next] == UInt8(ascii: "*"), Self.fills(value, position) {
                next += 1
                position += 1
                retry = (next, position)
            } else if let length = Self.step(template[next...], value[position...]) {
                next += length.template
                position += length.value
            } else if let last = retry, Self.fills(value, last.position) {
                next = last.next
                position = last.position + 1
                retry = (next, position)
            } else {
                return false
            }
        }
        return true
    }

    private static let guid = Array("{guid}".utf8)
    private static let guidLength = 36

    /// Whether there is a character at `position` that a `*` may stand for.
    private static func fills(_ value: [UInt8], _ position: Int) -> Bool {
        position < value.count && value[position] != UInt8(ascii: "/")
    }

    /// How much of both is used up by what the template begins with, if the value begins so; `*` aside.
    private static func step(_ template: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> (
        template: Int, value: Int
    )? {
        if template.starts(with: guid) {
            let isGUID = GUID(Substring(decoding: value.prefix(guidLength), as: UTF8.self)) != nil
            return isGUID ? (guid.count, guidLength) : nil
        }
        guard let next = template.first, next != UInt8(ascii: "*"), value.first == next else { return nil }
        return (1, 1)
    }
}
