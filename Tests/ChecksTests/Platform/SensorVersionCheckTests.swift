import Model
import Testing

@testable import Checks

struct SensorVersionCheckTests {
    private static let check = SensorVersionCheck()
    private static let old = "not-met platform.sensor-old"
    private static let untold = "undetermined evidence.missing"
    private static let unreadable = "undetermined evidence.unreadable"

    static let installed: [EvidenceRow] = [9600, 14393].flatMap { build in
        let server = PlatformSample.server(build)
        let versions: [(Claim.Value, String, String)] = [
            ("10.8049.22439.1083", old, old), ("10.8049.22439.1084", "met", old),
            ("10.8210.22621.1011", "met", old), ("10.8295.22621.1019", "met", old),
            ("10.8295.22621.1022", "met", old), ("10.8295.22621.1023", "met", "met"),
            ("10.8560.25364.1036", "met", "met"), ("10.8760.20348.1", "met", "met"),
            // The older agent's own.
            ("10.20.18067.0", old, old), ("ten", unreadable, unreadable), ("", unreadable, unreadable),
            (.unusable("?"), unreadable, unreadable), (.absent, untold, untold),
        ]
        return versions.flatMap { version, classic, current in
            EvidenceRow.both(
                "\(build), sensor \(version)", server + [.sensorVersion <- version], classic: classic,
                current: current)
        } + EvidenceRow.both("\(build), sensor untold", server, untold)
            + EvidenceRow.both(
                "\(build), sensor untold, updates of Windows told", server + [.systemRevision <- 9999], untold
            )
    }

    private static let pc = PlatformSample.pc(19045)

    static let inbox: [EvidenceRow] = [
        .current("as new as Windows", pc + [.systemRevision <- 2788], "met"),
        .current("as old as Windows", pc + [.systemRevision <- 2787], "not-met platform.update-missing"),
        .current("updates of Windows untold", pc, untold),
        .current("updates of Windows damaged", pc + [.systemRevision <- .unusable("?")], unreadable),
        .current("by a list of updates", pc + [.update("KB5023773")], "met"),
        .current("23H2 untold", PlatformSample.pc(22631), "met"),
        .current("2025 untold", PlatformSample.server(26100), "met"),
        .current("2022 untold", PlatformSample.server(20348), untold),
        .current("2022, as new as Windows", PlatformSample.server(20348) + [.systemRevision <- 1668], "met"),
        .current("told, old", pc + [.sensorVersion <- "10.8039.19041.1", .systemRevision <- 7548], old),
        .current("told, first", pc + [.sensorVersion <- "10.8040.19041.1"], "met"),
        .current("told, new", pc + [.sensorVersion <- "10.8470.19041.2788"], "met"),
        .current(
            "told, not understood", pc + [.sensorVersion <- "v10", .systemRevision <- 7548], unreadable),
        .current(
            "two versions",
            pc + [.sensorVersion <- "10.8470.19041.2788", (.sensorVersion <- "10.8039.1.1").in("b.txt")],
            "undetermined evidence.contradictory"),
        .classic("no version is documented", pc + [.sensorVersion <- "10.1.1.1"], "not-applicable"),
        .classic("2022", PlatformSample.server(20348), "not-applicable"),
        .classic("2019", PlatformSample.server(17763), "not-applicable"),
    ]

    private static let linux = PlatformSample.linux("Ubuntu 22.04.4 LTS", "22.04")
    private static let mac: [Told] = [.systemFamily <- "macos"]

    private static func mdatp(_ version: Claim.Value, _ board: Claim.Value? = nil) -> [Told] {
        [.agentVersion <- version] + (board.map { [.boardVendor <- $0] } ?? [])
    }

    static let agents: [EvidenceRow] = [
        ("Linux, older", linux + mdatp("101.23052.0008", true), old),
        ("Linux, first, with a maker", linux + mdatp("101.23052.0009", true), "met"),
        ("Linux, first, without a maker", linux + mdatp("101.23052.0009", false), old),
        ("Linux, first, maker absent", linux + mdatp("101.23052.0009", .absent), old),
        ("Linux, first, maker untold", linux + mdatp("101.23052.0009"), untold),
        ("Linux, first, maker damaged", linux + mdatp("101.23052.0009", .unusable("?")), unreadable),
        ("Linux, first, in fewer digits", linux + mdatp("101.23052.9"), untold),
        ("Linux, later, without a maker", linux + mdatp("101.23052.0010", false), "met"),
        ("Linux, much later", linux + mdatp("101.24082.0004"), "met"),
        ("Linux, not installed", linux + mdatp(.absent), "not-met platform.agent-missing"),
        ("Linux, untold", linux, untold),
        ("Linux, not understood", linux + mdatp("101.x"), unreadable),
        ("macOS, older", mac + mdatp("101.23052.0003"), old),
        ("macOS, first", mac + mdatp("101.23052.0004"), "met"),
        ("macOS, later", mac + mdatp("101.98.30"), old),
        ("macOS, not installed", mac + mdatp(.absent), "not-met platform.agent-missing"),
        ("macOS, untold", mac, untold),
        ("another family", [.systemFamily <- "aix"] + mdatp("101.24082.0004"), "not-applicable"),
    ].flatMap { name, claims, outline in
        EvidenceRow.both(name, claims, classic: "not-applicable", current: outline)
    }

    static let systems: [EvidenceRow] = [
        EvidenceRow.both("not listed", PlatformSample.pc(17763), "not-applicable"),
        EvidenceRow.both("unknown", PlatformSample.pc(99999), "undetermined platform.build-unknown"),
        EvidenceRow.both("no family", mdatp("101.24082.0004"), untold),
        EvidenceRow.both(
            "a family that is not there", [.systemFamily <- .absent], "undetermined evidence.inconclusive"),
        EvidenceRow.both(
            "client or server untold",
            [.systemFamily <- "windows", .systemBuild <- 14393, .sensorVersion <- "10.8760.1.1"],
            untold),
        EvidenceRow.both("nothing", [], untold),
    ].flatMap { $0 }

    @Test(arguments: installed + inbox)
    func `judges the sensor of Windows`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: agents + systems)
    func `judges mdatp, and what is no sensor`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(
        arguments: [
            (
                EvidenceRow.current(
                    "", PlatformSample.server(14393) + [.sensorVersion <- "10.8295.22621.1019"], ""),
                "sensor 10.8295.22621.1019 in evidence.txt:7 is older than 10.8295.22621.1023 (KB5005292)"
            ),
            (
                .current("", linux + mdatp("101.23052.0009", false), ""),
                "mdatp 101.23052.0009 needs /sys/class/dmi/id/board_vendor, which is not there by evidence.txt:5"
            ),
        ])
    func `names the version, the place and the floor`(row: EvidenceRow, words: String) {
        #expect(row.judgement(by: Self.check).words == words)
    }
}
