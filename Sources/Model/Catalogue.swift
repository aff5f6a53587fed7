/// What people read about a check.
package struct CheckDescription: Sendable, Equatable {
    package var id: CheckID
    package var area: Area
    package var title: String
    package var why: String
    package var breaks: String
    package var judged: String
    package var remedy: String
    package var source: String

    package init(
        id: CheckID, area: Area, title: String, why: String, breaks: String, judged: String, remedy: String,
        source: String
    ) {
        self.id = id
        self.area = area
        self.title = title
        self.why = why
        self.breaks = breaks
        self.judged = judged
        self.remedy = remedy
        self.source = source
    }
}

/// What people read about a reason code.
package struct ReasonDescription: Sendable, Equatable {
    package var code: ReasonCode
    package var title: String
    package var means: String
    package var remedy: String
    package var source: String

    package init(code: ReasonCode, title: String, means: String, remedy: String, source: String) {
        self.code = code
        self.title = title
        self.means = means
        self.remedy = remedy
        self.source = source
    }
}

/// What people read about an area, and what it needs to be looked at.
package struct AreaDescription: Sendable, Equatable {
    package var area: Area
    package var title: String
    package var about: String
    package var givenBy: String

    package init(area: Area, title: String, about: String, givenBy: String) {
        self.area = area
        self.title = title
        self.about = about
        self.givenBy = givenBy
    }
}

/// One edition of the documented requirements: how much each check counts.
package struct RequirementSet: Sendable, Equatable {
    package var name: String
    package var title: String
    package var about: String
    package var source: String
    package var severities: [CheckID: Severity]
    /// Checks without which nothing can be called ready, unless they were deselected.
    package var always: Set<CheckID>

    package init(
        name: String, title: String, about: String, source: String, severities: [CheckID: Severity],
        always: Set<CheckID> = []
    ) {
        self.name = name
        self.title = title
        self.about = about
        self.source = source
        self.severities = severities
        self.always = always
    }
}
