package import FoundationEssentials

/// How old something is that the tenant's services tell with its time.
package enum TenantAge: Sendable, Equatable {
    case fresh
    /// It was old already when it was read.
    case old(seconds: Double)
    /// It was not old when it was read, and may be by now.
    case oldSinceRead
    case future
    /// Nothing tells when it was read, or judged.
    case unknown
}

extension FactSet {
    /// Holds a moment against those at which the tenant was read and judged; `limit` is in seconds.
    ///
    /// A moment that is more than a day ahead is in the future: clocks differ, and time zones are mistaken.
    package func tenantAge(of moment: Date, limit: Double) -> TenantAge {
        let readAt = tenantServices?.observedAt
        let judgedAt = deviceExpectation?.judgedAt ?? directoryExpectation?.judgedAt ?? readAt
        guard let judgedAt else { return .unknown }
        let age = moment.seconds(until: judgedAt)
        guard age >= -86_400 else { return .future }
        guard age > limit else { return .fresh }
        let ageWhenRead = moment.seconds(until: readAt ?? judgedAt)
        return ageWhenRead > limit ? .old(seconds: ageWhenRead) : .oldSinceRead
    }
}

extension Double {
    /// Seconds in words, such as `5 hours` or `3 days`.
    package var asAge: String {
        let hours = self / 3600
        guard hours.isFinite, hours < 24e6 else { return "very many days" }
        return hours < 48 ? "\(Int(max(hours, 0))) hours" : "\(Int(hours / 24)) days"
    }
}
