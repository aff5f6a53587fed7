import Model

/// All that the lists say of a device and that judging looks at; devices with equal profiles are judged together.
///
/// Texts are numbers in the table that all lists share.
struct DeviceProfile: Hashable {
    /// What a list has of the device.
    enum Presence: UInt8 {
        /// The list was not asked, or not read to its end.
        case untold
        case absent
        case byID, byName
        /// There are records of the name, and nothing tells whose they are.
        case ambiguous
        /// Saved answers of about the same time contradict each other.
        case contradicted
    }

    enum Account: UInt8 {
        case enabled, disabled, stale, domainController
    }

    /// When a service saw the device last.
    enum Seen: UInt8 {
        case untold, recent, stale
        /// In a form that is not known.
        case unreadable
        /// More than a day ahead.
        case future
    }

    enum Registration: UInt8 {
        case untold, complete, pending
    }

    var computer = Presence.untold
    var account = Account.enabled
    var directorySystem: UInt32 = 0
    var directoryVersion: UInt32 = 0

    var entra = Presence.untold
    var isEnabled = Told.untold
    var isSynced = Told.untold
    var registration = Registration.untold
    var trust: UInt32 = 0
    var entraManagement: UInt32 = 0
    var objectSeen = Seen.untold
    /// Bits of the sources whose id of the device is not that of the object.
    var foreignIDs: UInt8 = 0
    var otherObjects: UInt8 = 0

    var managed = Presence.untold
    /// A symbol: the agent of each record, one a line.
    var agents: UInt32 = 0
    /// The same of records that were not synchronized for long, where they are others.
    var staleAgents: UInt32 = 0

    var machine = Presence.untold
    var seen = Seen.untold
    var hasTags = false
    var build: Int32 = 0
    var platform: UInt32 = 0
    var agentVersion: UInt32 = 0
    var processor: UInt32 = 0
    var architecture: UInt32 = 0
    var isDuplicate = Told.untold
    var onboarding: UInt32 = 0
    var health: UInt32 = 0
    var managedBy: UInt32 = 0
    var managedByStatus: UInt32 = 0
    var exclusion: UInt32 = 0
    var tags: UInt32 = 0
    var otherRecords: UInt8 = 0

    /// Number of what further records say otherwise, among ``ProfileTwins``; 0 where none does.
    var twin: UInt32 = 0
}
