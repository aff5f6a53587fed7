import Model

/// Members of a machine.
///
/// Source: <https://learn.microsoft.com/defender-endpoint/api/machine>
enum MachineField: Int, AnswerField {
    case id, computerDnsName, aadDeviceId, mergedIntoMachineId, lastSeen, osBuild, osPlatform, agentVersion
    case onboardingStatus, healthStatus, managedBy, managedByStatus, isExcluded, exclusionReason, machineTags
    case isPotentialDuplication, osProcessor
}

extension ListedMachine: AnswerRow {
    static func read(
        _ fields: FieldTable<MachineField>, _ context: inout RowContext<Self>
    ) throws(AnswerFault) -> Self {
        var machine = ListedMachine()
        machine.id = context.draft.place(fields[.id])
        machine.name = context.draft.place(fields[.computerDnsName])
        machine.entraID = fields[.aadDeviceId].text?.guid
        machine.mergedInto = context.draft.place(fields[.mergedIntoMachineId])
        machine.lastSeen = fields[.lastSeen].text?.seconds ?? .unknown
        machine.build = fields[.osBuild].integer.flatMap { Int32(exactly: $0) }.map { max(0, $0) } ?? 0
        machine.platform = context.draft.symbol(fields[.osPlatform])
        machine.agentVersion = context.draft.symbol(fields[.agentVersion])
        machine.processor = context.draft.loweredSymbol(fields[.osProcessor])
        machine.onboarding = context.draft.loweredSymbol(fields[.onboardingStatus])
        machine.health = context.draft.loweredSymbol(fields[.healthStatus])
        machine.managedBy = context.draft.loweredSymbol(fields[.managedBy])
        machine.managedByStatus = context.draft.loweredSymbol(fields[.managedByStatus])
        machine.exclusion = context.draft.loweredSymbol(fields[.exclusionReason])
        if machine.exclusion == 0, fields[.isExcluded].flag == true {
            machine.exclusion = context.draft.symbol(named: "excluded")
        }
        machine.isDuplicate = Told(fields[.isPotentialDuplication].flag)
        try machine.readTags(fields[.machineTags], &context)
        return machine
    }

    private mutating func readTags(_ value: AnswerValue, _ context: inout RowContext<Self>)
        throws(AnswerFault)
    {
        guard let count = value.elementCount else { return }
        hasTags = true
        guard count > 0 else { return }
        var numbers: [UInt32] = []
        try context.parser.forEachElement(of: value) { (tag) throws(AnswerFault) in
            guard let text = tag.text else { return }
            let number = context.tags.number(of: text)
            if number != 0 { numbers.append(number) }
        }
        if numbers.count == 1 {
            tags = context.draft.symbol(ofTag: numbers[0], context.tags[numbers[0]])
        } else if numbers.count > 1 {
            let lines = numbers.prefix(100).map { context.tags[$0] }
            tags = context.draft.symbol(named: lines.joined(separator: "\n"))
        }
    }
}
