import Model
import SampleFacts
import Testing

@testable import Checks

struct PlatformSupportedCheckTests {
    private static let check = PlatformSupportedCheck()
    private static let untold = "undetermined evidence.missing"
    private static let contradictory = "undetermined evidence.contradictory"
    private static let architecture = "not-met platform.architecture-not-supported"
    private static let multiSession = "not-met platform.multi-session"
    private static let notListed = "not-met platform.not-supported"
    private static let notKnown = "undetermined platform.not-supported"
    private static let pc = PlatformSample.pc(19045)
    private static let new = PlatformSample.pc(26100)
    private static let server = PlatformSample.server(20348)

    static let architectures: [EvidenceRow] = [
        EvidenceRow.both("32-bit", pc.with(.architecture, "x86"), architecture),
        EvidenceRow.both("ARM", pc.with(.architecture, "arm64"), "met"),
        EvidenceRow.both("a strange architecture", pc.with(.architecture, "ia64"), architecture),
        EvidenceRow.both("architecture untold", pc.with(.architecture, nil), untold),
        EvidenceRow.both("no architecture", pc.with(.architecture, .absent), untold),
        EvidenceRow.both(
            "two architectures", pc + [(.architecture <- "x86").in("b.txt")], contradictory),
        EvidenceRow.both("server, 32-bit", server.with(.architecture, "x86"), architecture),
        EvidenceRow.both("server, architecture untold", server.with(.architecture, nil), "met"),
        EvidenceRow.both(
            "server, two architectures", server + [(.architecture <- "x86").in("b.txt")], contradictory),
        EvidenceRow.both(
            "32-bit, build untold", pc.with(.architecture, "x86").with(.systemBuild, nil),
            architecture + " evidence.missing"),
        [
            .current("Windows 11, architecture untold", new.with(.architecture, nil), "met"),
            .current("Windows 11, 32-bit", new.with(.architecture, "x86"), architecture),
            .current(
                "Windows 11, two architectures", new + [(.architecture <- "x86").in("b.txt")], contradictory),
        ],
    ].flatMap { $0 }

    static let hosts: [EvidenceRow] = [
        EvidenceRow.both("ServerRdsh", PlatformSample.pc(19045, "ServerRdsh"), multiSession),
        EvidenceRow.both(
            "ServerRdsh that says it is a server",
            PlatformSample.pc(19045, "ServerRdsh").with(.productType, 3), multiSession),
        EvidenceRow.both(
            "ServerRdsh alone", [.systemFamily <- "windows", .systemEdition <- "serverrdsh"], multiSession),
        EvidenceRow.both(
            "by name", pc.with(.productName, "Windows 11 Enterprise Multi-Session").with(.productType, 3),
            multiSession),
        EvidenceRow.both(
            "by the older name", pc.with(.productName, "Windows 10 Enterprise for Virtual Desktops"),
            multiSession),
        EvidenceRow.both(
            "by two spellings of the name",
            pc.with(.productName, "Windows 10 Enterprise multi-session")
                + [(.productName <- "Microsoft Windows 11 Enterprise multi-session").in("b.txt")],
            contradictory),
        EvidenceRow.both(
            "two spellings of an ordinary name",
            pc.with(.productName, "Windows 10 Pro")
                + [(.productName <- "Microsoft Windows 10 Pro").in("b.txt")], "met"),
    ].flatMap { $0 }

    static let modes: [EvidenceRow] = [
        ("ConstrainedLanguage", "not-met platform.constrained-language"),
        ("constrainedlanguage", "not-met platform.constrained-language"),
        ("FullLanguage", "met"), (nil, "met"), (.absent, "met"),
        ("NoLanguage", "undetermined evidence.inconclusive"),
        ("not found", "undetermined evidence.inconclusive"),
        (.unusable("?"), "undetermined evidence.unreadable"),
    ].flatMap { (mode: Claim.Value?, outline: String) in
        [pc, server].flatMap { claims in
            EvidenceRow.both(
                "language mode \(mode.map { "\($0)" } ?? "untold")", claims.with(.languageMode, mode),
                classic: "met", current: outline)
        }
    }

