/// Where in a file a value stands; put into words only where something is wrong with it.
indirect enum Place: Sendable, CustomStringConvertible {
    case root
    case key(String, in: Place)
    /// Counted from 0.
    case element(Int, in: Place)

    /// Such as `network.endpoints[2].host`; empty for the file as a whole.
    var description: String {
        switch self {
        case .root: ""
        case .key(let name, .root): name
        case .key(let name, let outer): "\(outer).\(name)"
        case .element(let number, let outer): "\(outer)[\(number)]"
        }
    }
}
