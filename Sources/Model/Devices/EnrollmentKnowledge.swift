/// What the enrolment status codes of a device mean.
package struct EnrollmentKnowledge: Sendable, Equatable {
    package init() {}
}
