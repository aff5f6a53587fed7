/// A text that must not be seen: a password, an assertion, a token.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// For the request that needs it, and for nothing else.
    let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// A peer's text without this secret, which a peer may well repeat.
    func redacted(from words: String) -> String {
        text.isEmpty ? words : words.replacing(text, with: "(secret)")
    }
}
