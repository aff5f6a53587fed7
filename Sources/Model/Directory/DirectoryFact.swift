package import FoundationEssentials

/// What was seen of one domain of the directory.
package struct DirectoryFact: Codable, Sendable, Equatable {
    /// `directory:` and the domain; unique in a run.
    package var id: String
    /// As configured, lower case.
    package var domain: String
    /// When reading it ended.
    package var observedAt: Date
    /// The controllers that were tried, in their order; the last one answered, unless there is a `failure`.
    package var attempts: [ControllerAttempt] = []
    /// Absent where no controller answered.
    package var controller: ControllerFact?
    /// Why nothing could be read behind the controller's first answer, or why there is none.
    package var failure: Unreadable?
    package var registrationPoints: Observation<[RegistrationPoint]>
    package var syncAccounts: Observation<[SyncAccount]>
    package var managementSites: Observation<[ManagementSite]>
    package var computers: Observation<[ComputerFact]>
    /// Where the controller says that more is to be found, such as a child domain; never followed.
    package var referrals: [String] = []

    /// A domain of which nothing has been read, for want of `why`.
    package init(domain: String, observedAt: Date, unread why: Unreadable) {
        id = "directory:\(domain)"
        self.domain = domain
        self.observedAt = observedAt
        failure = why
        registrationPoints = .unreadable(why)
        syncAccounts = .unreadable(why)
        managementSites = .unreadable(why)
        computers = .unreadable(why)
    }

    package var subject: Subject { Subject(.directory, domain) }
}

/// One controller that was tried, and the step in which that ended.
package struct ControllerAttempt: Codable, Sendable, Equatable {
    package enum Step: String, Codable, Sendable, CaseIterable {
        case find, name, tcp, tls, bind, search
        case rootDSE = "root-dse"
    }

    /// `ldaps://dc1.corp.example:636`; where none could be found, what was looked up.
    package var server: String
    package var step: Step
    /// Absent for the one that answered.
    package var failure: Unreadable?
    package var milliseconds: Double

    package init(server: String, step: Step, failure: Unreadable?, milliseconds: Double) {
        self.server = server
        self.step = step
        self.failure = failure
        self.milliseconds = milliseconds
    }
}

/// What a controller says of itself before anybody has signed in.
package struct ControllerFact: Codable, Sendable, Equatable {
    package enum Security: String, Codable, Sendable {
        case ldaps
        case startTLS = "starttls"
        /// Signed or sealed by what the sign-in agreed on.
        case sasl
        case cleartext
    }

    package enum SignIn: String, Codable, Sendable {
        case anonymous, simple, gssapi
    }

    package var server: String
    package var address: String?
    package var security: Security
    package var signIn: SignIn
    package var dnsHostName: String?
    package var defaultNamingContext: String?
    package var configurationNamingContext: String?
    package var rootDomainNamingContext: String?
    /// msDS-Behavior-Version: 4 is Windows Server 2008 R2, 7 is 2016, 10 is 2025.
    package var domainLevel: Int?
    package var forestLevel: Int?
    package var controllerLevel: Int?

    package init(server: String, security: Security, signIn: SignIn) {
        self.server = server
        self.security = security
        self.signIn = signIn
    }
}

/// A service connection point that tells computers where to register.
package struct RegistrationPoint: Codable, Sendable, Equatable {
    package var dn: String
    /// As they stand there, in no particular order.
    package var keywords: [String]

    package init(dn: String, keywords: [String]) {
        self.dn = dn
        self.keywords = keywords
    }
}

/// An account with which a synchronization server reads the directory.
package struct SyncAccount: Codable, Sendable, Equatable {
    package var name: String
    package var description: String?
    package var disabled: Bool

    package init(name: String, description: String?, disabled: Bool) {
        self.name = name
        self.description = description
        self.disabled = disabled
    }
}

/// A Configuration Manager site that publishes in the domain's System Management container.
package struct ManagementSite: Codable, Sendable, Equatable {
    package var siteCode: String
    /// Host names, in the directory's order.
    package var managementPoints: [String]

    package init(siteCode: String, managementPoints: [String]) {
        self.siteCode = siteCode
        self.managementPoints = managementPoints
    }
}
