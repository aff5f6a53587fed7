/// The two services that tell of a tenant.
package enum TenantService: String, Sendable, CaseIterable {
    case graph, defender

    /// As people call it.
    package var title: String {
        switch self {
        case .graph: "Microsoft Graph"
        case .defender: "the Defender for Endpoint API"
        }
    }

    /// What can come of asking, instead of an answer.
    package enum Fault: Sendable {
        case signInRejected, permissionMissing, throttled, unavailable, timeout, malformed, incomplete
    }

    package func code(_ fault: Fault) -> ReasonCode {
        switch (self, fault) {
        case (.graph, .signInRejected): .graphSignInRejected
        case (.graph, .permissionMissing): .graphPermissionMissing
        case (.graph, .throttled): .graphThrottled
        case (.graph, .unavailable): .graphUnavailable
        case (.graph, .timeout): .graphTimeout
        case (.graph, .malformed): .graphMalformed
        case (.graph, .incomplete): .graphIncomplete
        case (.defender, .signInRejected): .defenderSignInRejected
        case (.defender, .permissionMissing): .defenderPermissionMissing
        case (.defender, .throttled): .defenderThrottled
        case (.defender, .unavailable): .defenderUnavailable
        case (.defender, .timeout): .defenderTimeout
        case (.defender, .malformed): .defenderMalformed
        case (.defender, .incomplete): .defenderIncomplete
        }
    }
}

/// Outside knowledge of signing in to a tenant's services and of asking them.
package struct TenantAccess: Sendable, Equatable {
    /// The hosts of one cloud.
    package struct Hosts: Sendable, Equatable {
        package var signIn: String
        package var graph: String
        /// Absent where the cloud has no Defender for Endpoint.
        package var defender: String?
        /// What a token for the Defender for Endpoint API is asked for, without `/.default`.
        package var defenderResource: String?

        package init(signIn: String, graph: String, defender: String?, defenderResource: String?) {
            self.signIn = signIn
            self.graph = graph
            self.defender = defender
            self.defenderResource = defenderResource
        }
    }

    /// How a machine of the cloud gets a token for its own identity.
    package struct ManagedIdentity: Sendable, Equatable {
        /// An address of plain HTTP that never leaves the host.
        package var address = ""
        package var version = ""
        /// Of the form that App Service has.
        package var serviceVersion = ""

        package init() {}
    }

    /// What is asked.
    package struct Query: Sendable, Equatable {
        package enum Subject: String, Sendable, CaseIterable {
            case organization
            case subscriptions
            case connectors
            case policies
            /// Policies with their assignments and settings in them; where it is refused, the three are asked apart.
            case wholePolicies = "whole-policies"
            case policyAssignments = "policy-assignments"
            case policySettings = "policy-settings"
            case entraDevices = "entra-devices"
            case managedDevices = "managed-devices"
            case machines
        }

        package var subject: Subject
        package var service: TenantService
        /// Path and query, from `/`; `{id}` stands for a policy's id.
        package var target: String
        /// Any of these application permissions is enough; the least comes first.
        package var permissions: [String]
        /// What the answer shows, for a sentence such as `it would have shown …`.
        package var shows: String

        package init(
            subject: Subject, service: TenantService, target: String, permissions: [String], shows: String
        ) {
            self.subject = subject
            self.service = service
            self.target = target
            self.permissions = permissions
            self.shows = shows
        }
    }

    /// What a code of the sign-in service means.
    package struct SignInError: Sendable, Equatable {
        /// Goes on after `AADSTS7000215:`.
        package var means: String
        /// A sentence.
        package var remedy: String

        package init(means: String, remedy: String) {
            self.means = means
            self.remedy = remedy
        }
    }

    package var clouds: [Cloud: Hosts] = [:]
    /// The services' own application ids, lower case, for which their tokens may be.
    package var applications: [TenantService: String] = [:]
    package var managedIdentity = ManagedIdentity()
    package var queries: [Query.Subject: Query] = [:]
    /// By the number after `AADSTS`.
    package var signInErrors: [Int: SignInError] = [:]

    package init() {}
}
