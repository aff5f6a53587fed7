import Model
import Testing

struct StatusTests {
    @Test(arguments: [
        (Verdict.met(seen: "x"), Severity.fail, Status.pass), (.met(seen: "x"), .note, .pass),
        (.notMet([]), .fail, .fail), (.notMet([]), .warning, .warning), (.notMet([]), .note, .note),
        (.undetermined([]), .fail, .undetermined), (.undetermined([]), .note, .undetermined),
        (.notApplicable(why: "x"), .fail, .notApplicable),
    ])
    func `a verdict and a severity make a status`(verdict: Verdict, severity: Severity, status: Status) {
        #expect(Status(verdict, severity: severity) == status)
    }

    @Test
    func `the worst comes first by weight`() {
        let order: [Status] = [
            .fail, .undetermined, .warning, .note, .waived, .pass, .notApplicable, .skipped,
        ]
        #expect(Status.allCases.sorted { $0.weight > $1.weight } == order)
        #expect(Set(Status.allCases.map(\.weight)).count == Status.allCases.count)
    }

    @Test
    func `severities are ordered from the mildest`() {
        #expect([Severity.fail, .note, .warning].sorted() == [.note, .warning, .fail])
    }

    @Test(arguments: [(FailOn.fail, Severity.fail), (.warning, .warning), (.undetermined, .fail)])
    func `where a run fails is a severity`(failOn: FailOn, severity: Severity) {
        #expect(failOn.threshold == severity)
    }

    @Test(arguments: [
        ("endpoints.tls-version", Area.endpoints), ("control-plane.a", .controlPlane), ("nothing.a", nil),
        ("", nil),
    ])
    func `a check's area is the part before its first dot`(id: String, area: Area?) {
        #expect(CheckID(id).area == area)
    }
}
