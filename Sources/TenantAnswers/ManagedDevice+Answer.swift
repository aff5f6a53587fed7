import Model

/// Members of a managed device.
///
/// Source: <https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice>
enum ManagedField: Int, AnswerField {
    case azureADDeviceId, deviceName, managementAgent, deviceEnrollmentType, managementState,
        deviceRegistrationState
    case operatingSystem, osVersion, lastSyncDateTime, id
}

extension ManagedDevice: AnswerRow {
    static func read(
        _ fields: FieldTable<ManagedField>, _ context: inout RowContext<Self>
    ) throws(AnswerFault) -> Self {
        var device = ManagedDevice()
        device.id = fields[.id].text?.guid
        device.entraID = fields[.azureADDeviceId].text?.guid
        device.name = context.draft.place(fields[.deviceName])
        device.agent = context.draft.loweredSymbol(fields[.managementAgent])
        device.enrollmentType = context.draft.loweredSymbol(fields[.deviceEnrollmentType])
        device.managementState = context.draft.loweredSymbol(fields[.managementState])
        device.registrationState = context.draft.loweredSymbol(fields[.deviceRegistrationState])
        device.system = context.draft.symbol(fields[.operatingSystem])
        device.systemVersion = context.draft.symbol(fields[.osVersion])
        device.lastSync = fields[.lastSyncDateTime].text?.seconds ?? .unknown
        return device
    }
}
