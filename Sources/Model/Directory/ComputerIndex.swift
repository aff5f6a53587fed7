/// What the computers of a domain have in common, found once for all checks.
///
/// There may be a hundred thousand computers in few containers and with few systems. What a check asks of these it need not
/// ask of each computer.
package struct ComputerIndex: Sendable {
    /// The names of the containers, each once, in the order in which they came.
    package private(set) var containers: [Substring] = []
    /// For each computer the number of its container.
    package private(set) var containerOf: [Int32] = []
    /// For each operating system in its version, in the order in which they came, the first computer that runs it.
    package private(set) var systems: [Int] = []
    /// For each computer the number of its system.
    package private(set) var systemOf: [Int32] = []

    package init(_ computers: [ComputerFact]) {
        findContainers(computers)
        findSystems(computers)
    }

    private mutating func findContainers(_ computers: [ComputerFact]) {
        containerOf.reserveCapacity(computers.count)
        var known: [Substring: Int32] = [:]
        for place in computers.indices {
            let name = DistinguishedName.split(computers[place].dn).rest
            // Some directories list the computers of a container one after the other.
            if let last = containerOf.last, name == containers[Int(last)] {
                containerOf.append(last)
                continue
            }
            let number = known[name] ?? Int32(containers.count)
            if number == containers.count {
                known[name] = number
                containers.append(name)
            }
            containerOf.append(number)
        }
    }

    private struct System: Hashable {
        var name: String?
        var version: String?
    }

    /// Most computers run one of so few systems, which are found faster by looking than by hashing.
    private static let usual = 16

    private mutating func findSystems(_ computers: [ComputerFact]) {
        systemOf.reserveCapacity(computers.count)
        // Whoever joins computers chooses what they say, so there may be as many systems as computers.
        var others: [System: Int32] = [:]
        for place in computers.indices {
            let usual = systems.prefix(Self.usual).firstIndex { first in
                computers[first].operatingSystem == computers[place].operatingSystem
                    && computers[first].operatingSystemVersion == computers[place].operatingSystemVersion
            }
            if let usual {
                systemOf.append(Int32(usual))
                continue
            }
            let number = Int32(systems.count)
            if systems.count >= Self.usual {
                let system = System(
                    name: computers[place].operatingSystem, version: computers[place].operatingSystemVersion)
                if let known = others[system] {
                    systemOf.append(known)
                    continue
                }
                others[system] = number
            }
            systems.append(place)
            systemOf.append(number)
        }
    }
}
