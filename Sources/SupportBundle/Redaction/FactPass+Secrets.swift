import Model

/// What names somebody, at level `secrets`: it stays, unless somebody has written a secret into it.
extension FactPass {
    func withoutSecrets(_ original: String) -> String {
        original.utf8.isBareName ? original : free(original)
    }

    /// Many names have few containers, which are looked through once.
    func withoutSecrets(distinguishedName original: String) -> String {
        let (first, rest) = DistinguishedName.split(original)
        let isName = ["CN=", "OU=", "DC="].contains(first.prefix(3).uppercased())
        let name = isName && first.utf8.dropFirst(3).isBareName ? String(first) : free(String(first))
        guard first.endIndex != original.endIndex else { return name }
        let container = containers[rest] ?? free(String(rest))
        containers[rest] = container
        return name + String(original[first.endIndex]) + container
    }

    /// Of a fleet hardly ever anything changes; its rows may be a million.
    func withoutSecrets(_ fleet: Fleet) -> Fleet {
        var last: ArraySlice<UInt8> = []
        var lastDomain: ArraySlice<UInt8> = []
        func isClean(_ text: ArraySlice<UInt8>) -> Bool {
            if text.isBareName { return true }
            let label = text.prefix { $0 != UInt8(ascii: ".") }
            let domain = text[label.endIndex...]
            if !domain.isEmpty, label.isBareName, domain.elementsEqual(lastDomain) { return true }
            let original = String(decoding: text, as: UTF8.self)
            guard free(original) == original else { return false }
            lastDomain = domain
            return true
        }
        func isClean(distinguishedName text: ArraySlice<UInt8>) -> Bool {
            if text.isEmpty { return true }
            // The container of most is that of the one before.
            if !last.isEmpty, text.count > last.count, text.suffix(last.count).elementsEqual(last),
                text.prefix(3).elementsEqual("CN=".utf8), text.dropFirst(3).dropLast(last.count).isBareName
            {
                return true
            }
            let original = String(decoding: text, as: UTF8.self)
            guard withoutSecrets(distinguishedName: original) == original else { return false }
            let container = DistinguishedName.split(original).rest
            // With the comma before it.
            last = container.isEmpty ? [] : text.suffix(container.utf8.count + 1)
            return true
        }
        let texts = fleet.texts
        let isUnchanged = fleet.rows.allSatisfy { row in
            isClean(texts.slice(row.name)) && isClean(distinguishedName: texts.slice(row.dn))
                && isClean(texts.slice(row.machine))
        }
        if isUnchanged { return fleet }
        var result = fleet
        result.texts = TextBlock()
        for place in fleet.rows.indices {
            let row = fleet.rows[place]
            result.rows[place].name = result.texts.add(withoutSecrets(texts.text(row.name)).utf8)
            result.rows[place].dn = result.texts.add(
                withoutSecrets(distinguishedName: texts.text(row.dn)).utf8)
            result.rows[place].machine = result.texts.add(withoutSecrets(texts.text(row.machine)).utf8)
        }
        return result
    }
}

extension Sequence<UInt8> {
    /// Whether it is no longer than a name of NetBIOS, or the digits of an id: in it no name stands before a value, and what is
    /// a secret by its form alone is longer.
    fileprivate var isBareName: Bool {
        var (count, isHexadecimal) = (0, true)
        for byte in self {
            switch byte {
            case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x2d: break
            case 0x47...0x5a, 0x67...0x7a, 0x2e, 0x5f: isHexadecimal = false
            default: return false
            }
            count += 1
            if count > 15, !isHexadecimal { return false }
        }
        return true
    }
}
