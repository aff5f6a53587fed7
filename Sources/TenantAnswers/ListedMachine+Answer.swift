import Model

/// Members of a machine.
///
/// Source: <https://learn.microsoft.com/defender-endpoint/api/machine>
enum MachineField: Int, AnswerField {
    case id, computerDnsName, aadDeviceId, mergedIntoMachineId, lastSeen, osBuild, osPlatform, agentVersion
    case onboardingStatus, healthStatus, managedBy, managedByStatus, isExcluded, exclusionReason, machineTags
    case isPotentialDuplication, osProcessor, osArchitecture
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
        machine.lastSeen = moment(fields[.lastSeen])
        machine.build = build(fields[.osBuild])
        machine.platform = context.draft.symbol(fields[.osPlatform])
        machine.agentVersion = context.draft.symbol(fields[.agentVersion])
        machine.processor = context.draft.loweredSymbol(fields[.osProcessor])
        machine.architecture = context.draft.loweredSymbol(fields[.osArchitecture])
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

    /// What is there and is no time is told apart from what is not there.
    private static func moment(_ value: AnswerValue) -> Seconds {
        guard let text = value.text else {
            return value.isMissing || value.isNull ? .unknown : .unreadable
        }
        guard !text.isEmpty else { return .unknown }
        let seconds = text.seconds
        return seconds == .unknown ? .unreadable : seconds
    }

    /// A portal's table may have the update behind the build: `22631.4317`.
    private static func build(_ value: AnswerValue) -> Int32 {
        var number = value.integer
        if number == nil, value.isCell, let text = value.text {
            let end = (0..<text.count).first { text[$0] == UInt8(ascii: ".") } ?? text.count
            number = text.prefix(end).integer
        }
        return number.flatMap { Int32(exactly: $0) }.map { max(0, $0) } ?? 0
    }

    /// A cell has all tags in one text, and a tag may hold any sign: parts of it are not taken for tags.
    ///
    /// Where the management tag may be among them, what the cell says is not known.
    private mutating func readTags(cell text: AnswerText, _ context: inout RowContext<Self>) {
        hasTags = true
        guard !text.isEmpty else { return }
        let number = context.tags.number(of: text)
        guard number != 0 else { return }
        let isAlone = !(0..<text.count).contains {
            UInt8(ascii: ",") == text[$0] || text[$0] == UInt8(ascii: ";") || text[$0] == UInt8(ascii: "|")
        }
        if isAlone {
            tags = context.draft.symbol(ofTag: number, context.tags[number])
        } else {
            hasTags = false
        }
    }

    private mutating func readTags(_ value: AnswerValue, _ context: inout RowContext<Self>)
        throws(AnswerFault)
    {
        if value.isCell, let text = value.text { return readTags(cell: text, &context) }
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
            var kept = numbers.prefix(100)
            // The management tag itself is never cut off, however many resemble it.
            let tag = context.tags.tag
            if let exact = numbers.dropFirst(100).first(where: { context.tags[$0] == tag }) {
                kept.append(exact)
            }
            let lines = kept.map { context.tags[$0] }
            tags = context.draft.symbol(named: lines.joined(separator: "\n"))
        }
    }
}
