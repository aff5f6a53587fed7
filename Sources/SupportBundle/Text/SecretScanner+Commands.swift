import Model

/// Secrets among the arguments of a command.
extension SecretScanner {
    func arguments(of command: RedactionKnowledge.Command, _ bytes: Bytes, _ place: Range<Int>) -> [Finding] {
        guard place.lowerBound == 0 || !bytes[place.lowerBound - 1].isWord else { return [] }
        var index = place.upperBound
        if bytes.has(".exe", at: index) { index += 4 }
        if bytes.has(".vbs", at: index) { index += 4 }
        if bytes.at(index) == UInt8(ascii: "\"") { index += 1 }
        guard bytes.at(index).isSpace else { return [] }
        let limit = bytes.lineEnd(from: index, limit: 2048)
        var found: [Finding] = []
        var (position, isOption) = (0, false)
        while index < limit {
            index = bytes.skippingSpaces(from: index)
            guard index < limit else { break }
            // Another command follows.
            if "|;&)".utf8.contains(bytes[index]) { break }
            let whole = index..<max(argumentEnd(bytes, index), quoted(bytes, index)?.end ?? 0, index + 1)
            let inner = quoted(bytes, index)?.place ?? whole
            index = whole.upperBound
            guard !inner.isEmpty else { continue }
            if isOption {
                isOption = false
                found.append(Finding(place: behindColon(bytes, inner, isUser: true), what: command.what))
                continue
            }
            switch role(of: whole, bytes, command) {
            case .secretOption: isOption = true
            case .attached(let place): found.append(Finding(place: place, what: command.what))
            case .ignored: break
            case .argument:
                if let wanted = command.position, position >= wanted, bytes[inner] != [UInt8(ascii: "*")] {
                    found.append(Finding(place: inner, what: command.what))
                }
                position += 1
            }
        }
        return found
    }

    private enum Role {
        /// The next argument is the secret.
        case secretOption
        /// The secret is part of this one.
        case attached(Range<Int>)
        /// Another option, a server, a drive.
        case ignored
        case argument
    }

    private func role(of place: Range<Int>, _ bytes: Bytes, _ command: RedactionKnowledge.Command) -> Role {
        for option in command.options {
            let text = Array(option.utf8)
            // One letter differs in case.
            guard bytes.has(text, at: place.lowerBound, isExact: text.count == 2) else { continue }
            let next = place.lowerBound + text.count
            if next == place.upperBound { return .secretOption }
            let isJoined = [UInt8(ascii: "="), UInt8(ascii: ":")].contains(bytes.at(next))
            if isJoined || text.count == 2 {
                let from = isJoined ? next + 1 : next
                return from < place.upperBound
                    ? .attached(behindColon(bytes, from..<place.upperBound, isUser: false)) : .ignored
            }
        }
        switch bytes[place.lowerBound] {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "\\"): return .ignored
        default: break
        }
        // A drive such as `X:`.
        return place.count == 2 && bytes[place.upperBound - 1] == UInt8(ascii: ":") ? .ignored : .argument
    }

    /// Of `user:password` and `pass:password` only the password.
    private func behindColon(_ bytes: Bytes, _ place: Range<Int>, isUser: Bool) -> Range<Int> {
        guard let colon = bytes[place].firstIndex(of: UInt8(ascii: ":")), colon + 1 < place.upperBound else {
            return place
        }
        return (colon + 1)..<place.upperBound
    }
}

private func != (left: Slice<Bytes>, right: [UInt8]) -> Bool { !left.elementsEqual(right) }
