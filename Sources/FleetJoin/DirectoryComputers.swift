import FoundationEssentials
package import Model

extension DeviceListing<ListedComputer> {
    /// The computers that were read over LDAP, of all domains one behind the other; nil where none was asked for.
    package init?(_ directories: [DirectoryFact]) {
        guard !directories.isEmpty else { return nil }
        self.init()
        rows.reserveCapacity(directories.reduce(0) { $0 + ($1.computers.value?.count ?? 0) })
        for directory in directories {
            observedAt = [observedAt, directory.observedAt].compactMap(\.self).min()
            switch directory.computers {
            case .present(let computers):
                for computer in computers { add(computer) }
            case .absent: break
            case .unreadable(let why): if incomplete == nil { incomplete = why }
            }
        }
    }

    private mutating func add(_ computer: ComputerFact) {
        var row = ListedComputer()
        row.objectGUID = computer.objectGUID
        row.dn = texts.add(computer.dn.utf8)
        row.name = texts.add(computer.name.utf8)
        row.system = symbols.number(of: computer.operatingSystem ?? "")
        row.systemVersion = symbols.number(of: computer.operatingSystemVersion ?? "")
        if let control = computer.accountControl {
            row.isDisabled = Told(control & 0x2 != 0)
            row.isDomainController = control & 0x2000 != 0
        }
        if computer.primaryGroup == 516 || computer.primaryGroup == 521 { row.isDomainController = true }
        if let date = computer.lastLogon {
            let seconds = date.timeIntervalSince1970
            row.lastLogon = seconds.magnitude < 1e15 ? Seconds(seconds) : .unknown
        }
        row.hasCertificate = Told(computer.certificates.values > 0)
        rows.append(row)
    }
}
