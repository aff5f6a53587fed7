extension String {
    /// The text with everything that could steer a terminal or mislead a reader made visible, on one line.
    ///
    /// Control characters (C0, DEL, C1), line separators, bidirectional and zero-width marks become `\u{…}`; text beyond
    /// `limit` characters is cut, and the cut is told.
    package func printable(limit: Int = 200) -> String {
        // Most of what peers send is short, plain ASCII.
        if utf8.count <= limit && utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return self }
        var shown = ""
        var count = 0
        for scalar in unicodeScalars {
            guard count < limit else {
                return shown + "… (\(unicodeScalars.count - limit) more characters)"
            }
            count += 1
            if scalar.isHarmless {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return shown
    }

    /// The text with what stands between `//` and `@` taken out: somebody may have put a password there.
    package var withoutCredentials: String {
        replacing(/\/\/[^\/\s@"]*@/, with: "//...@")
    }

    /// Bytes from a peer as printable text; what is not UTF-8 shows as U+FFFD.
    package init(printing bytes: some Collection<UInt8>, limit: Int = 200) {
        self = String(decoding: bytes, as: UTF8.self).printable(limit: limit)
    }
}

extension Unicode.Scalar {
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            false
        default: true
        }
    }
}
