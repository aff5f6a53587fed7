import Foundation
import TestSupport
import Testing

/// Deadlines, waiting and interrupts.
struct TimeTests {
    /// Hosts that never answer, at each phase, and more of them than are probed at once.
    private static func silence(_ lab: Lab, timeout: String = "30s") throws -> String {
        let hosts = (0..<60).map { "{host: h\($0).lab.test}" }.joined(separator: ", ")
        let ports = try ["tls-silent", "tcp-blackhole", "http-silent"].map(lab.port)
        let targets = (0..<60).map { "'h\($0).lab.test:443:127.0.0.1:\(ports[$0 % 3])'" }.joined(
            separator: ", ")
        return """
            network:
              endpoint-sets: []
              timeout: \(timeout)
              ca-file: \(try lab.authority("root"))
              endpoints: [\(hosts)]
              connect-to: [\(targets)]

            """
    }

    @Test func `nothing outlives the deadline`() async throws {
        let lab = try Lab.shared()
        let report = try await Program.check(
            Self.silence(lab), only: ["endpoints.additional-reachable"], ["--deadline", "1"])
        // Half a second over is the promise, which the benchmarks measure; here other tests run at the same time.
        #expect(report.seconds < 20)
        let codes = Set(report.results(of: "endpoints.additional-reachable").flatMap(\.reasons).map(\.code))
        #expect(codes == ["deadline.exceeded"])
        #expect(report.results(of: "endpoints.additional-reachable").count == 60)
        #expect(report.exitStatus == 2)
    }

    /// More are probed at once, by default, than such a limit leaves connections for.
    @Test func `few open files make no host look unreachable`() async throws {
        let script = "ulimit -n 64; exec \"$0\" \"$@\""
        let report = try await Program.check(
            Self.silence(Lab.shared()), only: ["endpoints.additional-reachable"], ["--deadline", "1"],
            through: ["/bin/bash", "-c", script])
        let codes = Set(
            report.results(of: "endpoints.additional-reachable").flatMap(\.reasons).map(\.code))
        #expect(!codes.isEmpty && !codes.contains("tcp.unreachable"))
    }

    @Test func `a silent resolver is bounded by the deadline too`() async throws {
        let lab = try Lab.shared()
        let hosts = (0..<200).map { "{host: h\($0).lab.test}" }.joined(separator: ", ")
        let configuration = """
            network:
              endpoint-sets: []
              name-servers: ['127.0.0.1:\(try lab.port("dns-silent"))']
              endpoints: [\(hosts)]

            """
        let report = try await Program.check(
            configuration, only: ["endpoints.additional-reachable"], ["--deadline", "1"])
        let results = report.results(of: "endpoints.additional-reachable")
        #expect(results.count == 200)
        #expect(results.allSatisfy { ["dns.timeout", "deadline.exceeded"].contains($0.reasons.first?.code) })
    }

    /// `timeout` sends a signal to the program, and then to its group.
    @Test(arguments: ["-INT $pid", "-TERM $pid", "-TERM $pid $pid $pid"])
    func `an interrupt leaves a whole report, marked`(signal: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.silence(Lab.shared()), to: "preflight.yml")
        // The interrupt is sent once the program has opened its output, which it does before probing.
        let command = """
            "$0" "$@" & pid=$!
            for i in $(seq 500); do ls '\(folder.url.path)' | grep -q 'a.json.' && break; done
            kill \(signal); wait $pid
            """
        let run = try await Program.run(
            ["--config", file, "--output", "text", "--output", "json=\(folder.path("a.json"))"],
            through: ["/bin/bash", "-c", command])
        #expect(run.status == 130)
        let report = try ReportView(Data(contentsOf: folder.url.appending(path: "a.json")))
        #expect(report.interrupted)
        #expect(report.seconds < 20)
        #expect(report.exitStatus == 130)
        #expect(report.verdict != "ready")
        #expect(report.outcome(of: "endpoints.additional-reachable").contains("undetermined run.interrupted"))
        #expect(run.output.contains("INTERRUPTED"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
                "a.json", "preflight.yml",
            ])
    }

    @Test func `nohup is heeded`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.silence(Lab.shared()), to: "preflight.yml")
        let command = """
            trap '' HUP
            "$0" "$@" & pid=$!
            for i in $(seq 500); do ls '\(folder.url.path)' | grep -q 'a.json.' && break; done
            kill -HUP $pid; wait $pid
            """
        let run = try await Program.run(
            ["--config", file, "--deadline", "2", "--output", "json=\(folder.path("a.json"))"],
            through: ["/bin/bash", "-c", command])
        #expect(run.status != 130)
        let report = try ReportView(Data(contentsOf: folder.url.appending(path: "a.json")))
        #expect(!report.interrupted)
    }

    @Test func `waiting ends when it is ready`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Service().configuration(Lab.shared()), to: "preflight.yml")
        let run = try await Program.run(
            ["--config", file, "--wait", "600", "--output", "json"], through: Program.within(seconds: 120))
        #expect(run.status == 0)
    }

    @Test func `waiting ends when its time is over`() async throws {
        let configuration = "network: {endpoint-sets: [], endpoints: [{host: 127.0.0.1, port: 1}]}\n"
        let folder = try TemporaryFolder()
        let file = try folder.write(configuration, to: "preflight.yml")
        let run = try await Program.run(
            [
                "--config", file, "--wait", "1", "--only", "endpoints.additional-reachable", "--output",
                "json",
            ], through: Program.within(seconds: 120))
        #expect(run.status == 1)
    }
}
