package import Configuration
import EventLoop
package import FoundationEssentials
import LDAP
package import Model
import NameResolution

/// Reads the domains that a configuration names, each from the first controller that answers.
package struct DirectoryCollector: Sendable {
    private let settings: DirectorySettings
    private let finder: ControllerFinder
    private let credentials: LDAPCredentials
    private let knowledge: Knowledge
    private let deadline: Deadline
    private let now: @Sendable () -> Date

    /// Outside knowledge that reading itself needs.
    package struct Knowledge: Sendable {
        /// Words for Active Directory's own numbers, lower-case hexadecimal digits, of a rejected sign-in.
        package var bindErrors: [String: String]
        /// `CN=Device Registration Configuration,CN=Services`, below the configuration partition.
        package var registrationContainer: String

        package init(bindErrors: [String: String], registrationContainer: String) {
            self.bindErrors = bindErrors
            self.registrationContainer = registrationContainer
        }
    }

    /// Domains read at once.
    private static let width = 4
    /// What is kept of the run's time for judging and telling, in seconds.
    private let reserve: Double
    /// What is kept of it for a thread to notice that its time is up, so that what it has read is not lost.
    private let readingReserve: Double

    /// Sets reading up; `password` is that of the user who signs in, where one does.
    ///
    /// Throws `ResolverError` when the resolver cannot be set up.
    package init(
        settings: DirectorySettings, network: NetworkSettings, password: String?, knowledge: Knowledge,
        deadline: Deadline, now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.settings = settings
        self.knowledge = knowledge
        self.deadline = deadline
        self.now = now
        reserve = min(0.05, deadline.remaining / 20)
        readingReserve = min(0.3, deadline.remaining / 5)
        finder = ControllerFinder(
            settings: settings, resolver: try NameResolver(servers: network.nameServers),
            timeout: network.timeout)
        credentials =
            switch settings.bind {
            case .gssapi: .gssapi
            case .anonymous: .anonymous
            case .user(let name, _): .simple(name: name, password: password ?? "")
            }
    }

    /// Reads every domain; cancelling the task ends it soon, with what is known by then.
    ///
    /// `progress` is told now and then how many computers have been read from one of them.
    package func collect(wantsComputers: Bool, progress: @escaping @Sendable (Int) -> Void) async throws
        -> [DirectoryFact]
    {
        KerberosSettings.use(keytab: settings.keytab)
        return try await settings.domains.boundedMap(width: Self.width) { domain in
            await read(domain, wantsComputers: wantsComputers, progress)
        }
    }

    private func read(
        _ domain: String, wantsComputers: Bool, _ progress: @escaping @Sendable (Int) -> Void
    ) async -> DirectoryFact {
        let began = ContinuousClock.now
        var attempts: [ControllerAttempt] = []
        switch await finder.controllers(of: domain, deadline: deadline) {
        case .failure(let why):
            attempts.append(
                .init(
                    server: why.server, step: .find, failure: why.reason,
                    milliseconds: began.secondsAgo.milliseconds))
        case .success(let servers):
            for server in servers {
                var (attempt, session) = await open(server)
                if let found = session, let why = otherDomain(than: domain, found.fact) {
                    attempt.step = .rootDSE
                    attempt.failure = why
                    session = nil
                }
                attempts.append(attempt)
                if let session {
                    return await read(domain, attempts, session, wantsComputers: wantsComputers, progress)
                }
                // The same user or ticket is refused everywhere, and trying again and again locks the account.
                if attempt.step == .bind || Task.isCancelled || deadline.remaining <= reserve { break }
            }
        }
        let why = attempts.last?.failure ?? Unreadable(.ldapNoControllerFound, "no controller was tried")
        var fact = DirectoryFact(domain: domain, observedAt: now(), unread: why)
        fact.attempts = attempts
        return fact
    }

    /// Why what a controller would tell is about other computers than those that were asked for.
    private func otherDomain(than domain: String, _ controller: ControllerFact) -> Unreadable? {
        guard let context = controller.defaultNamingContext, let found = DistinguishedName(context) else {
            return nil
        }
        let wanted = domain.split(separator: ".").reversed().map { "dc=\($0.lowercased())" }
        guard found.parts != wanted else { return nil }
        return .init(
            .directoryOtherDomain, "\(controller.server) is a controller of \(context), and not of \(domain)")
    }

    private func read(
        _ domain: String, _ attempts: [ControllerAttempt], _ session: ControllerSession, wantsComputers: Bool,
        _ progress: @escaping @Sendable (Int) -> Void
    ) async -> DirectoryFact {
        let plan = DirectoryReading.Plan(
            controller: session.fact, registrationContainer: knowledge.registrationContainer,
            pageSize: settings.pageSize, wantsComputers: wantsComputers, bindErrors: knowledge.bindErrors,
            deadline: deadline.instant(before: readingReserve), progress: progress)
        let outcome = await session.read(
            until: deadline.instant(before: reserve), silence: settings.timeout
        ) { DirectoryReading(plan, $0, $1) }
        let why: Unreadable
        switch outcome {
        case .finished(let reading?):
            var fact = DirectoryFact(domain: domain, observedAt: now(), reading)
            fact.attempts = attempts
            fact.controller = session.fact
            return fact
        case .finished(nil): why = .init(.ldapUnavailable, "the connection was gone")
        case .timeout: why = .init(.deadlineExceeded, "the run's deadline came while the directory was read")
        case .cancelled: why = .init(.runInterrupted, "interrupted while the directory was read")
        }
        var fact = DirectoryFact(domain: domain, observedAt: now(), unread: why)
        fact.attempts = attempts
        fact.controller = session.fact
        return fact
    }
}

