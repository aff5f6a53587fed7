import Foundation
import Model
import Testing

@testable import Reporting

/// Devices with evidence, in the JSON report and in the forms that hold devices alone.
struct DeviceReportTests {
    private static var fact: DeviceFact {
        var fact = DeviceFact(path: "evidence/pc \"1\"", name: "PC1")
        var file = EvidenceFile(name: "dsregcmd.txt", kind: .joinStatus)
        file.observedAt = Date(timeIntervalSince1970: 1_760_000_000)
        file.clock = .content
        file.fault = Unreadable(.evidenceUnreadable, "is cut short")
        fact.files = [file, EvidenceFile(name: "x")]
        fact.claims = [
            Claim(.entraJoined, .flag(true), file: 0, line: 3),
            Claim(.systemBuild, .number(19045), file: 1, line: 0),
            Claim(.serviceState, instance: "sense", .text("running"), file: 1, line: 7),
            Claim(.lastCheckIn, .moment(Date(timeIntervalSince1970: 1)), file: 1, line: 8),
            Claim(.registryTag, .absent, file: 1, line: 9),
            Claim(.systemRevision, .unusable("a text"), file: 1, line: 10),
        ]
        fact.faults = [Unreadable(.evidenceRefused, "is odd")]
        return fact
    }

    private static func report(_ devices: [Report.Device], facts: [DeviceFact] = []) throws -> Report {
        var report = try Example.allGood.report
        var all = Report.Devices()
        devices.forEach { all.append($0) }
        report.devices = all
        report.facts.devices = facts
        return report
    }

    private static func device(
        _ name: String, _ verdict: Report.Device.Verdict, _ results: [Report.Device.Result] = []
    ) -> Report.Device {
        .init(name: name, ids: .init(evidence: "evidence/\(name)"), verdict: verdict, results: results)
    }

    @Test(arguments: [false, true])
    func `the JSON report reads back as it was`(hasOtherFacts: Bool) throws {
        var report = try Self.report(
            [
                Self.device(
                    "PC1", .notReady,
                    [
                        .init(
                            check: "platform.update-level", status: .fail,
                            reasons: [.init(.platformUpdateMissing, "build 19045.1 is too old")])
                    ])
            ], facts: [Self.fact, Self.fact])
        report.facts.tenant = nil
        if hasOtherFacts {
            report.facts.tenant = TenantExpectation(id: nil, domain: "contoso.com")
            report.facts.deviceExpectation = DeviceExpectation(judgedAt: Date(timeIntervalSince1970: 5))
        }
        let data = try JSONReport.encode(report)
        #expect(try JSONReport.decode(data) == report)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let same = try JSONSerialization.jsonObject(with: encoder.encode(report)) as? NSDictionary
        let written = try JSONSerialization.jsonObject(with: data) as? NSDictionary
        #expect(written == same)
    }

    @Test
    func `a table has a row for each device, and no field that a spreadsheet would compute`() throws {
        let report = try Self.report([
            Self.device("=HYPERLINK(\"x\")", .ready),
            Self.device(
                "PC2, the \"second\"", .notReady,
                [
                    .init(check: "a.b", status: .undetermined, reasons: [.init(.evidenceMissing, "odd")]),
                    .init(check: "a.c", status: .fail, reasons: [.init(.tagMissing, "no tag")]),
                    .init(check: "a.d", status: .pass, reasons: []),
                ]),
            Self.device(
                "PC3", .managedElsewhere,
                [
                    .init(check: "a.b", status: .fail, reasons: [.init(.tagMissing, "no tag")]),
                    .init(check: "a.c", status: .fail, reasons: [.init(.controlPlaneIntune, "Intune")]),
                ]),
        ])
        var bytes: [UInt8] = []
        DeviceTable.write(report) { bytes += $0 }
        let rows = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(rows.count == 5)
        #expect(rows[0].hasPrefix("name,verdict,first_reason,first_message,all_reasons,evidence"))
        #expect(rows[1].hasPrefix(#""'=HYPERLINK(""x"")",ready,,,,"#))
        #expect(
            rows[2].hasPrefix(
                #""PC2, the ""second""",not-ready,tag.missing,no tag,tag.missing evidence.missing,"#))
        #expect(rows[3].hasPrefix("PC3,managed-elsewhere,control-plane.managed-by-intune,Intune,"))
        #expect(rows[4].isEmpty)
    }

    @Test
    func `lines are objects that stand alone`() throws {
        let devices = [Self.device("PC1", .ready), Self.device("PC\n2", .undetermined)]
        var bytes: [UInt8] = []
        DeviceLines.write(try Self.report(devices)) { bytes += $0 }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let read = try lines.map { try JSONDecoder().decode(Report.Device.self, from: Data($0.utf8)) }
        #expect(read == devices)
    }
}
