/// A YAML document as it was parsed, with the line of every part; types are told later, by ``Value``.
final class Tree: Sendable {
    enum Content: Sendable {
        /// Whether a scalar stands without quotes decides what it may be.
        case scalar(String, isPlain: Bool)
        case sequence([Tree])
        /// In the order of the file.
        case mapping([(key: Tree, value: Tree)])
        /// Something that is not taken: an alias.
        case other
    }

    let content: Content
    /// From 1; 0 where it is not known.
    let line: Int

    init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    var scalar: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}
