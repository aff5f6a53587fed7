import Foundation
import Model

/// Asks until there is an answer worth reading, or until the run has no more time for it.
///
/// Server errors, resets and cut answers are asked for again a few times; a service that asks to wait is waited for, within
/// the run's deadline.
struct ServiceAnswers: Sendable {
    let transport: ServiceTransport
    let retry: RetryPolicy

    private static let serverErrors = 500...599

    /// - Returns: An answer of any status but 429 and those of server errors.
    func answer(_ request: ServiceTransport.Request) async throws(ServiceFault) -> ServiceTransport.Answer {
        var repetitions = 0
        var waits = 0
        while true {
            let answer: ServiceTransport.Answer
            do throws(ServiceTransport.Silence) {
                answer = try await transport.send(request)
            } catch {
                guard error.kind == .passing, repetitions < retry.repetitions else {
                    throw Self.fault(error, request.address, repetitions)
                }
                try await pause(retry.pause(before: repetitions), error.detail, request.address)
                repetitions += 1
                continue
            }
            if answer.status == 429 || answer.retryAfter != nil && Self.serverErrors.contains(answer.status) {
                guard waits < retry.waits else {
                    let words =
                        "\(request.address) answers \(answer.status) and asks to wait, for the \(waits)th time"
                    throw ServiceFault(.throttled, words, status: answer.status)
                }
                try await wait(answer, waits, request.address)
                waits += 1
            } else if Self.serverErrors.contains(answer.status) {
                guard repetitions < retry.repetitions else {
                    throw Self.serverError(answer, request.address, repetitions)
                }
                try await pause(
                    retry.pause(before: repetitions), "status \(answer.status)", request.address)
                repetitions += 1
            } else {
                return answer
            }
        }
    }

    private static func serverError(
        _ answer: ServiceTransport.Answer, _ address: ServiceAddress, _ repetitions: Int
    ) -> ServiceFault {
        ServiceFault(
            .unavailable,
            "\(address) answers \(answer.status), also when asked \(repetitions + 1) times: \(answer.words)",
            status: answer.status)
    }

    private static func fault(
        _ silence: ServiceTransport.Silence, _ address: ServiceAddress, _ repetitions: Int
    ) -> ServiceFault {
        let often = repetitions == 0 ? "" : ", also when asked \(repetitions + 1) times"
        let words = "\(address): \(silence.detail)\(often)"
        switch silence.kind {
        case .interrupted: return .interrupted
        case .timeout, .deadline: return ServiceFault(.timeout, words)
        case .tooLarge: return ServiceFault(.malformed, words)
        case .lasting, .passing: return ServiceFault(.unavailable, words)
        }
    }

    // MARK: - Waiting

    /// Waits as long as the service asks.
    private func wait(
        _ answer: ServiceTransport.Answer, _ waits: Int, _ address: ServiceAddress
    ) async throws(ServiceFault) {
        let seconds =
            answer.retryAfter.map { retry.pause(asked: $0, before: waits) } ?? retry.pause(before: waits)
        guard seconds < transport.prober.deadline.remaining else {
            let asked = answer.retryAfter.map { "asks to wait \(Int($0.rounded(.up))) s" } ?? "asks to wait"
            let words = "\(address) answers \(answer.status) and \(asked), longer than the run may last"
            throw ServiceFault(.throttled, words, status: answer.status)
        }
        try await sleep(seconds)
    }

    private func pause(_ seconds: Double, _ why: String, _ address: ServiceAddress) async throws(ServiceFault)
    {
        guard seconds < transport.prober.deadline.remaining else {
            throw ServiceFault(
                .unavailable, "\(address): \(why), and the run's deadline came before another attempt")
        }
        try await sleep(seconds)
    }

    private func sleep(_ seconds: Double) async throws(ServiceFault) {
        do {
            try await retry.sleep(seconds)
        } catch {
            throw .interrupted
        }
    }
}

/// What a service says of a request that it refuses.
struct ServiceWords: Equatable {
    var code: String
    var message: String

    /// Both, printable, without the secrets that the service may repeat.
    func text(hiding secrets: [Secret]) -> String {
        let hidden = secrets.reduce(message) { $1.redacted(from: $0) }
        let words = hidden.split { $0.isWhitespace }.joined(separator: " ").printable(limit: 300)
        let name = secrets.reduce(code) { $1.redacted(from: $0) }.printable(limit: 80)
        return code.isEmpty ? words : "\(name): \(words)"
    }

    /// Reads `{"error": {"code": …, "message": …}}`; nil for anything else.
    ///
    /// Source: <https://learn.microsoft.com/graph/errors>
    init?(_ body: [UInt8]) {
        struct Answer: Decodable {
            struct Fault: Decodable {
                var code: String?
                var message: String?
            }
            var error: Fault
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { return nil }
        code = answer.error.code ?? ""
        message = answer.error.message ?? ""
        if code.isEmpty && message.isEmpty { return nil }
    }
}
