import Model
import SampleFacts
import Testing

@testable import Checks

/// Whether a device is a client or a server, which decides what its build means.
struct PlatformRoleTests {
    private static let clientSigns: [Told] = [
        .productType <- 1, .installationType <- "Client", .installationType <- "client",
        .systemEdition <- "Professional", .systemEdition <- "enterprise", .productName <- "Windows 10 Pro",
        .productName <- "Microsoft Windows 11 Enterprise",
    ]
    private static let serverSigns: [Told] = [
        .productType <- 2, .productType <- 3, .installationType <- "Server",
        .installationType <- "Server Core", .systemEdition <- "ServerDatacenter",
        .productName <- "Windows Server 2019 Standard",
    ]
    /// Builds that there are of both.
    private static let shared = [9600, 14393, 17763, 19041, 19042, 26100]

    private static func outline(_ claims: [Told]) -> String {
        let fact = DeviceSample.fact(claims)
        let view = DeviceView(fact, DeviceExpectation(judgedAt: DeviceSample.now))
        switch DevicePlatform(view, DeviceSample.evidence(fact)).role {
        case .value(let role, _): return role.rawValue
        case .absent: return "absent"
        case .untold: return "untold"
        case .unusable(let reasons): return "unusable " + reasons.map(\.code.rawValue).joined(separator: " ")
        }
    }

    @Test(arguments: shared)
    func `one source alone tells clients from servers of the same build`(build: Int) {
        let build: Told = .systemBuild <- .number(build)
        for sign in Self.clientSigns { #expect(Self.outline([build, sign]) == "client") }
        for sign in Self.serverSigns { #expect(Self.outline([build, sign]) == "server") }
        #expect(Self.outline([build]) == "untold")
    }

    @Test
    func `sources that contradict each other tell nothing`() {
        for one in Self.clientSigns {
            for other in Self.serverSigns {
                let claims: [Told] = [.systemBuild <- 17763, one, other.in("b.txt")]

                #expect(Self.outline(claims) == "unusable evidence.contradictory", "\(one) \(other)")
            }
        }
    }

    @Test(
        arguments: [
            ([.systemBuild <- 20348], "server"), ([.systemBuild <- 22631], "client"),
            ([.systemBuild <- 19045], "client"), ([.systemBuild <- 99999], "untold"), ([], "untold"),
            ([.systemBuild <- 17763, .productType <- 9], "untold"),
            ([.systemBuild <- 17763, .installationType <- "Nano Server"], "untold"),
            ([.systemBuild <- 17763, .productName <- "Azure Stack HCI"], "untold"),
            ([.systemBuild <- 20348, .productType <- .unusable("?")], "unusable evidence.unreadable"),
            ([.systemBuild <- 20348, .productName <- .unusable("?")], "unusable evidence.unreadable"),
            (
                [.systemBuild <- 19045, .installationType <- "Client", .productType <- .unusable("?")],
                "unusable evidence.unreadable"
            ),
            (
                [.productType <- 1, (.productType <- 3).in("b.txt"), .installationType <- "Client"],
                "unusable evidence.contradictory"
            ),
            (
                [
                    .productType <- 1, .productName <- "Windows 10 Pro",
                    (.productName <- "Microsoft Windows 11 Pro").in("b.txt"),
                ], "client"
            ),
        ] as [([Told], String)])
    func `what else tells, and what does not`(claims: [Told], expected: String) {
        #expect(Self.outline(claims) == expected)
    }

    @Test
    func `a source that is merely old does not stand against a fresh one`() {
        let claims: [Told] = [
            .systemBuild <- 17763, .installationType <- "Client", (.productType <- 3).in("old.txt"),
        ]
        let fact = DeviceSample.fact(claims, ages: ["old.txt": 30 * DeviceSample.day])
        let view = DeviceView(fact, DeviceExpectation(judgedAt: DeviceSample.now))
        #expect(DevicePlatform(view, DeviceSample.evidence(fact)).role.value == .client)
    }

    @Test
    func `a contradiction names both sides`() {
        let claims: [Told] = [
            .systemFamily <- "windows", .systemBuild <- 17763, .productType <- 3,
            (.systemEdition <- "Professional").in("b.txt"),
        ]
        #expect(
            EvidenceRow("", claims, "").judgement(by: PlatformSupportedCheck()).words
                == "product type 3 in evidence.txt:3 means a server, and edition Pro in b.txt:4 a client")
    }
}
