/// What further records of a device say otherwise than the one that counts: profiles of which one list's part is filled.
struct ProfileTwins {
    private var profiles: [DeviceProfile] = []
    private var numbers: [DeviceProfile: UInt32] = [:]

    /// Lets what a further record says follow on what `profile` says.
    mutating func add(_ twin: DeviceProfile, to profile: inout DeviceProfile) {
        var twin = twin
        twin.twin = profile.twin
        if let number = numbers[twin] {
            profile.twin = number
            return
        }
        profiles.append(twin)
        profile.twin = UInt32(profiles.count)
        numbers[twin] = profile.twin
    }

    func following(_ profile: DeviceProfile) -> [DeviceProfile] {
        var found: [DeviceProfile] = []
        var number = profile.twin
        while number > 0 {
            let twin = profiles[Int(number) - 1]
            found.append(twin)
            number = twin.twin
        }
        return found
    }
}
