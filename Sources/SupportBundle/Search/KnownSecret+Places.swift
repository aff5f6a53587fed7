/// Secrets in what a run is given.
extension KnownSecret {
    /// The password in the address of a proxy, as it is written and as it is meant.
    ///
    /// Where there is no password the user's name is one: whoever gives a token has nothing else to give.
    package static func ofProxy(_ address: String) -> [KnownSecret] {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
        // Of a password a slash may be part that nobody has encoded.
        guard let at = rest.lastIndex(of: "@") else { return [] }
        let user = rest[..<at]
        let colon = user.firstIndex(of: ":")
        let password = colon.map { user[user.index(after: $0)...] } ?? ""
        let isAlone = password.isEmpty
        let written = Array((isAlone ? user.prefix { $0 != ":" } : password).utf8)
        guard !written.isEmpty else { return [] }
        let meant = written.withUnsafeBufferPointer { EscapedText($0, $0.indices, .percent, [:]).bytes }
        let name = isAlone ? "credentials of the proxy" : "password of the proxy"
        return (meant == written ? [written] : [written, meant]).map { KnownSecret(name: name, value: $0) }
    }

    /// The lines of private keys in a PEM file, or some bytes of another file that holds one.
    package static func ofKey(_ bytes: [UInt8]) -> [KnownSecret] {
        guard !bytes.isEmpty else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("-----BEGIN ") else {
            // Of PKCS#12 no part is in clear.
            let middle = bytes.count / 2
            return [
                KnownSecret(name: "private key", value: Array(bytes[middle..<min(bytes.count, middle + 64)]))
            ]
        }
        var isKey = false
        var lines: [KnownSecret] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN ") {
                isKey = line.contains("PRIVATE KEY")
            } else if isKey, line.utf8.count >= 60 {
                lines.append(KnownSecret(name: "private key", value: Array(line.utf8)))
            }
        }
        // The first line of a key is the same for all of its kind, and the last one may be short.
        return Array(lines.dropFirst())
    }
}
