import Model

/// Members of a device object.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/device>
enum EntraField: Int, AnswerField {
    case id, deviceId, displayName, trustType, profileType, managementType, operatingSystem,
        operatingSystemVersion
    case accountEnabled, onPremisesSyncEnabled, registrationDateTime, alternativeSecurityIds
    case approximateLastSignInDateTime
}

extension EntraDevice: AnswerRow {
    static func read(
        _ fields: FieldTable<EntraField>, _ context: inout RowContext<Self>
    ) throws(AnswerFault) -> Self {
        var device = EntraDevice()
        device.deviceID = fields[.deviceId].text?.guid
        device.objectID = fields[.id].text?.guid
        device.name = context.draft.place(fields[.displayName])
        device.trustType = context.draft.loweredSymbol(fields[.trustType])
        device.profileType = context.draft.loweredSymbol(fields[.profileType])
        device.managementType = context.draft.loweredSymbol(fields[.managementType])
        device.system = context.draft.symbol(fields[.operatingSystem])
        device.systemVersion = context.draft.symbol(fields[.operatingSystemVersion])
        device.isEnabled = Told(fields[.accountEnabled].flag)
        // null is never synchronized, by Graph's words; what is not in the answer is not told.
        let synced = fields[.onPremisesSyncEnabled]
        device.isSynced = synced.isNull ? .no : Told(synced.flag)
        device.isRegistered = registration(fields[.registrationDateTime])
        let keys = fields[.alternativeSecurityIds]
        device.hasKeys = keys.isNull ? .no : Told(keys.elementCount.map { $0 > 0 })
        device.lastSignIn = fields[.approximateLastSignInDateTime].text?.seconds ?? .unknown
        return device
    }

    private static func registration(_ value: AnswerValue) -> Told {
        if value.isNull { return .no }
        guard let text = value.text else { return .untold }
        // What is no time is not taken for one.
        return text.isEmpty ? .no : text.seconds == .unknown ? .untold : .yes
    }
}
