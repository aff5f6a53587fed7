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
        var (position, isOption, isScript) = (0, false, false)
        while index < limit {
            index = bytes.skippingSpaces(from: index)
            guard index < limit else { break }
            // Another command follows.
            if "|;&)".utf8.contains(bytes[index]) { break }
            let whole = index..<max(argumentEnd(bytes, index), quoted(bytes, index)?.end ?? 0, index + 1)
            let inner = quoted(bytes, index)?.place ?? whole
            index = whole.upperBound
            guard !inner.isEmpty else { continue }
            if isOption || isScript {
                if isOption || holdsSecret(script: inner, bytes) {
                    found.append(Finding(place: secret(inner, bytes, command), what: command.what))
                }
                (isOption, isScript) = (false, false)
                continue
            }
            switch role(of: whole, bytes, command) {
            case .secretOption: isOption = true
            case .scriptOption: isScript = true
            case .attached(let place):
                found.append(Finding(place: secret(place, bytes, command), what: command.what))
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

    /// A value that is a command with a secret among its arguments, up to that: `ConvertTo-SecureString -String x`.
    func withArguments(_ place: Range<Int>, _ bytes: Bytes) -> Range<Int> {
        var start = place.lowerBound
        while start < place.upperBound, "$(".utf8.contains(bytes[start]) { start += 1 }
        var end = place.upperBound
        for (number, name) in commandNames.enumerated() where bytes.has(name, at: start) {
            let found = arguments(of: knowledge.commands[number], bytes, start..<(start + name.count))
            end = max(end, found.last?.place.upperBound ?? end)
        }
        return place.lowerBound..<end
    }

    /// What stands in parentheses, to the end of the line where they are not closed.
    func inner(_ bytes: Bytes, _ open: Int) -> Range<Int> {
        let limit = bytes.lineEnd(from: open, limit: 4096)
        var (depth, index, quote) = (0, open, UInt8(0))
        while index < limit {
            let byte = bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte.isQuote {
                quote = byte
            } else if byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 { break }
            }
            index += 1
        }
        // A password may begin with one as well.
        let next = bytes.at(index + 1)
        if index < limit, next != 0, !next.isSpace, !next.isLineEnd, !next.isQuote,
            !");,<".utf8.contains(next)
        {
            return open..<max(index, argumentEnd(bytes, index))
        }
        return (open + 1)..<index
    }

    private enum Role {
        /// The next argument is the secret.
        case secretOption
        /// The next argument is a script that may hold one.
        case scriptOption
        /// The secret is part of this one.
        case attached(Range<Int>)
        /// Another option, a server, a drive.
        case ignored
        case argument
    }

    private func role(of place: Range<Int>, _ bytes: Bytes, _ command: RedactionKnowledge.Command) -> Role {
        for (options, isJoined) in [(command.options, false), (command.joined, true)] {
            for option in options {
                guard let next = end(of: option, bytes, place.lowerBound) else { continue }
                if next == place.upperBound {
                    if isJoined { continue }
                    return .secretOption
                }
                let hasMark = bytes[next] == UInt8(ascii: "=") || bytes[next] == UInt8(ascii: ":")
                guard hasMark || isJoined else { continue }
                let from = hasMark ? next + 1 : next
                return from < place.upperBound ? .attached(from..<place.upperBound) : .ignored
            }
        }
        for option in command.scripts where end(of: option, bytes, place.lowerBound) == place.upperBound {
            return .scriptOption
        }
        switch bytes[place.lowerBound] {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "\\"): return .ignored
        default: break
        }
        // A drive such as `X:`.
        return place.count == 2 && bytes[place.upperBound - 1] == UInt8(ascii: ":") ? .ignored : .argument
    }

    /// Where an option ends that stands at an index; one letter differs in case.
    private func end(of option: String, _ bytes: Bytes, _ index: Int) -> Int? {
        let text = Array(option.utf8)
        return bytes.has(text, at: index, isExact: text.count == 2) ? index + text.count : nil
    }

    /// Of `user:password` only the password.
    private func secret(
        _ place: Range<Int>, _ bytes: Bytes, _ command: RedactionKnowledge.Command
    ) -> Range<Int> {
        guard let mark = command.behind.utf8.first, let index = bytes[place].firstIndex(of: mark),
            index + 1 < place.upperBound
        else { return place }
        return (index + 1)..<place.upperBound
    }

    /// Whether base64 of UTF-16, or of text, has a secret in it.
    private func holdsSecret(script place: Range<Int>, _ bytes: Bytes) -> Bool {
        let read = [UInt8](unsafeUninitializedCapacity: place.count) { out, count in
            guard let base = out.baseAddress else { return }
            count = Base64Runs.decode(bytes, place, dropping: 0, into: base)
        }
        return read.withUnsafeBufferPointer { wide in
            let text = WideText.narrowed(wide)
            return !text.withUnsafeBufferPointer { findings(in: $0) }.isEmpty || !findings(in: wide).isEmpty
        }
    }
}

private func != (left: Slice<Bytes>, right: [UInt8]) -> Bool { !left.elementsEqual(right) }
