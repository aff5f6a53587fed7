/// One reason for a verdict, with the facts that it rests on.
package struct Reason: Codable, Sendable, Equatable {
    package var code: ReasonCode
    /// One sentence, without a full stop, naming what was seen and where.
    package var message: String
    /// Ids of facts.
    package var facts: [String]
    /// What to do about this code; filled in from the catalogue.
    package var remedy: String?

    package init(_ code: ReasonCode, _ message: String, facts: [String] = []) {
        self.code = code
        self.message = message
        self.facts = facts
    }
}

/// What a check answers about one subject.
package enum Verdict: Sendable, Equatable {
    /// The condition holds; `seen` says on what grounds, in a few words.
    case met(seen: String)
    case notMet([Reason])
    /// It cannot be told; `blockedBy` names the checks whose failure is the cause, if any.
    case undetermined([Reason], blockedBy: [CheckID] = [])
    case notApplicable(why: String)
}

/// What a result is about.
package struct Subject: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable {
        case environment, endpoint, directory, tenant, device, devices
    }

    package var kind: Kind
    package var name: String
    /// `direct` or `proxy`, for what was seen over the network.
    package var via: String?

    package init(_ kind: Kind, _ name: String, via: String? = nil) {
        self.kind = kind
        self.name = name
        self.via = via
    }

    package static let environment = Subject(.environment, "environment")
}

/// A verdict with its subject.
package struct Finding: Sendable, Equatable {
    package var subject: Subject
    package var verdict: Verdict
    /// What is said of each device, where the subject is many.
    package var fleet: FleetOutcome?
    /// How many of the devices were judged before the run was interrupted; absent where all were.
    package var judged: Int?

    package init(_ subject: Subject, _ verdict: Verdict, fleet: FleetOutcome? = nil, judged: Int? = nil) {
        self.subject = subject
        self.verdict = verdict
        self.fleet = fleet
        self.judged = judged
    }
}
