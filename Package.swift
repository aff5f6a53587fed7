// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
/// The targets that call C.
let interop = strict + [.strictMemorySafety()]

let package = Package(
    name: "mde-preflight-tool",
    products: [.executable(name: "mde-preflight", targets: ["mde-preflight"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .target(name: "CLazyLibrary"),
        .target(name: "CCurl", dependencies: ["CLazyLibrary"]),
        .target(name: "CLDAP", dependencies: ["CLazyLibrary"]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CAres", pkgConfig: "libcares", providers: [.apt(["libc-ares-dev"])]),
        .target(name: "EventLoop", swiftSettings: strict),
        .target(name: "Addresses", swiftSettings: strict),
        .target(name: "Curl", dependencies: ["CCurl", "COpenSSL", "EventLoop"], swiftSettings: interop),
        .target(name: "Signing", dependencies: ["COpenSSL"], swiftSettings: interop),
        .target(name: "NameResolution", dependencies: ["CAres", "EventLoop"], swiftSettings: interop),
        .target(name: "LDAP", dependencies: ["CLDAP", "Curl"], swiftSettings: interop),
        .target(name: "Model", swiftSettings: strict),
        .target(name: "DeviceEvidence", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "FleetJoin", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "CArchive", dependencies: ["CLazyLibrary"]),
        .target(name: "Archive", dependencies: ["CArchive"], swiftSettings: interop),
        .target(
            name: "CSimdJSON",
            cxxSettings: [
                .define("SIMDJSON_EXCEPTIONS", to: "0"),
                .unsafeFlags(["-fno-exceptions", "-fno-rtti"]),
            ]),
        .target(name: "TenantAnswers", dependencies: ["CSimdJSON", "Model"], swiftSettings: interop),
        .target(name: "StrictYAML", dependencies: ["Yams"], swiftSettings: strict),
        .target(
            name: "Configuration", dependencies: ["Addresses", "Model", "StrictYAML"], swiftSettings: strict),
        .target(
            name: "CheckCatalogue", dependencies: ["Addresses", "Model", "StrictYAML"],
            resources: [.copy("../../checks")], swiftSettings: strict),
        .target(
            name: "Collectors",
            dependencies: [
                "Addresses", "Archive", "Configuration", "Curl", "DeviceEvidence", "EventLoop", "LDAP",
                "NameResolution", "Model", "Signing", "TenantAnswers",
            ],
            swiftSettings: strict),
        .target(name: "Checks", dependencies: ["Model"], swiftSettings: strict),
        .target(name: "Reporting", dependencies: ["Model", "Rainbow"], swiftSettings: strict),
        .target(
            name: "SupportBundle",
            dependencies: ["Addresses", "Archive", "DeviceEvidence", "Model", "Signing"],
            swiftSettings: strict),
        .executableTarget(
            name: "mde-preflight",
            dependencies: [
                "Addresses", "Checks", "CheckCatalogue", "Collectors", "Configuration", "FleetJoin", "Model",
                "Reporting", "Signing", "StrictYAML", "SupportBundle",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "sync-scope-benchmark", dependencies: ["Checks", "Collectors", "Model"],
            path: "Benchmarks/SyncScope", swiftSettings: strict),
        .executableTarget(
            name: "tenant-answers-benchmark", dependencies: ["Collectors", "Configuration", "Model"],
            path: "Benchmarks/TenantAnswers", swiftSettings: strict),
        .executableTarget(
            name: "redaction-benchmark",
            dependencies: ["CheckCatalogue", "Checks", "Model", "SupportBundle"],
            path: "Benchmarks/Redaction", swiftSettings: strict),
        .executableTarget(
            name: "fact-redaction-benchmark", dependencies: ["Model", "SupportBundle"],
            path: "Benchmarks/FactRedaction", swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "SampleFacts", dependencies: ["CheckCatalogue", "Checks", "Model", "TestSupport"],
            path: "Tests/SampleFacts",
            swiftSettings: strict),
        .testTarget(
            name: "ChecksTests",
            dependencies: ["CheckCatalogue", "Checks", "Model", "SampleFacts", "SupportBundle"],
            swiftSettings: strict),
        .testTarget(
            name: "DeviceEvidenceTests", dependencies: ["DeviceEvidence", "Model"], swiftSettings: strict),
        .testTarget(
            name: "ArchiveTests", dependencies: ["Archive", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "FleetJoinTests", dependencies: ["FleetJoin", "Model"], swiftSettings: strict),
        .testTarget(
            name: "TenantAnswersTests", dependencies: ["Model", "TenantAnswers"], swiftSettings: strict),
        .testTarget(name: "ModelTests", dependencies: ["Model", "SampleFacts"], swiftSettings: strict),
        .testTarget(
            name: "StrictYAMLTests", dependencies: ["StrictYAML", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CheckCatalogueTests",
            dependencies: ["CheckCatalogue", "Model", "SampleFacts", "StrictYAML", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Addresses", "Configuration", "Model", "StrictYAML", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CollectorsTests",
            dependencies: [
                "Addresses", "Archive", "CheckCatalogue", "Collectors", "Configuration", "Curl",
                "DeviceEvidence",
                "Model", "NameResolution",
                "SampleFacts", "TenantAnswers", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["CheckCatalogue", "Checks", "Model", "Reporting", "SampleFacts", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SupportBundleTests",
            dependencies: [
                "Addresses", "Archive", "CheckCatalogue", "Checks", "Collectors", "Configuration",
                "DeviceEvidence",
                "Model", "Reporting", "SampleFacts", "StrictYAML", "SupportBundle", "TestSupport",
                "mde-preflight",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "InteropTests",
            dependencies: ["Curl", "EventLoop", "LDAP", "NameResolution", "Signing", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "CheckCatalogue", "Checks", "Collectors", "Configuration", "Model", "Reporting",
                "SampleFacts",
                "StrictYAML", "SupportBundle",
                "TestSupport", "mde-preflight",
            ], swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