// MARK: - One controller

extension DirectoryCollector {
    private func open(_ found: ControllerFinder.Controller) async -> (ControllerAttempt, ControllerSession?) {
        let began = ContinuousClock.now
        func attempt(_ step: ControllerAttempt.Step, _ failure: Unreadable?) -> ControllerAttempt {
            .init(
                server: found.name, step: step, failure: failure,
                milliseconds: began.secondsAgo.milliseconds)
        }
        let address: String
        switch await finder.address(of: found, deadline: deadline) {
        case .success(let found): address = found
        case .failure(let why): return (attempt(.name, why.reason), nil)
        }
        let security = security(of: found)
        if case .simple = credentials, security == .none, !settings.allowsCleartext {
            let text =
                "\(found.name): the password would be sent readable for everybody on the way, so no sign-in was tried"
            return (attempt(.bind, .init(.ldapCleartextRefused, text)), nil)
        }
        let limit = ContinuousClock.now.advanced(by: .seconds(deadline.cap(settings.timeout)))
        let plan = ControllerSession.Plan(
            server: LDAPServer(
                host: found.host, port: UInt16(clamping: found.port), security: security, address: address),
            name: found.name, trust: LDAPTrust(caFile: settings.caFile), credentials: credentials,
            // What has been read by then is kept.
            deadline: deadline.instant(before: readingReserve))
        switch await ControllerSession.open(plan, until: limit) {
        case .finished(.success(let session)): return (attempt(.search, nil), session)
        case .finished(.failure(let failure)):
            let error = Task.isCancelled ? failure.error : failure.error.asTimeout
            if error.kind == .timeout, deadline.remaining <= readingReserve + reserve {
                return (attempt(failure.step, cut(found)), nil)
            }
            return (
                attempt(failure.step, error.reason(asking: found.name, bindErrors: knowledge.bindErrors)), nil
            )
        case .cancelled: return (attempt(.tcp, .init(.runInterrupted, "\(found.name): interrupted")), nil)
        case .timeout:
            // Only a sign-in with Kerberos waits for somebody else than the controller.
            let text =
                "\(found.name): no answer of a key distribution centre within \(Int(settings.timeout.rounded(.up))) s"
            let why =
                deadline.remaining <= readingReserve + reserve
                ? cut(found) : .init(.kerberosFailed, text)
            return (attempt(.bind, why), nil)
        }
    }

    /// What a mistake of the configuration looks like from here.
    private func hint(
        for found: ControllerFinder.Controller, _ security: LDAPServer.Security, _ error: LDAPError
    ) -> String? {
        switch (error.kind, security) {
        case (.strongAuthRequired, .ldaps), (.strongAuthRequired, .startTLS):
            credentials == .gssapi
                ? "with bind: gssapi use ldap:// and no start-tls, since Kerberos signs and encrypts by itself"
                : nil
        case (_, .ldaps) where error.step == .tls && found.port == 389:
            "port 389 begins without TLS: write ldap://"
        case (_, .none) where error.step == .search && found.port == 636,
            (_, .startTLS) where found.port == 636:
            "port 636 begins with TLS: write ldaps://"
        default: nil
        }
    }

    private func cut(_ found: ControllerFinder.Controller) -> Unreadable {
        .init(.deadlineExceeded, "\(found.name): the run's deadline came before its answer")
    }

    private func security(of found: ControllerFinder.Controller) -> LDAPServer.Security {
        if found.isLDAPS { return .ldaps }
        switch settings.startTLS {
        case .always: return .startTLS
        case .never: return .none
        case .auto:
            // Kerberos signs and seals by itself, and nothing is sent that needs hiding where nobody signs in.
            if case .simple = credentials { return settings.allowsCleartext ? .none : .startTLS }
            return .none
        }
    }
}

extension DirectoryFact {
    fileprivate init(domain: String, observedAt: Date, _ reading: DirectoryReading) {
        self.init(domain: domain, observedAt: observedAt, unread: .init(.evidenceMissing, ""))
        failure = nil
        registrationPoints = reading.registrationPoints
        syncAccounts = reading.syncAccounts
        managementSites = reading.managementSites
        computers = reading.computers
        referrals = reading.referrals
    }
}

extension Unreadable {
    fileprivate func with(_ hint: String?) -> Unreadable {
        hint.map { Unreadable(code, "\(detail); \($0)") } ?? self
    }
}