    static let doubts: [EvidenceRow] = [
        EvidenceRow.both(
            "a build that nobody knows", PlatformSample.pc(99999), "undetermined platform.build-unknown"),
        EvidenceRow.both(
            "a server of a client's build", PlatformSample.server(22631),
            "undetermined platform.build-unknown"),
        EvidenceRow.both("edition untold", pc.with(.systemEdition, nil), untold),
        EvidenceRow.both("no edition", pc.with(.systemEdition, .absent), untold),
        EvidenceRow.both(
            "two editions", pc + [(.systemEdition <- "Enterprise").in("b.txt")], contradictory),
        EvidenceRow.both("server, edition untold", server.with(.systemEdition, nil), untold),
        EvidenceRow.both("build untold", pc.with(.systemBuild, nil), untold),
        EvidenceRow.both("no build", pc.with(.systemBuild, .absent), untold),
        EvidenceRow.both("two builds", pc + [(.systemBuild <- 19044).in("b.txt")], contradictory),
        EvidenceRow.both(
            "a client to some, a server to others",
            PlatformSample.pc(17763).with(.productType, 3), contradictory),
        EvidenceRow.both(
            "named as a server", pc.with(.productName, "Windows Server 2022 Standard"), contradictory),
        EvidenceRow.both(
            "an unknown installation", pc.with(.installationType, "FactoryOS"),
            "undetermined evidence.inconclusive"),
        EvidenceRow.both("Windows, and nothing else", [.systemFamily <- "windows"], untold),
        EvidenceRow.both("no family", pc.with(.systemFamily, nil), untold),
        EvidenceRow.both(
            "a family that is not there", pc.with(.systemFamily, .absent),
            "undetermined evidence.inconclusive"),
        EvidenceRow.both("two families", pc + [(.systemFamily <- "linux").in("b.txt")], contradictory),
        EvidenceRow.both("another family", [.systemFamily <- "aix"], notListed),
        EvidenceRow.both("nothing", [], untold),
        EvidenceRow.both("old evidence", pc, "undetermined evidence.old").map {
            $0.with { $0.age = 8 * DeviceSample.day }
        },
        EvidenceRow.both(
            "two devices", pc + [.computerName <- "pc1", (.computerName <- "pc2").in("b.txt")],
            "undetermined evidence.two-devices"),
        [
            EvidenceRow("a set that nobody knows", pc, "undetermined evidence.inconclusive").with {
                $0.set = "?"
            }
        ],
    ].flatMap { $0 }

    static let others: [EvidenceRow] = [
        ("Ubuntu 22.04.4 LTS", "22.04", "met"), ("Ubuntu 16.04.7 LTS", "16.04", "met"),
        ("Ubuntu 14.04.6 LTS", "14.04", notListed),
        ("Red Hat Enterprise Linux 9.3 (Plow)", "9.3", "met"),
        ("Red Hat Enterprise Linux Server 7.2 (Maipo)", "7.2", "met"),
        ("Red Hat Enterprise Linux Server 7.1 (Maipo)", "7.1", notListed),
        ("Oracle Linux Server 8.9", "8.9", "met"), ("Debian GNU/Linux 12 (bookworm)", "12", "met"),
        ("Debian GNU/Linux 8 (jessie)", "8", notListed),
        ("SUSE Linux Enterprise Server 15 SP5", "15.5", "met"),
        ("SUSE Linux Enterprise Server 11 SP4", "11.4", notListed),
        ("Amazon Linux 2", "2", "met"), ("Amazon Linux 2023.4", "2023", "met"),
        // The first Amazon Linux, whose versions are years.
        ("Amazon Linux AMI 2018.03", "2018.03", notKnown),
        ("Fedora Linux 39 (Server Edition)", "39", "met"), ("Fedora 32", "32", notListed),
        // It tells no more of its version than this.
        ("CentOS Linux 7 (Core)", "7", "undetermined evidence.inconclusive"),
        ("CentOS Linux 8", "8", "met"), ("CentOS Linux 6", "6", notListed),
        ("CentOS Stream 9", "9", notKnown), ("centos stream 8", "8", notKnown),
        ("Ubuntu Core 22", "22", notKnown), ("Red Hat Enterprise Linux CoreOS 418.94", "9.4", notKnown),
        ("Gentoo Linux", "2.15", notKnown), ("Arch Linux", "1", notKnown),
        ("Ubuntu 22.04.4 LTS", "jammy", "undetermined evidence.inconclusive"),
    ].flatMap { name, version, outline in
        EvidenceRow.both(
            "\(name), version \(version)", PlatformSample.linux(name, version), classic: notListed,
            current: outline)
    }

