import Model
import Testing

/// The order in which statuses stand, over every pair of them.
struct ChangeTests {
    /// How a check that counts as a failure may stand; nil is a result that is not there.
    private static let statuses: [Status?] = [
        .pass, .notApplicable, .undetermined, .fail, .waived, .skipped, nil,
    ]

    /// By row from which, and by column to which of ``statuses``.
    private static let table: [[Change]] = [
        [.same, .changed, .worse, .worse, .waived, .worse, .worse],
        [.changed, .same, .worse, .worse, .waived, .worse, .worse],
        [.better, .better, .same, .worse, .waived, .vanished, .vanished],
        [.better, .better, .noLongerKnown, .same, .waived, .vanished, .vanished],
        [.better, .better, .worse, .worse, .same, .vanished, .vanished],
        [.appeared, .appeared, .worse, .worse, .waived, .same, .same],
        [.appeared, .appeared, .worse, .worse, .waived, .same, .same],
    ]

    private static let pairs: [(Int, Int)] = statuses.indices.flatMap { row in
        statuses.indices.map { (row, $0) }
    }

    @Test(arguments: pairs)
    func `each way from one status to another has its name`(row: Int, column: Int) {
        func standing(_ number: Int) -> Standing? {
            Self.statuses[number].map { Standing($0, .fail, reasons: []) }
        }
        #expect(Change(from: standing(row), to: standing(column)) == Self.table[row][column])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var from: Standing
        var to: Standing
        var change: Change

        init(_ from: (Status, Severity), _ to: (Status, Severity), _ change: Change) {
            self.from = Standing(from.0, from.1, reasons: [])
            self.to = Standing(to.0, to.1, reasons: [])
            self.change = change
        }

        var testDescription: String { "\(from.status) of \(from.severity) to \(to.status) of \(to.severity)" }
    }

    @Test(arguments: [
        Row((.pass, .note), (.note, .note), .worse), Row((.note, .note), (.warning, .warning), .worse),
        Row((.warning, .warning), (.fail, .fail), .worse), Row((.fail, .fail), (.warning, .warning), .better),
        // What could not be told may be as bad as the check can be, and no worse.
        Row((.undetermined, .fail), (.warning, .warning), .better),
        Row((.warning, .warning), (.undetermined, .fail), .worse),
        Row((.undetermined, .warning), (.warning, .warning), .worse),
        Row((.warning, .warning), (.undetermined, .warning), .noLongerKnown),
        Row((.undetermined, .note), (.undetermined, .fail), .worse),
        Row((.undetermined, .fail), (.undetermined, .note), .better),
        Row((.pass, .note), (.pass, .fail), .changed),
    ])
    func `severities that differ count`(row: Row) {
        #expect(Change(from: row.from, to: row.to) == row.change)
    }

    @Test func `other reasons are neither better nor worse`() {
        let one = Standing(.fail, .fail, reasons: [.dnsTimeout])
        let other = Standing(.fail, .fail, reasons: [.dnsTimeout, .tcpRefused])
        #expect(Change(from: one, to: other) == .changed)
        #expect(Change(from: other, to: one) == .changed)
    }

    @Test func `the order and the number of the same reasons mean nothing`() {
        let one = Standing(.fail, .fail, reasons: [.tcpRefused, .dnsTimeout, .dnsTimeout])
        #expect(Change(from: one, to: Standing(.fail, .fail, reasons: [.dnsTimeout, .tcpRefused])) == .same)
    }

    private static let verdicts: [Report.Device.Verdict?] = [
        .ready, .undetermined, .notReady, .managedElsewhere, nil,
    ]
    private static let verdictTable: [[Change]] = [
        [.same, .worse, .worse, .worse, .vanished],
        [.better, .same, .worse, .worse, .vanished],
        [.better, .noLongerKnown, .same, .changed, .vanished],
        [.better, .noLongerKnown, .changed, .same, .vanished],
        [.appeared, .worse, .worse, .worse, .same],
    ]

    @Test(arguments: verdicts.indices, verdicts.indices)
    func `so has each way from one verdict on a device to another`(row: Int, column: Int) {
        let change = Change(from: Self.verdicts[row], to: Self.verdicts[column])
        #expect(change == Self.verdictTable[row][column])
    }

    @Test(arguments: Status.allCases)
    func `nothing that is not known is better than what was known to be good`(status: Status) {
        let pass = Standing(.pass, .fail, reasons: [])
        let change = Change(from: pass, to: Standing(status, .fail, reasons: []))
        #expect(change != .better)
        if [.undetermined, .skipped].contains(status) { #expect(change == .worse) }
    }
}
