/// The way a probe took.
package enum NetworkPath: Hashable, Sendable {
    case direct
    /// `http://host:port`, without credentials.
    case proxy(String)

    package var via: String {
        switch self {
        case .direct: "direct"
        case .proxy: "proxy"
        }
    }
}

extension NetworkPath: Codable {
    private enum Key: String, CodingKey {
        case via, proxy
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let proxy = try container.decodeIfPresent(String.self, forKey: .proxy) {
            self = .proxy(proxy)
        } else {
            self = .direct
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(via, forKey: .via)
        if case .proxy(let address) = self { try container.encode(address, forKey: .proxy) }
    }
}
