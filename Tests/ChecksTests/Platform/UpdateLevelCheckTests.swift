import Model
import SampleFacts
import Testing

@testable import Checks

struct UpdateLevelCheckTests {
    private static let check = UpdateLevelCheck()
    private static let old = "not-met platform.update-missing"
    private static let untold = "undetermined evidence.missing"

    /// Set, role, build and the first revision that will do.
    private static let floors: [(String, PlatformKnowledge.Role, Int, Int)] = [
        ("classic", .client, 19041, 1320), ("classic", .client, 19042, 1320),
        ("classic", .client, 19043, 1320), ("classic", .client, 19044, 1320),
        ("classic", .client, 19045, 1320), ("classic", .server, 17763, 2268),
        ("classic", .server, 20348, 320), ("current", .client, 19042, 2788),
        ("current", .client, 19044, 2788), ("current", .client, 19045, 2788),
        ("current", .client, 22000, 1761), ("current", .client, 22621, 1485),
        ("current", .server, 17763, 4252), ("current", .server, 20348, 1668),
    ]

    static let levels: [EvidenceRow] = floors.flatMap { set, role, build, floor in
        [(1, old), (floor - 1, old), (floor, "met"), (floor + 1, "met"), (floor + 9000, "met")].map {
            revision, outline in
            EvidenceRow(
                "\(build).\(revision), \(set)",
                PlatformSample.system(build, role) + [.systemRevision <- .number(revision)], outline
            ).with { $0.set = set }
        }
    }

    /// Without a revision.
    private static func list(_ build: Int, _ names: String...) -> [Told] {
        PlatformSample.pc(build) + names.map { Told.update($0) }
    }

    static let lists: [EvidenceRow] = [
        .classic("the update of the floor", list(19043, "KB5006738"), "met"),
        .classic("a later update", list(19044, "KB5023773"), "met"),
        .current("the update of the floor", list(19045, "KB5023773"), "met"),
        .current("a later update", list(19045, "KB5026361"), "met"),
        .current("a later update among others", list(19042, "KB5006738", "KB4562830", "KB5026361"), "met"),
        .current("an earlier update", list(19042, "KB5006738"), "undetermined evidence.inconclusive"),
        .classic(
            "an update of the first revisions", list(19043, "KB5003173"), "undetermined evidence.inconclusive"
        ),
        .current("an update newer than the table", list(19045, "KB5999999"), untold),
        .current("an update of another build", list(19045, "KB5025229"), untold),
        .current(
            "an update of the shared line that this build does not know", list(19045, "KB5006738"), untold),
        .current("no number", list(19045, "KB"), untold),
        .current("something behind the number", list(19045, "KB5023773-v2"), untold),
        .current("nothing", list(19045), untold),
        .current(
            "not installed", PlatformSample.pc(19045) + [(.installedUpdate <- false).of("KB5023773")], untold),
        .current(
            "damaged", PlatformSample.pc(19045) + [(.installedUpdate <- .unusable("?")).of("KB5023773")],
            "undetermined evidence.missing evidence.unreadable"),
        .current(
            "installed and not",
            list(19045, "KB5023773") + [(.installedUpdate <- false).of("KB5023773").in("b.txt")],
            "undetermined evidence.missing evidence.contradictory"),
        .current(
            "revision not there", list(19045, "KB5023773") + [.systemRevision <- .absent], "met"),
        .current("revision not there, and no list", list(19045) + [.systemRevision <- .absent], untold),
        .current(
            "revision damaged", list(19045, "KB5023773") + [.systemRevision <- .unusable("?")],
            "undetermined evidence.unreadable"),
        .current(
            "two revisions",
            list(19045, "KB5023773") + [.systemRevision <- 2788, (.systemRevision <- 2787).in("b.txt")],
            "undetermined evidence.contradictory"),
        .current(
            "an older revision than the list", list(19045, "KB5023773") + [.systemRevision <- 2787], old),
        .current(
            "a newer revision than the list", list(19042, "KB5006738") + [.systemRevision <- 2788], "met"),
    ]

