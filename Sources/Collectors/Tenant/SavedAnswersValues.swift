import Model
import TenantAnswers

/// The pages of one list that is no list of devices.
struct SavedAnswersValues<Value: Codable & Sendable & Equatable> {
    private var pages: [(name: String, page: AnswerValues<Value>, writtenAt: Double)] = []

    mutating func add(_ page: AnswerValues<Value>, _ name: String, _ writtenAt: Double) {
        pages.append((name, page, writtenAt))
    }

    /// What was saved last; nil where there is no page.
    private var newest: SavedAnswersEdition? { .init(newestOf: described) }

    private var described: [SavedAnswersPage] {
        pages.map { name, page, writtenAt in
            SavedAnswersPage(
                name: name, writtenAt: writtenAt, nextLink: page.nextLink, count: page.values.count,
                total: page.total, doubt: page.doubt.map { "\(name) \($0)" })
        }
    }

    /// When what counts was written, of its first file; in seconds since 1970.
    var writtenAt: Double? { newest?.pages.map { pages[$0].writtenAt }.min() }

    /// How many files are not used, since others were saved later.
    var olderFiles: Int { pages.count - (newest?.pages.count ?? 0) }

    /// All values; `why` is what damage or haste may have left out, and `nothing` what is told where no page is there.
    func all(why: Unreadable?, _ nothing: Unreadable, _ age: (Double) -> Unreadable?) -> Observation<[Value]>
    {
        guard let newest else { return .unreadable(why ?? nothing) }
        if let why { return .unreadable(why) }
        if let doubt = newest.doubt { return .unreadable(Unreadable(.graphIncomplete, doubt)) }
        for number in newest.pages {
            if let ill = age(pages[number].writtenAt) { return .unreadable(ill) }
        }
        return .present(newest.pages.flatMap { pages[$0].page.values })
    }

    /// The one value.
    ///
    /// That it is one object alone is no doubt. Where it is there more than once, all have to say the same; an empty list is no answer, and tells `none`.
    func single(
        why: Unreadable?, _ nothing: Unreadable, none: Unreadable, _ age: (Double) -> Unreadable?
    ) -> Observation<Value> {
        guard let newest else { return .unreadable(why ?? nothing) }
        let values = newest.pages.flatMap { number in pages[number].page.values.map { (number, $0) } }
        guard let (first, value) = values.first else { return .unreadable(why ?? none) }
        if let (other, _) = values.first(where: { $0.1 != value }) {
            let places =
                first == other ? pages[first].name : "\(pages[first].name) and \(pages[other].name)"
            return .unreadable(
                Unreadable(
                    .evidenceContradictory, "\(places) \(first == other ? "tells" : "tell") of it in two ways"
                ))
        }
        if let ill = age(pages[first].writtenAt) { return .unreadable(ill) }
        return .present(value)
    }
}

/// Policies, and what other files hold of them.
struct SavedAnswersPolicies {
    var policies = SavedAnswersValues<EndpointSecurityPolicy>()
    /// By the policy's id.
    var assignments: [String: SavedAnswersValues<EndpointSecurityPolicy.Assignment>] = [:]
    var settings: [String: SavedAnswersValues<EndpointSecurityPolicy.Setting>] = [:]

    func all(
        why: Unreadable?, _ nothing: Unreadable, _ age: (Double) -> Unreadable?
    ) -> Observation<[EndpointSecurityPolicy]> {
        let found = policies.all(why: why, nothing, age)
        guard case .present(var list) = found else { return found }
        for position in list.indices {
            let id = list[position].id
            if let own = assignments[id], list[position].assignments.value == nil {
                list[position].assignments = own.all(why: nil, nothing, age)
            }
            if let own = settings[id], list[position].settings.value == nil {
                list[position].settings = own.all(why: nil, nothing, age)
            }
        }
        return .present(list)
    }
}
