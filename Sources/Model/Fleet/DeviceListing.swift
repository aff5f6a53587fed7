package import FoundationEssentials

/// A list of devices as one source has it, in few bytes each.
package struct DeviceListing<Row: ListedDevice>: Sendable, Equatable {
    package var rows: [Row] = []
    package var texts = TextBlock()
    package var symbols = SymbolTable()
    /// When the source was asked, or the oldest of the files was written; absent where nothing tells.
    package var observedAt: Date?
    /// Why it may lack devices, or why there are none; absent where it was read to its end.
    package var incomplete: Unreadable?

    package init() {}

    /// Adds the rows of another part of the same list.
    package mutating func add(_ part: DeviceListing) {
        if rows.isEmpty && texts.bytes.isEmpty {
            (rows, texts, symbols) = (part.rows, part.texts, part.symbols)
        } else {
            let offset = texts.add(part.texts)
            let numbers = symbols.add(part.symbols)
            for var row in part.rows {
                row.move(texts: offset, symbols: numbers)
                rows.append(row)
            }
        }
        observedAt = [observedAt, part.observedAt].compactMap(\.self).min()
        if incomplete == nil { incomplete = part.incomplete }
    }
}

/// One device of a list.
package protocol ListedDevice: Sendable, Equatable {
    /// Whether saved answers of about the same time say different things of it, so that none of them can be relied on.
    var isContradicted: Bool { get set }

    /// Makes its places and numbers those of a block and a table to which its own have been added.
    mutating func move(texts offset: UInt32, symbols numbers: [UInt32])
}

/// Yes, no, or not told.
package enum Told: UInt8, Sendable {
    case untold, no, yes

    package init(_ flag: Bool?) {
        self = flag.map { $0 ? .yes : .no } ?? .untold
    }
}

/// Seconds since 1970, or ``unknown``.
package typealias Seconds = Int64

extension Seconds {
    package static let unknown = Int64.min
    /// There is a text, and it is no time in a form that is known.
    package static let unreadable = Int64.min + 1

    package var isKnown: Bool { self > .unreadable }
}

extension TextBlock.Place {
    fileprivate mutating func move(by offset: UInt32) {
        if count > 0 { start += offset }
    }
}

/// A computer account of Active Directory.
package struct ListedComputer: ListedDevice {
    /// objectGUID, which the cloud takes for the device's id.
    package var objectGUID: GUID?
    /// The distinguished name.
    package var dn = TextBlock.Place.none
    /// sAMAccountName without its `$`.
    package var name = TextBlock.Place.none
    /// A symbol, as all that follow.
    package var system: UInt32 = 0
    package var systemVersion: UInt32 = 0
    /// userAccountControl has 2 (disabled).
    package var isDisabled = Told.untold
    package var isDomainController = false
    /// lastLogonTimestamp.
    package var lastLogon = Seconds.unknown
    /// Whether userCertificate has any value; untold where that was not read.
    package var hasCertificate = Told.untold
    package var isContradicted = false

    package init() {}

    package mutating func move(texts offset: UInt32, symbols numbers: [UInt32]) {
        dn.move(by: offset)
        name.move(by: offset)
        system = numbers[Int(system)]
        systemVersion = numbers[Int(systemVersion)]
    }
}

/// A device object of Entra ID, as Graph's `devices` have it.
package struct EntraDevice: ListedDevice {
    /// deviceId; absent where it is null or no GUID.
    package var deviceID: GUID?
    /// The object's own id.
    package var objectID: GUID?
    /// displayName, the bare name of the computer.
    package var name = TextBlock.Place.none
    /// A symbol in lower case, as all that follow: trustType.
    package var trustType: UInt32 = 0
    package var profileType: UInt32 = 0
    package var managementType: UInt32 = 0
    /// operatingSystem, as it is.
    package var system: UInt32 = 0
    package var systemVersion: UInt32 = 0
    package var isEnabled = Told.untold
    /// onPremisesSyncEnabled.
    package var isSynced = Told.untold
    /// Whether registrationDateTime has a value; untold where the answer has no such member.
    package var isRegistered = Told.untold
    /// Whether alternativeSecurityIds has an element; untold where the answer has no such member.
    package var hasKeys = Told.untold
    /// approximateLastSignInDateTime.
    package var lastSignIn = Seconds.unknown
    package var isContradicted = false

    package init() {}

    package mutating func move(texts offset: UInt32, symbols numbers: [UInt32]) {
        name.move(by: offset)
        trustType = numbers[Int(trustType)]
        profileType = numbers[Int(profileType)]
        managementType = numbers[Int(managementType)]
        system = numbers[Int(system)]
        systemVersion = numbers[Int(systemVersion)]
    }
}