    static let systems: [EvidenceRow] = [
        .classic("the first 19044", PlatformSample.pc(19044) + [.systemRevision <- 1288], old),
        .classic("the first 19045", PlatformSample.pc(19045) + [.systemRevision <- 2130], "met"),
        .current("the first 19045", PlatformSample.pc(19045) + [.systemRevision <- 2130], old),
        .current("22631 needs none", PlatformSample.pc(22631), "met"),
        .current("26100 needs none", PlatformSample.pc(26100), "met"),
        .current("26200 needs none", PlatformSample.pc(26200), "met"),
        .current("Server 2025 needs none", PlatformSample.server(26100), "met"),
        .classic("22631 is not listed", PlatformSample.pc(22631), "not-applicable"),
        .classic("Server 2025 is not listed", PlatformSample.server(26100), "not-applicable"),
        .current(
            "19043 is not listed", PlatformSample.pc(19043) + [.systemRevision <- 1], "not-applicable"),
    ]

    static let others: [EvidenceRow] = [
        EvidenceRow.both("2012 R2", PlatformSample.server(9600), "not-applicable"),
        EvidenceRow.both("2016", PlatformSample.server(14393), "not-applicable"),
        EvidenceRow.both("1809", PlatformSample.pc(17763) + [.systemRevision <- 1], "not-applicable"),
        EvidenceRow.both("unknown", PlatformSample.pc(99999), "undetermined platform.build-unknown"),
        EvidenceRow.both(
            "client or server untold",
            [.systemFamily <- "windows", .systemBuild <- 17763, .systemRevision <- 9020],
            untold),
        EvidenceRow.both(
            "a client to some, a server to others",
            PlatformSample.server(17763).with(.productType, 1) + [.systemRevision <- 9020],
            "undetermined evidence.contradictory"),
        EvidenceRow.both("Linux", PlatformSample.linux("Ubuntu", "22.04"), "not-applicable"),
        EvidenceRow.both("nothing", [], untold),
        EvidenceRow.both(
            "old", PlatformSample.pc(19045) + [.systemRevision <- 7548], "undetermined evidence.old"
        ).map { $0.with { $0.age = 8 * DeviceSample.day } },
    ].flatMap { $0 }

    @Test(arguments: levels)
    func `holds a revision against each floor`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: lists)
    func `takes the least from a list of updates`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: systems + others)
    func `applies to systems that need an update`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test
    func `the table has every floor`() {
        let rules = RealCatalogue.devices.platforms.rules
        for (set, role, build, revision) in Self.floors {
            #expect(rules[set]?.system(build, role)?.floor?.revision == revision)
        }
        let builds = rules.mapValues {
            $0.systems.filter { $0.floor != nil }.map(\.builds.count).reduce(0, +)
        }
        #expect(builds.values.reduce(0, +) == Self.floors.count)
    }

    @Test(
        arguments: [
            (
                EvidenceRow.classic("", PlatformSample.pc(19044) + [.systemRevision <- 1288], ""),
                "19044.1288 in evidence.txt:7 is older than 19044.1320 (KB5006738 of 2021-10-26)"
            ),
            (
                .current("", list(19045, "KB5023773") + [.systemRevision <- 2130], ""),
                "19045.2130 in evidence.txt:8 is older than 19045.2788 (KB5023773 of 2023-03-21); KB5023773 is installed, so a restart may be due"
            ),
            (
                .current("", list(19042, "KB5006738"), ""),
                #"no evidence shows the revision of build 19042, and KB5006738 (19042.1320) is the latest known update on the list, older than 19042.2788 (KB5023773 of 2023-03-21); reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" /v UBR settles it"#
            ),
        ])
    func `names what was seen, the place, the floor and its update`(row: EvidenceRow, words: String) {
        #expect(row.judgement(by: Self.check).words == words)
    }

    @Test
    func `a list that is too old shows nothing, and is named`() {
        let claims = PlatformSample.pc(19045) + [Told.update("KB5023773").in("old.txt")]
        let fact = DeviceSample.fact(claims, ages: ["old.txt": 30 * DeviceSample.day])
        let judgement = DeviceSample.judgement(of: fact, by: Self.check, set: "current")
        #expect(judgement.outline == "undetermined evidence.missing evidence.old")
        #expect(judgement.words.contains("old.txt is of"))
    }
}
