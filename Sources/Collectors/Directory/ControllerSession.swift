import EventLoop
import LDAP
import Model
import Synchronization

/// A connection to one controller, handed from the thread that opened it to the one that reads.
// A session is used by one thread at a time: the one that opens it has ended before the one that reads begins.
final class ControllerSession: @unchecked Sendable {
    let fact: ControllerFact
    private var session: LDAPSession?
    private let wait: Wait

    private init(_ session: consuming LDAPSession, _ fact: ControllerFact, _ wait: Wait) {
        self.session = consume session
        self.fact = fact
        self.wait = wait
    }

    /// Until when the session's present thread may wait for the controller, and whether anybody waits for the thread.
    private final class Wait: Sendable {
        private struct State {
            var isAbandoned: @Sendable () -> Bool = { false }
            var limit: ContinuousClock.Instant
        }

        private let state: Mutex<State>

        init(until limit: ContinuousClock.Instant) {
            state = Mutex(State(limit: limit))
        }

        func follow(_ isAbandoned: @escaping @Sendable () -> Bool) {
            state.withLock { $0.isAbandoned = isAbandoned }
        }

        func extend(to limit: ContinuousClock.Instant) {
            state.withLock { $0.limit = limit }
        }

        var hasEnded: Bool {
            let now = state.withLock { $0 }
            return ContinuousClock.now >= now.limit || now.isAbandoned()
        }
    }

    /// What ended an attempt before there was a session.
    struct Failure: Error {
        var step: ControllerAttempt.Step
        var error: LDAPError
        /// As far as the controller had answered by then.
        var fact: ControllerFact?
    }

    struct Plan: Sendable {
        var server: LDAPServer
        /// `ldaps://dc1.corp.example:636`.
        var name: String
        var trust: LDAPTrust
        var credentials: LDAPCredentials
        /// The run's; connecting has a limit of its own.
        var deadline: ContinuousClock.Instant
    }

    private static let grace = Duration.milliseconds(250)

    /// Connects, reads the rootDSE and signs in.
    ///
    /// - Returns: The session, or how far it came; a timeout when `limit` passed first.
    static func open(_ plan: Plan, until limit: ContinuousClock.Instant) async
        -> BlockingOutcome<Result<ControllerSession, Failure>>
    {
        let wait = Wait(until: limit)
        // By then the thread has ended by itself, but where a library waits that knows no limits.
        return await BlockingThread.run(named: "directory", until: limit.advanced(by: grace)) { isAbandoned in
            wait.follow(isAbandoned)
            return Result { () throws(Failure) in try connect(plan, wait) }
        }
    }

    private static func connect(_ plan: Plan, _ wait: Wait) throws(Failure) -> ControllerSession {
        let limits = LDAPLimits(deadline: plan.deadline) { wait.hasEnded }
        var fact = ControllerFact(server: plan.name, security: .init(plan), signIn: .init(plan.credentials))
        fact.address = plan.server.address
        let session: LDAPSession
        do throws(LDAPError) {
            session = try LDAPSession.open(plan.server, trust: plan.trust, limits: limits)
        } catch {
            throw Failure(step: error.step == .tcp ? .tcp : .tls, error: error)
        }
        do throws(LDAPError) {
            try RootDSE.read(session, into: &fact)
        } catch {
            throw Failure(step: .rootDSE, error: error)
        }
        do throws(LDAPError) {
            try session.bind(plan.credentials)
        } catch {
            throw Failure(step: .bind, error: error, fact: fact)
        }
        return ControllerSession(session, fact, wait)
    }

    /// Reads with the session, which is closed then.
    ///
    /// `body` gets a function to call whenever something has come: after `silence` seconds without, the session ends.
    ///
    /// - Returns: A timeout when the deadline passed first.
    func read<Value: Sendable>(
        until deadline: ContinuousClock.Instant, silence: Double,
        _ body: @escaping @Sendable (borrowing LDAPSession, _ noteProgress: () -> Void) -> Value
    ) async -> BlockingOutcome<Value?> {
        await BlockingThread.run(named: "directory", until: deadline) { [self] isAbandoned in
            let noteProgress = { self.wait.extend(to: .now.advanced(by: .seconds(silence))) }
            noteProgress()
            wait.follow(isAbandoned)
            guard let session = session.take() else { return nil }
            return body(session, noteProgress)
        }
    }
}

extension ControllerFact.Security {
    fileprivate init(_ plan: ControllerSession.Plan) {
        switch plan.server.security {
        case .ldaps: self = .ldaps
        case .startTLS: self = .startTLS
        case .none: self = plan.credentials == .gssapi ? .sasl : .cleartext
        }
    }
}

extension ControllerFact.SignIn {
    fileprivate init(_ credentials: LDAPCredentials) {
        switch credentials {
        case .anonymous: self = .anonymous
        case .simple: self = .simple
        case .gssapi: self = .gssapi
        }
    }
}
