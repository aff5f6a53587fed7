import Yams

extension Tree {
    /// Parses `text`; nil where there is no document in it.
    ///
    /// - Throws: `YamlError`; ``Alias`` where there is one.
    static func parse(_ text: String) throws -> Tree? {
        if let alias = Alias.first(in: text) { throw alias }
        // Types are told by `Value`, so no implicit tags are resolved here: that costs a dozen regular expressions a scalar.
        return try Yams.compose(yaml: text, .basic).map { Tree($0) }
    }

    private convenience init(_ node: Node) {
        let line = node.mark?.line ?? 0
        switch node {
        case .scalar(let scalar):
            self.init(
                .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any), line: line)
        case .sequence(let sequence): self.init(.sequence(sequence.map { Tree($0) }), line: line)
        case .mapping(let mapping):
            self.init(.mapping(mapping.map { (Tree($0.key), Tree($0.value)) }), line: line)
        case .alias: self.init(.other, line: line)
        }
    }
}
