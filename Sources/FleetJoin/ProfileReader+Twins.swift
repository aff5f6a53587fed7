import Model

/// Records of one device beside the one that counts, and whether they say the same.
extension ProfileReader {
    /// Records beyond this many are not held against each other: they are counted all the same.
    private static let most = 4

    /// Objects of the same id as the one that counts.
    ///
    /// - Returns: How many of them there are that are others, or say something else.
    func addObjects(
        _ own: OwnRecords, besides chosen: Int, to profile: inout DeviceProfile, _ twins: inout ProfileTwins
    ) -> Int {
        guard own.entra.count > 1, let id = records.entra.rows[chosen].deviceID else { return 0 }
        let row = records.entra.rows[chosen]
        let same = said(by: row)
        var count = 0
        var added = 0
        for index in own.entra where index != chosen && records.entra.rows[index].deviceID == id {
            let other = records.entra.rows[index]
            let otherwise = said(by: other)
            if otherwise != same {
                count += 1
                if added < Self.most {
                    added += 1
                    var twin = otherwise
                    (twin.entra, twin.otherObjects) = (profile.entra, profile.otherObjects)
                    twins.add(twin, to: &profile)
                }
            } else if other.objectID != row.objectID, records.isInUse(other) {
                count += 1
            }
        }
        return count
    }

    /// Records of the same machine, or in use of the same device.
    ///
    /// - Returns: How many of them there are that are others, or say something else.
    func addRecords(
        _ own: OwnRecords, besides chosen: Int, to profile: inout DeviceProfile, _ twins: inout ProfileTwins
    ) -> Int {
        guard own.machines.count > 1 else { return 0 }
        let row = records.machines.rows[chosen]
        let id = records.machines.texts.slice(row.id)
        var count = 0
        var added = 0
        for index in own.machines where index != chosen {
            let other = records.machines.rows[index]
            let isSame = !id.isEmpty && records.machines.texts.slice(other.id) == id
            guard isSame || records.isRecent(other) else { continue }
            var (one, otherwise) = (said(by: row), said(by: other))
            if !isSame {
                one.keepWhatStays()
                otherwise.keepWhatStays()
            }
            let differs = one != otherwise
            if differs || !isSame { count += 1 }
            guard differs, added < Self.most else { continue }
            added += 1
            (otherwise.machine, otherwise.otherRecords) = (profile.machine, profile.otherRecords)
            twins.add(otherwise, to: &profile)
        }
        return count
    }

    private func said(by row: EntraDevice) -> DeviceProfile {
        var profile = DeviceProfile()
        read(row, into: &profile)
        return profile
    }

    private func said(by row: ListedMachine) -> DeviceProfile {
        var profile = DeviceProfile()
        read(row, into: &profile)
        return profile
    }

    // MARK: - Whose object it is

    /// Bits of the sources that give the device another id than `object` has; nil where the device has none.
    func foreignIDs(_ own: OwnRecords, computer: Int?, object: Int?) -> UInt8 {
        guard object != nil || records.whole.contains(.entra) else { return 0 }
        let row = object.map { records.entra.rows[$0] }
        var bits: UInt8 = 0
        func hold(_ id: GUID?, _ source: Source, isKnown: (GUID) -> Bool) {
            if let id, !isKnown(id) { bits |= source.bit }
        }
        func isListed(_ id: GUID) -> Bool { own.entra.contains { records.entra.rows[$0].deviceID == id } }
        // The id of a computer is that of its object only where the object was synchronized from it.
        if let row, isHybrid(row), let computer {
            hold(records.computers.rows[computer].objectGUID, .computers) { $0 == row.deviceID }
        }
        for index in own.managed where records.isRecent(records.managed.rows[index]) {
            hold(records.managed.rows[index].entraID, .managed, isKnown: isListed)
        }
        for index in own.machines where records.isRecent(records.machines.rows[index]) {
            hold(records.machines.rows[index].entraID, .machines, isKnown: isListed)
        }
        for index in own.evidence {
            for attribute in [DeviceAttribute.entraDeviceID, .enrollmentDeviceID] {
                let id = records.evidence[index].text(attribute).flatMap { GUID($0) }
                hold(id, .evidence) { $0 == row?.deviceID }
            }
        }
        return bits
    }
}

extension DeviceProfile {
    /// Leaves what does not change by a new installation of the device.
    fileprivate mutating func keepWhatStays() {
        agentVersion = 0
        health = 0
        exclusion = 0
        seen = .recent
        isDuplicate = .untold
    }
}