/// A device that Intune lists, as Graph's `managedDevices` have it.
package struct ManagedDevice: ListedDevice {
    /// Intune's own id.
    package var id: GUID?
    /// azureADDeviceId; absent where it is null, no GUID, or nothing but zeros.
    package var entraID: GUID?
    /// deviceName, the bare name of the computer.
    package var name = TextBlock.Place.none
    /// A symbol in lower case, as all that follow: managementAgent.
    package var agent: UInt32 = 0
    package var enrollmentType: UInt32 = 0
    package var managementState: UInt32 = 0
    package var registrationState: UInt32 = 0
    /// operatingSystem and osVersion, as they are.
    package var system: UInt32 = 0
    package var systemVersion: UInt32 = 0
    package var lastSync = Seconds.unknown
    package var isContradicted = false

    package init() {}

    package mutating func move(texts offset: UInt32, symbols numbers: [UInt32]) {
        name.move(by: offset)
        agent = numbers[Int(agent)]
        enrollmentType = numbers[Int(enrollmentType)]
        managementState = numbers[Int(managementState)]
        registrationState = numbers[Int(registrationState)]
        system = numbers[Int(system)]
        systemVersion = numbers[Int(systemVersion)]
    }
}

/// A machine of Defender for Endpoint, as its API's `machines` have it.
package struct ListedMachine: ListedDevice {
    /// id, 40 hexadecimal digits.
    package var id = TextBlock.Place.none
    /// computerDnsName: a full name, or a bare one.
    package var name = TextBlock.Place.none
    /// aadDeviceId; absent where it is null, no GUID, or nothing but zeros.
    package var entraID: GUID?
    /// mergedIntoMachineId, or nothing.
    package var mergedInto = TextBlock.Place.none
    package var lastSeen = Seconds.unknown
    /// osBuild; 0 where it is not told.
    package var build: Int32 = 0
    /// A symbol as it is: osPlatform.
    package var platform: UInt32 = 0
    /// agentVersion.
    package var agentVersion: UInt32 = 0
    /// A symbol in lower case, as all that follow: onboardingStatus.
    package var onboarding: UInt32 = 0
    /// osProcessor.
    package var processor: UInt32 = 0
    /// osArchitecture.
    package var architecture: UInt32 = 0
    package var health: UInt32 = 0
    package var managedBy: UInt32 = 0
    package var managedByStatus: UInt32 = 0
    /// exclusionReason, or `excluded` where isExcluded is true without one.
    package var exclusion: UInt32 = 0
    /// A symbol as it is: those of machineTags that are the management tag or nearly it, each on a line.
    package var tags: UInt32 = 0
    /// Whether the answer has machineTags at all.
    package var hasTags = false
    /// isPotentialDuplication.
    package var isDuplicate = Told.untold
    package var isContradicted = false

    package init() {}

    package mutating func move(texts offset: UInt32, symbols numbers: [UInt32]) {
        id.move(by: offset)
        name.move(by: offset)
        mergedInto.move(by: offset)
        platform = numbers[Int(platform)]
        agentVersion = numbers[Int(agentVersion)]
        onboarding = numbers[Int(onboarding)]
        processor = numbers[Int(processor)]
        architecture = numbers[Int(architecture)]
        health = numbers[Int(health)]
        managedBy = numbers[Int(managedBy)]
        managedByStatus = numbers[Int(managedByStatus)]
        exclusion = numbers[Int(exclusion)]
        tags = numbers[Int(tags)]
    }
}

/// What the sources list, each absent where it was not asked.
package struct FleetSources: Sendable, Equatable {
    package var computers: DeviceListing<ListedComputer>?
    package var entraDevices: DeviceListing<EntraDevice>?
    package var managedDevices: DeviceListing<ManagedDevice>?
    package var machines: DeviceListing<ListedMachine>?

    package init() {}

    package var isEmpty: Bool {
        computers == nil && entraDevices == nil && managedDevices == nil && machines == nil
    }
}
