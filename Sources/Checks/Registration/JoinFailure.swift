import Model

/// What dsregcmd tells of an attempt to join that failed, in words.
struct JoinFailure {
    /// nil where it tells of none.
    let words: String?

    init(_ device: DeviceView, _ knowledge: RegistrationKnowledge) {
        var parts: [String] = []
        if let phase = device.text(.joinErrorPhase).value {
            let words = knowledge.phases[phase.lowercased()].map { " (\($0))" } ?? ""
            parts.append("phase \(phase.printable(limit: 40))\(words)")
        }
        for (attribute, name) in [
            (DeviceAttribute.joinClientError, "Client ErrorCode"), (.joinServerError, "Server ErrorCode"),
        ] {
            guard let code = device.text(attribute).value, !Self.isSuccess(code) else { continue }
            parts.append("\(name) \(Self.words(of: code, knowledge))")
        }
        if let message = device.text(.joinServerMessage).value, !message.isEmpty {
            parts.append("\"\(message.printable(limit: 200))\"")
        }
        for test in device.instances(of: .joinTest).sorted() {
            guard let result = device.text(.joinTest, of: test).value, result.uppercased().hasPrefix("FAIL")
            else { continue }
            let codes = Self.codes(in: result).map { Self.words(of: $0, knowledge) }
            let detail = codes.isEmpty ? result.printable(limit: 120) : codes.joined(separator: ", ")
            parts.append("test \(test.printable(limit: 40)) failed: \(detail)")
        }
        words = parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func isSuccess(_ code: String) -> Bool {
        code.isEmpty || code.lowercased().drop { "0x".contains($0) }.isEmpty
    }

    private static func words(of code: String, _ knowledge: RegistrationKnowledge) -> String {
        let shown = code.printable(limit: 80)
        guard code.lowercased().hasPrefix("0x") else { return shown }
        guard let known = knowledge.errors[code.lowercased()] else {
            return "\(shown) (not in the catalogue)"
        }
        return "\(shown) (\(known.name.map { $0 + ": " } ?? "")\(known.words))"
    }

    /// Each `0x` with eight hexadecimal digits, lower case.
    private static func codes(in text: String) -> [String] {
        text.lowercased().split { !$0.isASCII || !($0.isHexDigit || $0 == "x") }
            .filter { $0.hasPrefix("0x") && $0.utf8.count == 10 }.map(String.init)
    }
}
