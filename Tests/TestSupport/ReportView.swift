package import Foundation

/// A JSON report as somebody else's program reads it: by its documented keys alone.
package struct ReportView: Sendable {
    package struct Result: Sendable, Decodable, Equatable {
        package struct Subject: Sendable, Decodable, Equatable {
            package var kind: String
            package var name: String
            package var via: String?
        }

        package struct Reason: Sendable, Decodable, Equatable {
            package var code: String
            package var message: String
        }

        package var check: String
        package var area: String
        package var status: String
        package var severity: String
        package var subject: Subject
        package var reasons: [Reason]
        package var blockedBy: [String]
    }

    private struct Document: Decodable {
        struct Summary: Decodable {
            var verdict: String
            var exitStatus: Int
        }

        struct Run: Decodable {
            var interrupted: Bool
            var durationSeconds: Double
        }

        var format: String
        var summary: Summary
        var run: Run
        var results: [Result]
    }

    package let results: [Result]
    package let verdict: String
    package let exitStatus: Int
    package let interrupted: Bool
    /// How long the run took by its own account.
    package let seconds: Double

    package init(_ data: Data) throws {
        let document = try JSONDecoder().decode(Document.self, from: data)
        results = document.results
        verdict = document.summary.verdict
        exitStatus = document.summary.exitStatus
        interrupted = document.run.interrupted
        seconds = document.run.durationSeconds
    }

    package func results(of check: String, about name: String? = nil) -> [Result] {
        results.filter { $0.check == check && (name == nil || $0.subject.name == name) }
    }

    /// `status code code…` of each result of a check, in order.
    package func outcome(of check: String, about name: String? = nil) -> [String] {
        results(of: check, about: name).map { ([$0.status] + $0.reasons.map(\.code)).joined(separator: " ") }
    }
}
