import Model

/// Names of computers, domains, people and tenants.
///
/// A computer may be called like a domain, a domain has a DNS name and a NetBIOS name, and of a bare name nobody can tell which
/// it is: each label of each has one token, `name-` and ten characters, which is a computer name and a DNS label as well.
extension Pseudonyms {
    /// A bare name, a full one, or one with its domain before it, as in `CORP\PC-07$`.
    package func computer(_ name: String) -> String {
        if let slash = name.firstIndex(of: "\\") {
            return host(String(name[..<slash])) + "\\" + computer(String(name[name.index(after: slash)...]))
        }
        if name.hasSuffix("$"), name.utf8.count > 1 { return host(String(name.dropLast())) + "$" }
        return host(name)
    }

    /// A DNS or NetBIOS name, with or without a port, label by label; numeric addresses count as hosts.
    ///
    /// What stays: hosts of public services, public suffixes, `*`, and labels of services such as `_ldap`.
    package func host(_ name: String) -> String {
        if let end = name.utf8.lastIndex(of: UInt8(ascii: ":")), let port = name[end...].asPort {
            let before = String(name[..<end])
            if !before.utf8.contains(UInt8(ascii: ":")) || before.hasSuffix("]") {
                return host(before) + port
            }
        }
        if name.isNumericAddress { return address(name) }
        return labels(name)
    }

    /// A name that is no numeric address.
    private func labels(_ name: String) -> String {
        guard name.utf8.contains(UInt8(ascii: ".")) else { return label(name, as: .computer) }
        let lower = name.lowercased()
        if publicNames.isPublic(host: lower.hasSuffix(".") ? lower.dropLast() : lower[...]) { return name }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isRooted = labels.last?.isEmpty == true
        let folded = lower.split(separator: ".", omittingEmptySubsequences: false).dropLast(isRooted ? 1 : 0)
        let kept = labels.count - publicNames.suffixLength(Array(folded)) - (isRooted ? 1 : 0)
        return labels.enumerated().map { place, text in
            if place >= kept { return String(text) }
            return label(String(text), as: place == 0 && kept > 1 ? .computer : .domain)
        }.joined(separator: ".")
    }

    /// One label, which has the same token whatever it is the label of.
    ///
    /// NetBIOS cuts a name after fifteen characters: the token of a longer one begins with that of its first fifteen.
    func label(_ text: String, as kind: IdentityKind) -> String {
        if text.isEmpty || text == "*" || text.hasPrefix("_") { return text }
        if publicNames.labels.contains(text.lowercased()) { return text }
        if text.utf8.contains(UInt8(ascii: "-")), text.isDate { return text }
        guard text.utf8.count > 15, text.count > 15 else {
            return remember(kind, text, in: .computer) { "name-\(Self.word($0))" }
        }
        let start = label(String(text.prefix(15)), as: kind)
        return remember(kind, text, in: .computer) { "\(start)-\(Self.word($0))" }
    }

    /// The display name of a tenant, or its domain or id.
    package func tenantName(_ name: String) -> String {
        if name.isEmpty { return name }
        if GUIDText(name) != nil { return guid(name) }
        // A bare word may as well be the label of a domain, of which nobody can tell.
        if name.lowercased().labels.allSatisfy(\.isDNSLabel) { return host(name) }
        return token(.tenant, name)
    }

    /// A mail address or the name by which somebody signs in: who, and a host.
    package func mail(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return person(address) }
        return person(String(address[..<at])) + "@" + host(String(address[address.index(after: at)...]))
    }

    /// A person's name or account, without a domain.
    package func person(_ name: String) -> String {
        name.isEmpty ? name : token(.person, name)
    }
}

extension StringProtocol {
    /// Of `:` and digits itself; else nil.
    fileprivate var asPort: Substring? {
        let digits = utf8.dropFirst()
        let isPort = (1...5).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
        return isPort ? Substring(self) : nil
    }
}

extension String {
    var labels: [Substring] { split(separator: ".", omittingEmptySubsequences: false) }

    /// Whether this has the form of a DNS name of several labels; lower case.
    var isDNSName: Bool {
        let labels = labels
        return labels.count > 1 && labels.allSatisfy(\.isDNSLabel)
    }
}

extension Substring {
    /// Whether this has the form of a DNS label; lower case.
    fileprivate var isDNSLabel: Bool {
        (1...63).contains(utf8.count)
            && utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d || $0 == 0x5f
                    || $0 >= 0x80
            }
    }
}