    static let more: [EvidenceRow] = [
        .current(
            "Debian without a version", PlatformSample.linux("Debian GNU/Linux trixie/sid", "").dropLast(),
            untold),
        .current("Linux without a name", [.systemFamily <- "linux", .systemVersion <- "22.04"], untold),
        .current("Linux, and nothing else", [.systemFamily <- "linux"], untold),
        .current("macOS 11", [.systemFamily <- "macos", .systemVersion <- "11.0"], "met"),
        .current("macOS 14", [.systemFamily <- "macos", .systemVersion <- "14.5"], "met"),
        .current("macOS 10.15", [.systemFamily <- "macos", .systemVersion <- "10.15.7"], notListed),
        .current("macOS without a version", [.systemFamily <- "macos"], untold),
        .classic("macOS", [.systemFamily <- "macos", .systemVersion <- "14.5"], notListed),
    ].map { $0 }

    @Test(arguments: architectures + hosts + modes)
    func `judges what rules a system out`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(arguments: doubts)
    func `doubts what the evidence does not show`(row: EvidenceRow) {
        let judgement = row.judgement(by: Self.check)
        #expect(judgement.outline == row.outline)
        #expect(judgement.reasons.allSatisfy { !$0.message.isEmpty })
    }

    @Test(arguments: others + more)
    func `judges Linux and macOS`(row: EvidenceRow) {
        #expect(row.judgement(by: Self.check).outline == row.outline)
    }

    @Test(
        arguments: [
            (
                EvidenceRow.classic("", PlatformSample.pc(22631), ""),
                "Windows 11 23H2 (build 22631 in evidence.txt:2) is on no list of requirement set classic; requirement set current lists it"
            ),
            (
                .current("", PlatformSample.pc(14393), ""),
                "Windows 10 1607 (build 14393 in evidence.txt:2) is on no list of requirement set current"
            ),
            (
                .classic("", PlatformSample.pc(19045, "Core"), ""),
                "edition Home in evidence.txt:4 is not supported"
            ),
            (
                .classic("", pc.with(.systemEdition, nil), ""),
                #"no evidence shows os.edition; reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" /v EditionID shows it"#
            ),
            (
                .current("", PlatformSample.pc(99999), ""),
                "build 99999 in evidence.txt:2 is not known as a client"
            ),
            (
                .current("", PlatformSample.linux("Ubuntu 14.04.6 LTS", "14.04"), ""),
                "Ubuntu 14.04 in evidence.txt:3 is older than 16.04, the oldest on the list"
            ),
            (
                .current("", PlatformSample.linux("CentOS Stream 9", "9"), ""),
                "CentOS Stream 9 is not on the list of distributions"
            ),
        ] as [(EvidenceRow, String)])
    func `says what was seen and where`(row: EvidenceRow, words: String) {
        #expect(row.judgement(by: Self.check).words == words)
    }
}
