import TestSupport
import Testing

/// A real domain beside what its synchronization server was exported with.
struct SyncScopeTests {
    private func report(_ export: SyncExport) async throws -> ReportView {
        let folder = try TemporaryFolder()
        let directory = Directory(
            more: ["sync-configuration: ['\(try export.write(to: folder))']"],
            tenant: "id: {tenant}, initial-domain: contoso.onmicrosoft.com")
        return try await directory.report(only: ["directory"]).view
    }

    @Test func `a domain and an export that are right are ready`() async throws {
        let view = try await report(SyncExport())
        let bad = view.results.filter { !["pass", "skipped", "warning"].contains($0.status) }
        #expect(bad.map { "\($0.check) \($0.status) \($0.reasons.map(\.message))" } == [])
        // Some of the lab's computers have no certificate, and others one that has ended.
        #expect(
            view.outcome(of: "directory.device-certificates-published").first?.hasPrefix("warning ") == true)
        #expect(view.verdict == "ready")
    }

    @Test(
        arguments: [
            (
                SyncExport(exclusions: ["OU=Servers,OU=Corp,DC=corp,DC=contoso,DC=test"]),
                "directory.computers-in-sync-scope", "fail sync.container-out-of-scope"
            ),
            (
                SyncExport(exclusions: [
                    #"ou=berlin\2c mitte, OU=Workstations,OU=Corp,DC=corp,DC=contoso,DC=test"#
                ]),
                "directory.computers-in-sync-scope", "fail sync.container-out-of-scope"
            ),
            (
                SyncExport(selected: "0"), "directory.computers-in-sync-scope",
                "fail sync.partition-not-selected"
            ),
            (
                SyncExport(classes: ["user"]), "directory.computer-class-in-scope",
                "fail sync.class-not-selected"
            ),
            (SyncExport(staging: "True"), "directory.sync-not-staging", "fail sync.staging"),
            (
                SyncExport(
                    exportScope:
                        "<scope><csAttribute>displayName</csAttribute><csOperator>STARTSWITH</csOperator><csValue>P</csValue></scope>"
                ), "directory.computer-rule-enabled", "undetermined sync.rule-not-understood"
            ),
            (
                SyncExport(more: ["Connectors/Connector_x.xml": "<!DOCTYPE a [<!ENTITY b \"c\">]><ma-data/>"]
                ),
                "directory.computers-in-sync-scope", "undetermined sync.configuration-unreadable"
            ),
            (
                SyncExport(sendsThrough: "{99999999-2222-3333-4444-555555555502}"),
                "directory.computer-rule-enabled", "undetermined sync.rule-not-understood"
            ),
        ] as [(SyncExport, String, String)])
    func `what is wrong in an export is found`(export: SyncExport, check: String, outcome: String)
        async throws
    {
        let view = try await report(export)
        #expect(view.outcome(of: check) == [outcome])
        #expect(view.verdict != "ready")
    }
}
