import Configuration
import Curl
import FoundationEssentials
import Model

/// Carries single requests to the tenant's services, on the way that probes take.
///
/// Redirections are not followed, and answers that broke off are no answers.
struct ServiceTransport: Sendable {
    let prober: Prober
    let proxies: ProxyRules
    private let places = KnownPlaces()

    init(prober: Prober, proxies: ProxyRules) {
        self.prober = prober
        self.proxies = proxies
    }

    struct Request: Sendable {
        var address: ServiceAddress
        /// Sent as a form, by POST; nil for GET.
        var form: [(name: String, value: String)]?
        var bearer: Secret?
        var headers: [(name: String, value: String)] = []
        /// Never takes a proxy.
        var isLocal = false
        /// Bytes, after decompression.
        var maximumBody = 1 << 20
        /// Seconds for the whole of it, but for the name; nil for what is usual.
        var timeout: Double?

        /// Members of a form that nobody else may see.
        private static let secretNames: Set<String> = [
            "client_secret", "client_assertion", "refresh_token", "device_code",
        ]

        /// What in it must not be seen.
        var secrets: [Secret] {
            let members = (form ?? []).filter { Self.secretNames.contains($0.name) }.map { Secret($0.value) }
            return members + members.map { Secret(ServiceTransport.escaped($0.text)) }
                + [bearer].compactMap(\.self)
        }
    }

    struct Answer: Sendable {
        var status: Int
        var headers: [TransferOutcome.HeaderField]
        var body: [UInt8]
        /// Seconds that the service asks to wait.
        var retryAfter: Double?
        /// What was sent and must not be seen, even where the other side repeats it.
        var secrets: [Secret] = []

        /// What the service says of a refusal, else the beginning of the body; for a person.
        var words: String { ServiceWords(body)?.text(hiding: secrets) ?? firstWords }

        /// The beginning of the body, for a person.
        var firstWords: String {
            let text = hiding(String(decoding: body.prefix(64 << 10), as: UTF8.self))
            let words = text.prefix(400).split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
            return words.isEmpty ? "nothing" : "\"\(words.printable(limit: 120))\""
        }

        /// Where a redirection leads, for a person.
        var location: String {
            let field = headers.first { $0.lowercasedName == "location" }
            let text = field.map { String(decoding: $0.value, as: UTF8.self) } ?? "nowhere"
            return hiding(text).printable(limit: 100)
        }

        private func hiding(_ words: String) -> String { secrets.reduce(words) { $1.redacted(from: $0) } }

        /// Whether the body begins as JSON does.
        var looksLikeJSON: Bool {
            let first = body.first { ![32, 9, 10, 13, 0xef, 0xbb, 0xbf].contains($0) }
            return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        }
    }

    /// Why no answer came.
    struct Silence: Error {
        enum Kind {
            /// Nothing that another attempt would mend.
            case lasting
            /// Reset, cut off, refused: another attempt may do.
            case passing
            case timeout
            /// The run's deadline came.
            case deadline
            case tooLarge
            case interrupted
        }

        var kind: Kind
        var detail: String
    }

    /// A page with ten thousand machines takes a service its time; of the limit for one probe, this many.
    private static let patience = 6.0

    func send(_ request: Request) async throws(Silence) -> Answer {
        guard !Task.isCancelled else { throw Silence(kind: .interrupted, detail: "interrupted") }
        guard prober.deadline.remaining > 0.05 else { throw Self.late }
        var transfer = TransferRequest(
            url: request.address.url, userAgent: prober.userAgent, timeout: 1)
        transfer.reusesConnection = true
        transfer.acceptsCompression = true
        transfer.maximumBody = request.maximumBody
        transfer.headers = [("Accept", "application/json")] + request.headers
        if let bearer = request.bearer {
            transfer.headers.append(("Authorization", "Bearer \(bearer.text)"))
        }
        if let form = request.form { transfer.body = Array(Self.encoded(form).utf8) }
        try await route(&transfer, request)
        let limit = request.timeout ?? prober.settings.timeout * Self.patience
        let time = prober.deadline.cap(limit)
        transfer.timeout = max(1, Int(time * 1000))
        transfer.connectTimeout = max(1, Int(min(time, prober.settings.timeout) * 1000))
        let outcome: TransferOutcome
        do throws(CurlError) {
            outcome = try await prober.engine.perform(transfer)
        } catch {
            throw Silence(kind: .lasting, detail: "\(error)")
        }
        return try answer(outcome, request, viaProxy: transfer.proxy != nil, isCut: time < limit)
    }

    private static let late = Silence(kind: .deadline, detail: "the run's deadline came first")

    private func answer(
        _ outcome: TransferOutcome, _ request: Request, viaProxy: Bool, isCut: Bool
    ) throws(Silence) -> Answer {
        let diagnosis = Diagnosis(
            outcome: outcome, isTLS: request.address.scheme == .https, viaProxy: viaProxy,
            cutByDeadline: isCut)
        if outcome.http.bodyLimitReached {
            let size = request.maximumBody >> 20
            throw Silence(kind: .tooLarge, detail: "the answer is larger than \(size) MiB")
        }
        if let failure = diagnosis.failure() {
            let way = viaProxy ? " (through the proxy)" : ""
            throw Silence(kind: Self.kind(failure), detail: "\(failure.detail)\(way)")
        }
        let field = outcome.http.headers.first { $0.lowercasedName == "retry-after" }
        let wait = field.flatMap { RetryAfter.seconds(String(printing: $0.value), now: prober.now()) }
        return Answer(
            status: outcome.http.status, headers: outcome.http.headers, body: outcome.http.body,
            retryAfter: wait, secrets: request.secrets)
    }

    private static func kind(_ failure: Probe.Failure) -> Silence.Kind {
        switch failure.code {
        case .runInterrupted: .interrupted
        case .deadlineExceeded: .deadline
        case .httpTimeout, .tcpTimeout, .proxyTimeout, .dnsTimeout, .tlsTimeout: .timeout
        case .httpReset, .httpTruncated, .tcpReset, .tlsReset, .httpProtocolError, .dnsServerFailure: .passing
        default: .lasting
        }
    }

    /// Finds the name, and the proxy where there is one to take.
    private func route(_ transfer: inout TransferRequest, _ request: Request) async throws(Silence) {
        transfer.connectTo = prober.settings.connectTo.map(\.text)
        let address = request.address
        var place = (host: address.host, port: address.port)
        let proxy =
            request.isLocal || [.direct, .both].contains(prober.settings.via)
            ? nil : proxies.proxy(for: address.host, isTLS: address.scheme == .https)
        if let proxy {
            transfer.proxy = proxy.description
            place = (proxy.host, proxy.port)
        }
        let name = "\(place.host):\(place.port)\(proxy == nil ? "" : " as a proxy")"
        if let known = places.entries(of: name) {
            transfer.resolve = known
            return
        }
        let target = await prober.names.target(
            for: place.host, port: place.port, isProxy: proxy != nil,
            timeout: prober.deadline.cap(prober.settings.timeout))
        if let failure = target.failure {
            let whose = proxy == nil ? "" : "the proxy's name: "
            if prober.deadline.remaining <= 0.05 { throw Self.late }
            throw Silence(kind: Self.kind(failure), detail: whose + failure.detail)
        }
        transfer.resolve = [target.resolveEntry].compactMap(\.self)
        places.keep(transfer.resolve, of: name)
    }

    /// As a form is sent: everything but letters, digits and `-._~` as `%XX`.
    static func encoded(_ form: [(name: String, value: String)]) -> String {
        form.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
