import Model

/// The rows of a joined fleet, of which there may be a million.
extension FactPass {
    func redacted(_ fleet: Fleet) -> Fleet {
        var result = fleet
        result.leftOut = [:]
        for (why, count) in fleet.leftOut { result.leftOut[free(why), default: 0] += count }
        guard masks else { return withoutSecrets(result) }
        names.reserve(fleet.rows.count)
        var table = FleetTokens(names)
        var texts = FleetTexts()
        texts.bytes.reserveCapacity(fleet.texts.bytes.count)
        for place in fleet.rows.indices {
            let row = fleet.rows[place]
            let name = table.name(fleet.texts.slice(row.name))
            result.rows[place].name = texts.add(name)
            result.rows[place].dn = texts.add(
                table.distinguishedName(fleet.texts.slice(row.dn), fleet.texts.slice(row.name), name))
            result.rows[place].machine = texts.add(table.machine(fleet.texts.slice(row.machine)))
            result.rows[place].entraID = row.entraID.map(names.guid)
            result.rows[place].objectGUID =
                row.objectGUID == row.entraID
                ? result.rows[place].entraID : row.objectGUID.map(names.guid)
        }
        result.texts = TextBlock(texts.bytes)
        return result
    }
}

/// Texts one behind the other; a block adds each by way of a sequence of any kind, which for millions takes its time.
private struct FleetTexts {
    var bytes: [UInt8] = []

    mutating func add(_ text: [UInt8]) -> TextBlock.Place {
        guard !text.isEmpty, bytes.count + text.count <= Int(UInt32.max) else { return .none }
        let start = UInt32(bytes.count)
        bytes += text
        return TextBlock.Place(start: start, count: UInt32(text.count))
    }
}

/// Tokens of texts as bytes; containers and domains are made once.
private struct FleetTokens {
    private let names: Pseudonyms
    private var containers: [[UInt8]: [UInt8]] = [:]
    private var last: (container: [UInt8], token: [UInt8]) = ([], [])

    init(_ names: Pseudonyms) { self.names = names }

    func name(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.isEmpty ? [] : Array(names.computer(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    func machine(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.isEmpty ? [] : Array(names.identifier(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// - Parameters:
    ///   - bytes: The distinguished name.
    ///   - name: That of the computer, which most often is the first value of the distinguished name.
    ///   - token: In place of `name`.
    /// - Returns: The token of the distinguished name.
    mutating func distinguishedName(
        _ bytes: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ token: [UInt8]
    ) -> [UInt8] {
        let start = bytes.startIndex + 3
        let end = start + name.count
        guard !name.isEmpty, bytes.count > name.count + 4, bytes[end] == UInt8(ascii: ","),
            bytes[bytes.startIndex..<start].elementsEqual("CN=".utf8), bytes[start..<end] == name,
            name.allSatisfy(\.isPlain)
        else {
            if bytes.isEmpty { return [] }
            return Array(names.distinguishedName(String(decoding: bytes, as: UTF8.self)).utf8)
        }
        return Array(bytes[bytes.startIndex..<start]) + token + [UInt8(ascii: ",")]
            + container(bytes[(end + 1)...])
    }

    private mutating func container(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        if bytes.elementsEqual(last.container) { return last.token }
        let key = Array(bytes)
        let token =
            containers[key] ?? Array(names.distinguishedName(String(decoding: bytes, as: UTF8.self)).utf8)
        containers[key] = token
        last = (key, token)
        return token
    }
}

extension UInt8 {
    /// A letter or digit of ASCII, or a hyphen: it has no meaning in a distinguished name.
    fileprivate var isPlain: Bool {
        (0x61...0x7a).contains(self) || (0x41...0x5a).contains(self) || (0x30...0x39).contains(self)
            || self == UInt8(ascii: "-")
    }
}
