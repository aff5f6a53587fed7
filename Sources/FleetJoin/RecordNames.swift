import Model

/// What the sources call a device.
extension Records {
    /// The bare name in bytes, up to the first dot; empty where there is none.
    func bareName(of record: Int) -> ArraySlice<UInt8> {
        let name = name(of: record)
        return name.prefix { $0 != UInt8(ascii: ".") }
    }

    /// The name as the source has it.
    func name(of record: Int) -> ArraySlice<UInt8> {
        switch source(of: record) {
        case .computers:
            let row = computers.rows[record]
            return computers.fullest(row)
        case .entra: return entra.texts.slice(entra.rows[record - starts[1]].name)
        case .managed: return managed.texts.slice(managed.rows[record - starts[2]].name)
        case .machines: return machines.texts.slice(machines.rows[record - starts[3]].name)
        case .evidence:
            return Array(evidence[record - starts[4]].text(.computerName)?.utf8 ?? "".utf8)[...]
        }
    }

    /// The bare name and the domain behind it, where the source tells both.
    func fullName(of record: Int) -> (name: ArraySlice<UInt8>, domain: ArraySlice<UInt8>)? {
        switch source(of: record) {
        case .computers:
            let row = computers.rows[record]
            let domain = domainBytes(of: computers.texts.slice(row.dn))
            let name = computers.fullest(row)
            return domain.isEmpty || name.isEmpty ? nil : (name, domain)
        case .entra, .managed: return nil
        case .machines:
            let name = name(of: record)
            guard let dot = name.firstIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
                dot + 1 < name.endIndex
            else { return nil }
            return (name[..<dot], name[(dot + 1)...])
        case .evidence:
            let fact = evidence[record - starts[4]]
            guard let name = fact.text(.computerName), let domain = fact.text(.domainName),
                domain.contains(".")
            else { return nil }
            return (Array(name.utf8)[...], Array(domain.utf8)[...])
        }
    }
}

extension DeviceListing<ListedComputer> {
    /// The name in the distinguished name where the account's is its beginning: an account's ends after fifteen characters.
    fileprivate func fullest(_ row: ListedComputer) -> ArraySlice<UInt8> {
        let short = texts.slice(row.name)
        guard short.count == 15 || short.isEmpty else { return short }
        let dn = texts.slice(row.dn)
        guard dn.count > 3, dn.prefix(3).elementsEqual("cn=".utf8, by: { $0.lowercased == $1 }) else {
            return short
        }
        let common = dn.dropFirst(3).prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\\") }
        guard common.count >= short.count,
            zip(common, short).allSatisfy({ $0.lowercased == $1.lowercased })
        else { return short }
        return common
    }
}

/// The domain of a distinguished name: the values of its last parts that are `DC=`, with dots between them.
func domainBytes(of dn: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var domain: [UInt8] = []
    var end = dn.endIndex
    while end > dn.startIndex {
        let comma = dn[..<end].lastIndex(of: UInt8(ascii: ","))
        var part = dn[(comma.map { $0 + 1 } ?? dn.startIndex)..<end]
        part = part.drop { $0 == UInt8(ascii: " ") }
        guard part.count > 3, part.prefix(3).elementsEqual("dc=".utf8, by: { $0.lowercased == $1 }) else {
            break
        }
        domain = Array(part.dropFirst(3)) + (domain.isEmpty ? [] : [UInt8(ascii: ".")] + domain)
        guard let comma else { break }
        end = comma
    }
    return domain[...]
}

extension DeviceFact {
    /// The one text that the evidence gives for an attribute; nil where there is none, or several.
    func text(_ attribute: DeviceAttribute) -> String? {
        var found: String?
        for claim in claims where claim.attribute == attribute {
            guard case .text(let text) = claim.value else { continue }
            if let found, found != text { return nil }
            found = text
        }
        return found
    }
}
