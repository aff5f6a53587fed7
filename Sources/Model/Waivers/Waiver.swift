package import FoundationEssentials

/// That somebody accepts, until a day, what a check or a reason says of some subjects.
package struct Waiver: Codable, Sendable, Equatable {
    /// The id of the check whose results are accepted, as it was written; absent where a reason is.
    package var check: String?
    /// The code of the reason that is accepted, whatever check gives it, as it was written.
    package var reason: String?
    /// A ``SubjectPattern`` of the names of the subjects, as it was written.
    package var subject: String
    package var because: String
    package var owner: String
    /// From this moment on it waives nothing; whole seconds.
    package var expires: Date
    /// Where it begins in its file, from 1; for messages.
    package var line: Int?
    /// What was likely meant, where no check or reason was called so when it was read.
    package var likelyMeant: String?

    package init(
        check: String? = nil, reason: String? = nil, subject: String, because: String, owner: String,
        expires: Date, line: Int? = nil, likelyMeant: String? = nil
    ) {
        self.check = check
        self.reason = reason
        self.subject = subject
        self.because = because
        self.owner = owner
        self.expires = expires
        self.line = line
        self.likelyMeant = likelyMeant
    }

    /// The id or code that it names.
    package var target: String { check ?? reason ?? "" }

    /// Whether it waives anything at `moment`; at the very second of its end it does not.
    package func isInForce(at moment: Date) -> Bool { moment < expires }

    /// For how many more seconds it waives anything; negative where it has expired.
    package func secondsLeft(at moment: Date) -> Double { expires.timeIntervalSince(moment) }
}

/// The waivers that a run was given.
package struct GivenWaivers: Codable, Sendable, Equatable {
    /// The moment by which it is told which are in force: the start of the run, in whole seconds.
    package var judgedAt: Date
    /// In the order of the file; at most ``maximumCount``.
    package var waivers: [Waiver]
    /// What the redacted ones of them mean; absent where they are as they were given.
    package var meanings: [WaiverMeaning]?

    /// Each is held against each result, and against each of very many devices.
    package static let maximumCount = 1000

    /// Of a pattern in a saved report, in which redaction may have put tokens for short names.
    private static let maximumSubject = 16 * SubjectPattern.maximumLength

    package init(judgedAt: Date, waivers: [Waiver]) {
        self.judgedAt = judgedAt
        self.waivers = waivers
    }
}

extension GivenWaivers {
    private enum Key: String, CodingKey {
        case judgedAt, waivers, meanings
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        judgedAt = try container.decode(Date.self, forKey: .judgedAt)
        waivers = try container.decode([Waiver].self, forKey: .waivers)
        meanings = try container.decodeIfPresent([WaiverMeaning].self, forKey: .meanings)
        let isTooLong = waivers.contains {
            $0.subject.unicodeScalars.count > Self.maximumSubject
        }
        guard waivers.count <= Self.maximumCount, !isTooLong else {
            throw DecodingError.dataCorruptedError(
                forKey: .waivers, in: container, debugDescription: "there are too many, or one is too long")
        }
    }
}

extension Report {
    /// What of a result is waived; it stays in the report with all that it says.
    package struct Waived: Codable, Sendable, Equatable {
        /// What the result would be without the waivers.
        package var status: Status
        /// Of the devices that are not right or could not be told, how many are waived; absent where the subject is
        /// not devices.
        package var devices: Int?
        /// The waivers that make it so, in the order of their file.
        package var by: [Waiver]

        package init(status: Status, devices: Int? = nil, by: [Waiver]) {
            self.status = status
            self.devices = devices
            self.by = by
        }
    }
}
