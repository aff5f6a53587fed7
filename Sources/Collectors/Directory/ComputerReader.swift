import Curl
import FoundationEssentials
import LDAP
import Model

/// Turns entries into computers, with one copy of every text that many of them share.
struct ComputerReader {
    static let filter = "(objectCategory=computer)"
    static let attributes = [
        "objectGUID", "sAMAccountName", "operatingSystem", "operatingSystemVersion", "userAccountControl",
        "primaryGroupID", "lastLogonTimestamp", "userCertificate",
    ]

    private(set) var computers: [ComputerFact] = []
    private var shared: [String: String] = [:]

    /// Longer names than this are cut where they are shown; what is compared has to be whole.
    private static let longestName = 2_000
    /// Certificates of one computer that are looked at.
    private static let mostCertificates = 50

    mutating func add(_ entry: borrowing LDAPEntry) {
        let name = entry.firstText(of: "sAMAccountName") ?? ""
        var computer = ComputerFact(
            dn: entry.dn.printable(limit: Self.longestName),
            name: (name.last == "$" ? String(name.dropLast()) : name).printable(),
            objectGUID: entry.firstValue(of: "objectGUID").flatMap { GUID(directoryBytes: $0) })
        computer.operatingSystem = share(entry.firstText(of: "operatingSystem"))
        computer.operatingSystemVersion = share(entry.firstText(of: "operatingSystemVersion"))
        computer.accountControl =
            entry.firstNumber(of: "userAccountControl").flatMap {
                // Signed, as the directory writes all its numbers.
                Int32(exactly: $0).map { UInt32(bitPattern: $0) } ?? UInt32(exactly: $0)
            }
        computer.primaryGroup = entry.firstNumber(of: "primaryGroupID").map { Int($0) }
        computer.lastLogon = entry.firstNumber(of: "lastLogonTimestamp").map { FileTime(ticks: $0) }?
            .secondsSince1970.map { Date(timeIntervalSince1970: $0.rounded(.down)) }
        computer.certificates = Self.certificates(
            entry.values(of: "userCertificate"), of: computer.objectGUID)
        computers.append(computer)
    }

    private mutating func share(_ text: String?) -> String? {
        guard let text else { return nil }
        if let known = shared[text] { return known }
        let printable = text.printable()
        shared[text] = printable
        return printable
    }

    private static func certificates(_ values: [[UInt8]], of guid: GUID?) -> ComputerFact.CertificateState {
        var state = ComputerFact.CertificateState()
        state.values = values.count
        for value in values.prefix(mostCertificates) {
            guard let outline = CertificateOutline(der: value) else {
                state.undecodable += 1
                continue
            }
            guard let guid, let end = outline.notAfter,
                outline.subjectCommonName.flatMap({ GUID($0) }) == guid
            else { continue }
            let notAfter = Date(timeIntervalSince1970: Double(end))
            if let known = state.deviceNotAfter, known >= notAfter { continue }
            state.deviceNotAfter = notAfter
            state.deviceNotBefore = outline.notBefore.map { Date(timeIntervalSince1970: Double($0)) }
        }
        return state
    }
}
