import Model

/// Finds secrets by their names, by how they look, and by where they stand.
final class SecretScanner: Sendable {
    /// A secret, and what it is.
    struct Finding: Equatable {
        var place: Range<Int>
        var what: String
        /// Whether the mark needs quotation marks, since there were none where the syntax wants some.
        var needsQuotes = false
    }

    enum Trigger {
        /// With how many bytes it has.
        case name(Int, length: Int)
        case shape(Int)
        case block(Int)
        case command(Int)
        /// `://`, behind which a password may stand before a host.
        case authority
        /// A setting of a proxy, which has the same without a scheme.
        case proxy
        /// Data of an export of the registry.
        case registry
    }

    let knowledge: RedactionKnowledge.Secrets
    /// Characters that HTML has names for.
    let entities: [String: Unicode.Scalar]
    let commandNames: [[UInt8]]
    private let table: LiteralTable
    private let triggers: [Trigger]

    init(_ knowledge: RedactionKnowledge.Secrets, entities: [String: Unicode.Scalar]) {
        self.knowledge = knowledge
        self.entities = entities
        commandNames = knowledge.commands.map { Array($0.command.utf8) }
        var literals: [[UInt8]] = []
        var triggers: [Trigger] = []
        func add(_ text: String, _ trigger: Trigger) {
            literals.append(Array(text.utf8))
            triggers.append(trigger)
        }
        for (number, name) in knowledge.names.enumerated() {
            for joint in name.name.contains("_") ? ["_", "-", " ", "", "."] : [""] {
                let text = name.name.split(separator: "_").joined(separator: joint)
                // Two bytes are not found without what may follow them.
                let ends = text.utf8.count < LiteralTable.shortest ? ["=", ":", " ", "\"", ">"] : [""]
                for end in ends { add(text + end, .name(number, length: text.utf8.count)) }
                // Of other alphabets case is not told by a bit.
                guard text.utf8.contains(where: { $0 > 127 }) else { continue }
                for other in Set([text.uppercased(), text.prefix(1).uppercased() + text.dropFirst()])
                where other != text {
                    add(other, .name(number, length: other.utf8.count))
                }
            }
        }
        for (number, shape) in knowledge.shapes.enumerated() { add(shape.begins, .shape(number)) }
        for (number, block) in knowledge.blocks.enumerated() { add(block.begins, .block(number)) }
        for (number, command) in knowledge.commands.enumerated() { add(command.command, .command(number)) }
        add("://", .authority)
        add("proxy", .proxy)
        for mark in Self.registryMarks { add(mark, .registry) }
        table = LiteralTable(literals)
        self.triggers = triggers
    }

    /// All secrets in a text, in their order, none within another.
    func findings(in bytes: Bytes) -> [Finding] {
        let plain = plainFindings(in: bytes)
        return merged(plain, escapedFindings(in: bytes, besides: plain))
    }

    /// Those that no escapes hide.
    func plainFindings(in bytes: Bytes) -> [Finding] {
        var found: [Finding] = []
        table.scan(bytes) { number, place in
            let before = found.last?.place.upperBound ?? 0
            guard place.lowerBound >= before else { return nil }
            let new: [Finding]
            switch triggers[number] {
            case .name(let number, let length):
                let name = place.lowerBound..<(place.lowerBound + length)
                new = value(of: knowledge.names[number], bytes, name)
            case .shape(let number): new = shape(knowledge.shapes[number], bytes, place, before)
            case .block(let number): new = block(knowledge.blocks[number], bytes, place)
            case .command(let number): new = arguments(of: knowledge.commands[number], bytes, place)
            case .authority: new = authority(bytes, place)
            case .proxy: new = proxy(bytes, place)
            case .registry: new = registryData(bytes, place)
            }
            let wanted = new.filter {
                $0.place.lowerBound >= before && !$0.place.isEmpty && isSecret($0, bytes)
            }
            found.append(contentsOf: wanted.map { continued($0, bytes) })
            return wanted.isEmpty ? nil : found.last?.place.upperBound
        }
        return merged(found, groups(bytes))
    }

    /// Whether it is not masked already, nor one of the values that are no secret.
    private func isSecret(_ finding: Finding, _ bytes: Bytes) -> Bool {
        if bytes.has("[removed", at: finding.place.lowerBound) { return false }
        guard finding.place.count <= 20 else { return true }
        return !knowledge.harmlessValues.contains(bytes.text(finding.place).lowercased())
    }

    private func merged(_ first: [Finding], _ second: [Finding]) -> [Finding] {
        if second.isEmpty { return first }
        var all: [Finding] = []
        for finding in (first + second).sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
            if let last = all.last, finding.place.lowerBound < last.place.upperBound {
                all[all.count - 1].place =
                    last.place.lowerBound..<max(last.place.upperBound, finding.place.upperBound)
                continue
            }
            all.append(finding)
        }
        return all
    }

    /// The text with every finding replaced by a mark; nil where there is none.
    func masked(_ bytes: Bytes) -> [UInt8]? {
        let found = findings(in: bytes)
        guard !found.isEmpty else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = 0
        for finding in found {
            text.append(contentsOf: bytes[index..<finding.place.lowerBound])
            let lineEnds = bytes.lineEnds(in: finding.place)
            text.append(contentsOf: Self.mark(finding.what, isQuoted: finding.needsQuotes, lineEnds))
            index = finding.place.upperBound
        }
        text.append(contentsOf: bytes[index...])
        return text
    }

    /// What stands in the place of a secret.
    static func mark(_ what: String, isQuoted: Bool = false, _ lineEnds: [UInt8] = []) -> [UInt8] {
        let quote = isQuoted ? [UInt8(ascii: "\"")] : []
        return quote + Array("[removed: \(what)]".utf8) + lineEnds + quote
    }
}
