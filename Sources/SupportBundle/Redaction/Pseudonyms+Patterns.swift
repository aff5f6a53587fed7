import Model

/// Patterns of names, in which `*` and `?` leave something open.
extension Pseudonyms {
    /// A pattern that matches the tokens of those names that the pattern matches.
    ///
    /// A star may stand for whole labels of a host's name, whole parts of a distinguished name and whole parts of a path. nil where
    /// a part of a name is left open, as in `PC-*`: tokens have nothing in common where names have.
    package func subject(pattern: String) -> String? {
        if pattern.allSatisfy({ $0 == "*" }) { return pattern }
        guard pattern.contains(where: { $0 == "*" || $0 == "?" }) else { return subject(pattern) }
        if pattern.contains("=") { return distinguishedName(pattern: pattern) }
        if pattern.contains("://") || pattern.contains("?") { return nil }
        let separator: Character = pattern.contains("/") ? "/" : pattern.contains("\\") ? "\\" : "."
        let parts = pattern.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0 == "*" || !$0.contains("*") }) else { return nil }
        if separator == "." { return host(pattern) }
        return parts.map { $0 == "*" ? "*" : path(String($0)) }.joined(separator: String(separator))
    }

    /// The name of what a result is about.
    private func subject(_ name: String) -> String {
        if publicNames.words.contains(name.lowercased()) { return name }
        if GUIDText(name) != nil { return guid(name) }
        if name.contains("://") { return url(name) }
        if name.contains("="), DistinguishedName(name) != nil { return distinguishedName(name) }
        let isNumber = name.utf8.count >= 32 && name.utf8.allSatisfy(\.isHexadecimal)
        return isNumber ? identifier(name) : path(name)
    }

    private func distinguishedName(pattern: String) -> String? {
        var open = ""
        var rest = pattern[...]
        while rest.contains("*") || rest.contains("?") {
            let (first, behind) = DistinguishedName.split(rest)
            guard let equals = first.firstIndex(of: "=") else {
                guard first == "*", !behind.isEmpty else { return nil }
                open += "*,"
                rest = behind
                continue
            }
            if first[first.index(after: equals)...] == "*" {
                open += first
            } else {
                guard !first.contains("*"), !first.contains("?") else { return nil }
                open += distinguishedName(String(first))
            }
            if behind.isEmpty { return open }
            open += ","
            rest = behind
        }
        return open + distinguishedName(String(rest))
    }
}
