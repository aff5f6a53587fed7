/// Secrets in what a run is given.
extension KnownSecret {
    /// The password in the address of a proxy, as it is written and as it is meant.
    ///
    /// Where there is no password the user's name is one if it looks like a token: whoever gives one has nothing else to give.
    package static func ofProxy(_ address: String) -> [KnownSecret] {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
        // Of a password a slash may be part that nobody has encoded.
        guard let at = rest.lastIndex(of: "@") else { return [] }
        let user = rest[..<at]
        let colon = user.firstIndex(of: ":")
        let password = colon.map { user[user.index(after: $0)...] } ?? ""
        let isAlone = password.isEmpty
        let written = Array((isAlone ? user.prefix { $0 != ":" } : password).utf8)
        guard !written.isEmpty, !isAlone || written.looksLikeToken else { return [] }
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
        var body: [UInt8] = []
        var lines: [KnownSecret] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN ") {
                isKey = line.contains("PRIVATE KEY")
            } else if line.hasPrefix("-----END ") {
                isKey = false
            } else if isKey {
                body += line.utf8
                if line.utf8.count >= 60 {
                    lines.append(KnownSecret(name: "private key", value: Array(line.utf8)))
                }
            }
        }
        // The first line of a key is the same for all of its kind, and the last one may be short.
        return Array(lines.dropFirst()) + ofKey(encoded: body)
    }

    /// The bytes that only the owner of a key knows, piece by piece: they are the same in lines of another length and in
    /// hexadecimal.
    private static func ofKey(encoded body: [UInt8]) -> [KnownSecret] {
        let der = [UInt8](unsafeUninitializedCapacity: body.count) { out, count in
            guard let base = out.baseAddress else { return }
            count = body.withUnsafeBufferPointer {
                Base64Runs.decode($0, $0.indices, dropping: 0, into: base)
            }
        }
        if let numbers = PrivateKeyNumbers.ranges(in: der) { return numbers.flatMap { pieces(of: der[$0]) } }
        // Of what cannot be read the first part may be public; the keys of curves are octet strings of their own.
        if der.count > 300 { return pieces(of: der[(der.count * 51 / 200)...]) }
        let at = der.indices.dropLast(33).first {
            der[$0] == 4 && [0x20, 0x30, 0x42].contains(der[$0 + 1])
        }
        guard let at else { return [] }
        return pieces(of: der[(at + 2)..<min(der.count, at + 2 + Int(der[at + 1]))])
    }

    /// All of the bytes, in pieces of 16 or a few more, so that none is left over at the end.
    private static func pieces(of bytes: ArraySlice<UInt8>) -> [KnownSecret] {
        let count = bytes.count / 16
        return (0..<count).map { number in
            let (start, end) = (bytes.count * number / count, bytes.count * (number + 1) / count)
            let piece = bytes[(bytes.startIndex + start)..<(bytes.startIndex + end)]
            return KnownSecret(name: "private key", value: Array(piece))
        }
    }
}

extension [UInt8] {
    /// Whether this is long and mixed; the name of an account, such as `corp`, may stand anywhere.
    fileprivate var looksLikeToken: Bool {
        let hasDigits = contains { (0x30...0x39).contains($0) }
        let hasLetters = contains { (0x61...0x7a).contains($0 | 0x20) }
        return count >= 20 || count >= 10 && hasDigits && hasLetters
    }
}
