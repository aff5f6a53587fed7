import Model

/// Properties as Get-ADComputer calls them, or attributes as the directory does.
///
/// Source: <https://learn.microsoft.com/powershell/module/activedirectory/get-adcomputer>
enum ComputerField: Int, AnswerField {
    case objectGUID, distinguishedName, sAMAccountName, name, operatingSystem, operatingSystemVersion, enabled
    case userAccountControl, lastLogonDate, lastLogonTimestamp, primaryGroupID, userCertificate
}

/// A list that PowerShell has wrapped.
enum WrappedField: Int, AnswerField {
    case value, count
}

extension ListedComputer: AnswerRow {
    static func read(
        _ fields: FieldTable<ComputerField>, _ context: inout RowContext<Self>
    ) throws(AnswerFault) -> Self {
        var computer = ListedComputer()
        computer.objectGUID = fields[.objectGUID].text?.guid
        computer.dn = context.draft.place(fields[.distinguishedName])
        computer.name = context.draft.place(name(fields))
        computer.system = context.draft.symbol(fields[.operatingSystem])
        computer.systemVersion = context.draft.symbol(fields[.operatingSystemVersion])
        let control = fields[.userAccountControl].integer
        if let isEnabled = fields[.enabled].flag {
            computer.isDisabled = Told(!isEnabled)
        } else {
            computer.isDisabled = Told(control.map { $0 & 2 != 0 })
        }
        let group = fields[.primaryGroupID].integer
        computer.isDomainController =
            group == 516 || group == 521 || control.map { $0 & 0x2000 != 0 } ?? false
        computer.lastLogon = lastLogon(fields)
        computer.hasCertificate = certificate(fields[.userCertificate], context.parser)
        return computer
    }

    private static func name(_ fields: FieldTable<ComputerField>) -> AnswerText? {
        guard let account = fields[.sAMAccountName].text, !account.isEmpty else { return fields[.name].text }
        return account[account.count - 1] == UInt8(ascii: "$") ? account.prefix(account.count - 1) : account
    }

    private static func lastLogon(_ fields: FieldTable<ComputerField>) -> Seconds {
        if let seconds = fields[.lastLogonDate].text?.seconds, seconds != .unknown { return seconds }
        let stamp = fields[.lastLogonTimestamp]
        if let text = stamp.text, text.count > 19 { return text.seconds }
        // 100 nanoseconds since 1601; 0 and the largest number are never.
        guard let ticks = stamp.integer ?? stamp.text?.integer, ticks > 0, ticks < .max else {
            return .unknown
        }
        return ticks / 10_000_000 - 11_644_473_600
    }

    private static func certificate(_ value: AnswerValue, _ parser: JSONParser) -> Told {
        if value.isNull { return .no }
        if let count = value.elementCount { return Told(count > 0) }
        if let text = value.text { return Told(!text.isEmpty) }
        guard value.isObject else { return .untold }
        let wrapped = FieldTable<WrappedField>()
        guard (try? wrapped.read(value, by: parser)) != nil else { return .untold }
        return Told(wrapped[.value].elementCount.map { $0 > 0 } ?? wrapped[.count].integer.map { $0 > 0 })
    }
}
