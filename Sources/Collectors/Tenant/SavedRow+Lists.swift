import Model

extension ListedComputer: SavedRow {
    /// Computers of one part of the directory may be in one file, and others in another.
    static var isPaged: Bool { false }

    func keys(_ texts: TextBlock) -> (SavedAnswersKey?, SavedAnswersKey?) {
        (objectGUID.map { .guid($0) } ?? dn.key(texts), nil)
    }

    func isAnother(than other: Self) -> Bool { !objectGUID.fits(other.objectGUID) }

    func agrees(with other: Self, _ texts: TextBlock) -> Bool {
        dn.fits(other.dn, texts) && name.fits(other.name, texts)
            && system.fits(other.system) && systemVersion.fits(other.systemVersion)
            && isDisabled.fits(other.isDisabled) && isDomainController == other.isDomainController
    }

    mutating func update(by newer: Self) {
        isDisabled.update(by: newer.isDisabled)
        lastLogon.update(by: newer.lastLogon)
    }

    /// The domain: what stands from the first `DC=` on.
    func realm(_ texts: TextBlock) -> ArraySlice<UInt8>? {
        let name = texts.slice(dn)
        var isStart = true
        for place in name.indices {
            if isStart, name.endIndex - place > 3, name[place] | 0x20 == UInt8(ascii: "d"),
                name[place + 1] | 0x20 == UInt8(ascii: "c"), name[place + 2] == UInt8(ascii: "=")
            {
                return name[place...]
            }
            isStart = name[place] == UInt8(ascii: ",") || isStart && name[place] == UInt8(ascii: " ")
        }
        return nil
    }
}

extension EntraDevice: SavedRow {
    func keys(_ texts: TextBlock) -> (SavedAnswersKey?, SavedAnswersKey?) {
        (objectID.map { .guid($0) }, deviceID.map { .guid($0) })
    }

    func isAnother(than other: Self) -> Bool { !objectID.fits(other.objectID) }

    func agrees(with other: Self, _ texts: TextBlock) -> Bool {
        deviceID.fits(other.deviceID) && name.fits(other.name, texts)
            && trustType.fits(other.trustType) && profileType.fits(other.profileType)
            && managementType.fits(other.managementType) && isEnabled.fits(other.isEnabled)
            && isSynced.fits(other.isSynced) && isRegistered.fits(other.isRegistered)
            && hasKeys.fits(other.hasKeys)
    }

    mutating func update(by newer: Self) {
        if let id = newer.deviceID { deviceID = id }
        trustType.update(by: newer.trustType)
        managementType.update(by: newer.managementType)
        isEnabled.update(by: newer.isEnabled)
        isSynced.update(by: newer.isSynced)
        lastSignIn.update(by: newer.lastSignIn)
    }
}

extension ManagedDevice: SavedRow {
    func keys(_ texts: TextBlock) -> (SavedAnswersKey?, SavedAnswersKey?) {
        (id.map { .guid($0) }, entraID.map { .guid($0) })
    }

    func isAnother(than other: Self) -> Bool { !id.fits(other.id) }

    func agrees(with other: Self, _ texts: TextBlock) -> Bool {
        entraID.fits(other.entraID) && name.fits(other.name, texts) && agent.fits(other.agent)
            && system.fits(other.system)
    }

    mutating func update(by newer: Self) {
        if let id = newer.entraID { entraID = id }
        agent.update(by: newer.agent)
        lastSync.update(by: newer.lastSync)
    }
}

extension ListedMachine: SavedRow {
    func keys(_ texts: TextBlock) -> (SavedAnswersKey?, SavedAnswersKey?) { (id.key(texts), nil) }

    func isAnother(than other: Self) -> Bool { false }

    func agrees(with other: Self, _ texts: TextBlock) -> Bool {
        entraID.fits(other.entraID) && mergedInto.fits(other.mergedInto, texts)
            && (build == other.build || build == 0 || other.build == 0) && platform.fits(other.platform)
            && agentVersion.fits(other.agentVersion) && onboarding.fits(other.onboarding)
            && health.fits(other.health) && managedBy.fits(other.managedBy)
            && managedByStatus.fits(other.managedByStatus) && exclusion == other.exclusion
            && (tags == other.tags || !hasTags || !other.hasTags) && isDuplicate.fits(other.isDuplicate)
    }

    mutating func update(by newer: Self) {
        if let id = newer.entraID { entraID = id }
        if newer.build > 0 { build = newer.build }
        agentVersion.update(by: newer.agentVersion)
        onboarding.update(by: newer.onboarding)
        health.update(by: newer.health)
        managedBy.update(by: newer.managedBy)
        managedByStatus.update(by: newer.managedByStatus)
        exclusion.update(by: newer.exclusion)
        lastSeen.update(by: newer.lastSeen)
        if newer.hasTags { (hasTags, tags) = (true, newer.tags) }
    }
}

extension TextBlock.Place {
    fileprivate func key(_ texts: TextBlock) -> SavedAnswersKey? {
        isEmpty ? nil : .text(Array(texts.slice(self)))
    }

    fileprivate func fits(_ other: Self, _ texts: TextBlock) -> Bool {
        isEmpty || other.isEmpty || texts.slice(self) == texts.slice(other)
    }
}

extension GUID? {
    fileprivate func fits(_ other: GUID?) -> Bool { self == nil || other == nil || self == other }
}

extension Told {
    fileprivate func fits(_ other: Told) -> Bool { self == .untold || other == .untold || self == other }

    fileprivate mutating func update(by newer: Told) {
        if newer != .untold { self = newer }
    }
}

/// Symbols; 0 is what is not told.
extension UInt32 {
    fileprivate func fits(_ other: UInt32) -> Bool { self == 0 || other == 0 || self == other }

    fileprivate mutating func update(by newer: UInt32) {
        if newer != 0 { self = newer }
    }
}

extension Seconds {
    fileprivate mutating func update(by newer: Seconds) {
        if newer != .unknown { self = newer }
    }
}
