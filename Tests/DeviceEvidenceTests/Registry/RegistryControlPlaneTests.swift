import DeviceEvidence
import Model
import Testing

/// The registry shows by whom a device is managed, in an export as in the answer to a question.
struct RegistryControlPlaneTests {
    typealias Key = (path: String, values: [(name: String, data: Data)])

    enum Data: Sendable {
        case text(String)
        case number(UInt32)
    }

    struct Plane: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var keys: @Sendable () -> [Key]
        var expected: [String]
    }

    private static let id = "0A1B2C3D-1111-2222-3333-444455556666"
    private static let name = "0a1b2c3d-1111-2222-3333-444455556666"

    private static func enrollment(
        _ provider: String, type: UInt32, discovery: String, id: String = id
    ) -> Key {
        (
            #"Enrollments\"# + id,
            [
                ("DiscoveryServiceFullURL", .text(discovery)), ("EnrollmentState", .number(1)),
                ("EnrollmentType", .number(type)), ("ProviderID", .text(provider)),
            ]
        )
    }

    private static func told(_ provider: String, _ type: Int, _ discovery: String, _ name: String = name)
        -> [String]
    {
        [
            "mdm.discovery[\(name)]=\(discovery)", "mdm.state[\(name)]=1", "mdm.type[\(name)]=\(type)",
            "mdm.provider[\(name)]=\(provider)",
        ]
    }

    private static let intune = "https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc"
    private static let declared = "https://discovery.dm.microsoft.com/EnrollmentConfiguration?api-version=1.0"
    private static let manager: Key = ("CCM", [("CoManagementFlags", .number(33))])

    static let planes = [
        Plane(
            testDescription: "Intune",
            keys: { [enrollment("MS DM Server", type: 6, discovery: intune)] },
            expected: told("MS DM Server", 6, intune) + [
                "configuration-manager.key is absent", "configuration-manager.co-management-flags is absent",
                "enrollment.status is absent",
            ]),
        Plane(
            testDescription: "co-managed",
            keys: {
                [
                    manager, enrollment("MS DM Server", type: 6, discovery: intune),
                    (#"SMS\Mobile Client"#, [("ProductVersion", .text("5.00.9128.1000"))]),
                    ("Windows Defender", [("ManagedDefenderProductType", .number(7))]),
                ]
            },
            expected: ["configuration-manager.key=true", "configuration-manager.co-management-flags=33"]
                + told("MS DM Server", 6, intune)
                + [
                    "configuration-manager.version=5.00.9128.1000", "defender.managed-product-type=7",
                    "enrollment.status is absent", "onboarding.state is absent",
                ]),
        Plane(
            testDescription: "Configuration Manager alone",
            keys: { [("CCM", []), (#"CCM\CcmEval"#, []), ("SenseCM", [("EnrollmentStatus", .number(4))])] },
            expected: [
                "configuration-manager.key=true", "configuration-manager.co-management-flags is absent",
                "enrollment.status=4", "mdm.provider is absent",
            ]),
        Plane(
            testDescription: "declared configuration",
            keys: { [enrollment("Microsoft Device Management", type: 26, discovery: declared)] },
            expected: told("Microsoft Device Management", 26, declared) + [
                "configuration-manager.key is absent", "configuration-manager.co-management-flags is absent",
                "enrollment.status is absent",
            ]),
        Plane(
            testDescription: "security settings management",
            keys: {
                [
                    ("Enrollments", [("MmpcEnrollmentFlag", .number(0))]),
                    enrollment("Microsoft Device Management", type: 26, discovery: declared),
                    ("SenseCM", [("EnrollmentStatus", .number(1))]),
                    (
                        "Windows Advanced Threat Protection",
                        [("SenseCmConfiguration", .text(#"{"SenseCmModeSwitch":2}"#))]
                    ),
                    (#"Windows Advanced Threat Protection\Status"#, [("OnboardingState", .number(1))]),
                ]
            },
            expected: ["mdm.declared-configuration-flag=0"]
                + told("Microsoft Device Management", 26, declared)
                + [
                    "enrollment.status=1", "enrollment.mode=2", "onboarding.state=1",
                    "configuration-manager.key is absent",
                    "configuration-manager.co-management-flags is absent",
                ]),
        Plane(
            testDescription: "blocked by somebody else",
            keys: { [("Enrollments", [("ExternallyManaged", .number(1))])] },
            expected: [
                "mdm.externally-managed=1", "mdm.provider is absent", "configuration-manager.key is absent",
                "configuration-manager.co-management-flags is absent", "enrollment.status is absent",
            ]),
        Plane(
            testDescription: "none", keys: { [] },
            expected: [
                "mdm.provider is absent", "configuration-manager.key is absent",
                "configuration-manager.co-management-flags is absent", "enrollment.status is absent",
            ]),
    ]

    private static let root = #"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft"#

    private static func export(_ keys: [Key]) -> String {
        var text = "Windows Registry Editor Version 5.00\n\n[\(root)]\n\n"
        for key in keys + [("Windows NT", [])] {
            text += "[\(root)\\\(key.path)]\n"
            for (name, data) in key.values {
                switch data {
                case .text(let data):
                    let escaped = data.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                    text += "\"\(name)\"=\"\(escaped)\"\n"
                case .number(let number):
                    let digits = String(number, radix: 16)
                    text += "\"\(name)\"=dword:\(String(repeating: "0", count: 8 - digits.count))\(digits)\n"
                }
            }
            text += "\n"
        }
        return text
    }

    private static func query(_ keys: [Key]) -> String {
        var text = "> reg query \"\(root)\" /s\n\n"
        for key in keys + [("Windows NT", [])] {
            text += "\(root)\\\(key.path)\n"
            for (name, data) in key.values {
                switch data {
                case .text(let data): text += "    \(name)    REG_SZ    \(data)\n"
                case .number(let number):
                    text += "    \(name)    REG_DWORD    0x\(String(number, radix: 16))\n"
                }
            }
            text += "\n"
        }
        return text + "> end\n"
    }

    @Test(arguments: planes)
    func `a control plane is seen`(plane: Plane) {
        // Sorted, as the registry keeps them.
        let keys = plane.keys().sorted { $0.path.uppercased() < $1.path.uppercased() }
        // The list of enrolments is shown to its end in all of them.
        let expected = Set(plane.expected + ["mdm.provider is absent"])
        let exported = Set(Told(Self.export(keys)).own)
        // Only of what sorts before the last key is an export known to hold everything.
        let later: Set = ["onboarding.state is absent", "connection-point.tenant-id is absent"]
        #expect(exported.subtracting(later) == expected.subtracting(later))
        let asked = Set(Told(Self.query(keys)).own)
        #expect(asked.subtracting(later) == expected.subtracting(later))
        #expect(asked.contains("connection-point.tenant-id is absent"))
    }

    @Test
    func `an enrolment without a provider is told beside the end of the list`() {
        let keys: [Key] = [(#"Enrollments\"# + Self.id, [("EnrollmentState", .number(1))])]
        for told in [Told(Self.export(keys)), Told(Self.query(keys))] {
            #expect(told.claims.contains("mdm.provider is absent"))
            #expect(told.claims.contains { $0.hasPrefix("mdm.state[") })
        }
    }
}
