import Model
import TenantAnswers

/// The pages of one list that is no list of devices.
struct SavedAnswersValues<Value: Codable & Sendable & Equatable> {
    private var pages: [(name: String, page: AnswerValues<Value>, writtenAt: Double)] = []

    /// Adds a page; of a value that is there already, by its id, the newer one is kept.
    mutating func add(
        _ page: AnswerValues<Value>, _ name: String, _ writtenAt: Double, id: ((Value) -> String)? = nil
    ) {
        var added = page
        if let id {
            for position in pages.indices {
                if writtenAt >= pages[position].writtenAt {
                    let newer = Set(added.values.map(id))
                    pages[position].page.values.removeAll { newer.contains(id($0)) }
                } else {
                    let newer = Set(pages[position].page.values.map(id))
                    added.values.removeAll { newer.contains(id($0)) }
                }
            }
        }
        pages.append((name, added, writtenAt))
    }

    /// All values; `why` is what damage or haste may have left out, and `nothing` what is told where no page is there.
    func all(why: Unreadable?, _ nothing: Unreadable, _ age: (Double) -> Unreadable?) -> Observation<[Value]>
    {
        guard !pages.isEmpty else { return .unreadable(why ?? nothing) }
        if let why { return .unreadable(why) }
        if let last = pages.last(where: { $0.page.nextLink != nil }),
            pages.allSatisfy({ $0.page.nextLink != nil })
        {
            return .unreadable(
                Unreadable(.graphIncomplete, "\(last.name) leads on to a page that is not among the files"))
        }
        if let old = pages.map(\.writtenAt).min().flatMap(age) { return .unreadable(old) }
        return .present(pages.flatMap(\.page.values))
    }

    /// The one value, of the newest page.
    func single(why: Unreadable, _ age: (Double) -> Unreadable?) -> Observation<Value> {
        let newest = pages.filter { !$0.page.values.isEmpty }.max { $0.writtenAt < $1.writtenAt }
        guard let newest, let value = newest.page.values.first else { return .unreadable(why) }
        if let old = age(newest.writtenAt) { return .unreadable(old) }
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
