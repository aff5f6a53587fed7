import FoundationEssentials

/// The parts of a SARIF 2.1.0 log that are written.
///
/// Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
struct SARIFLog: Encodable {
    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    var runs: [Run]

    struct Run: Encodable {
        let columnKind = "unicodeCodePoints"
        var tool: Tool
        var invocations: [Invocation]
        var results: [Result]
        var properties: RunProperties
    }

    struct Tool: Encodable {
        var driver: Driver
    }

    struct Driver: Encodable {
        var name: String
        var version: String
        var rules: [Rule]
    }

    struct Text: Encodable {
        var text: String

        init(_ text: String) {
            self.text = text
        }
    }

    enum Level: String, Encodable {
        case none, note, warning, error
    }

    struct Rule: Encodable {
        struct Configuration: Encodable {
            var level: Level
        }

        struct Properties: Encodable {
            var area: String
            var tags: [String]
        }

        var id: String
        var shortDescription: Text
        var fullDescription: Text
        var help: Text
        var helpUri: String?
        var defaultConfiguration: Configuration
        var properties: Properties
    }

    struct Invocation: Encodable {
        var executionSuccessful: Bool
        var exitCode: Int
        var exitCodeDescription: String
        var startTimeUtc: String
        var endTimeUtc: String
        var machine: String
        var toolExecutionNotifications: [Notification]
    }

    struct Notification: Encodable {
        struct Descriptor: Encodable {
            var id: String
        }

        struct Reference: Encodable {
            var id: String
            var index: Int
        }

        var descriptor: Descriptor
        var associatedRule: Reference?
        var level: Level
        var message: Text
    }

    struct Result: Encodable {
        enum Kind: String, Encodable {
            case fail, open, informational
        }

        struct Location: Encodable {
            struct Physical: Encodable {
                struct Artifact: Encodable {
                    var uri: String
                }

                struct Region: Encodable {
                    var startLine = 1
                }

                var artifactLocation: Artifact
                var region = Region()
            }

            struct Logical: Encodable {
                let kind = "resource"
                var name: String
                var fullyQualifiedName: String
            }

            var physicalLocation: Physical
            var logicalLocations: [Logical]
        }

        struct Suppression: Encodable {
            let kind = "external"
            let status = "accepted"
            var justification: String
        }

        struct Properties: Encodable {
            var status: String
            var severity: String
            var subject: String
            var via: String?
            var codes: [String]
            var remedies: [String]
            var blockedBy: [String]
            /// Of a result of many devices, how many have which mark.
            var devices: [String: Int]?
            var waived: Waived?
        }

        struct Waived: Encodable {
            /// What the status is without the waivers.
            var status: String
            /// Of a result of many devices, how many are waived.
            var devices: Int?
            /// When the first of the waivers expires.
            var until: String?
        }

        var ruleId: String
        var ruleIndex: Int
        var kind: Kind
        var level: Level
        var message: Text
        var locations: [Location]
        var partialFingerprints: [String: String]
        var suppressions: [Suppression]?
        /// Beside the run that this one was to be no worse than.
        var baselineState: String?
        var properties: Properties
    }

    struct RunProperties: Encodable {
        var verdict: String
        var counts: [String: Int]
        var interrupted: Bool
        var failOn: String
        var requirementSet: String
        var cloud: String
        var vantage: String?
        /// Devices by their own verdict, where any check judged devices one by one.
        var devices: [String: Int]?
        /// How many devices came as far as each step, where more than one source told of them; those that are known.
        var steps: [String: Int]?
    }
}
