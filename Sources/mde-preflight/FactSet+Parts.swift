import Model

/// Facts in parts, so that those of very many devices need not be held twice.
extension FactSet {
    private static let partLength = 500

    /// All but the devices.
    var withoutDevices: FactSet {
        var rest = self
        rest.devices = []
        return rest
    }

    /// The numbers of the devices of each part, in their order.
    var partsOfDevices: [Range<Int>] {
        stride(from: 0, to: devices.count, by: Self.partLength).map {
            $0..<min($0 + Self.partLength, devices.count)
        }
    }

    /// The facts of some devices alone.
    func devices(_ range: Range<Int>) -> FactSet {
        var part = FactSet()
        part.devices = Array(devices[range])
        return part
    }

    /// Takes the claims of some devices out; of the devices stays what they are called, and of which files they are.
    mutating func dropClaims(_ range: Range<Int>) {
        for index in range { devices[index].claims = [] }
    }
}
