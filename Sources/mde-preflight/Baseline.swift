import Collectors
import Model
import Reporting

/// A saved report that a run is to be no worse than.
struct Baseline: Sendable {
    let report: Report

    /// Reads it before anything is probed.
    ///
    /// - Throws: ``Failure`` where it cannot be read, or a run cannot be held against it.
    init(_ path: String, for requirementSet: String, until deadline: Deadline) throws(Failure) {
        let file = SavedReportFile(path: path)
        report = try file.read(for: .comparison, until: deadline)
        guard !report.run.interrupted else {
            throw Failure(
                .badInput,
                "--baseline: the run of \(file.name) was interrupted and had not seen everything; take a report of a whole run"
            )
        }
        guard report.run.requirementSet == requirementSet else {
            let own = report.run.requirementSet.printable(limit: 60)
            throw Failure(
                .badInput,
                "--baseline: \(file.name) was judged by requirement set \(own), and this run is judged by "
                    + "\(requirementSet); take a report of the same set, or give --requirement-set \(own)")
        }
    }
}
