import CAres

/// What the loop found out, whatever was asked.
enum Finding: Sendable {
    case addresses([String])
    case services([ServiceRecord])
    case noSuchName
    /// The name exists and has no such records.
    case nothing
    case serverFailure(detail: String)
    case timeout
    case cancelled

    init(_ status: Int32, addresses: [String]) {
        self = status == ARES_SUCCESS && !addresses.isEmpty ? .addresses(addresses) : Self.failure(status)
    }

    init(_ status: Int32, services: [ServiceRecord]) {
        // RFC 2782: the root as a target says that there is no such service here.
        let offered = services.filter { !$0.target.isEmpty && $0.target != "." }
        self = status == ARES_SUCCESS && !offered.isEmpty ? .services(offered.sorted()) : Self.failure(status)
    }

    /// What a status says; success is an answer without records here.
    private static func failure(_ status: Int32) -> Finding {
        switch status {
        case ARES_SUCCESS, ARES_ENODATA: .nothing
        case ARES_ENOTFOUND: .noSuchName
        case ARES_ETIMEOUT: .timeout
        case ARES_ECANCELLED: .cancelled
        default: .serverFailure(detail: Channel.words(for: status))
        }
    }

    /// As the answer to a question for addresses.
    var addresses: LookupAnswer {
        switch self {
        case .addresses(let found): .addresses(found)
        case .noSuchName: .noSuchName
        case .nothing, .services: .noAddress
        case .serverFailure(let detail): .serverFailure(detail: detail)
        case .timeout: .timeout
        case .cancelled: .cancelled
        }
    }

    /// As the answer to a question for services.
    var services: ServiceAnswer {
        switch self {
        case .services(let found): .records(found)
        case .noSuchName: .noSuchName
        case .nothing, .addresses: .noRecords
        case .serverFailure(let detail): .serverFailure(detail: detail)
        case .timeout: .timeout
        case .cancelled: .cancelled
        }
    }
}
