import Curl
import Model

/// Reads a proxy's answer.
enum TunnelReader {
    static func fact(_ tunnel: TransferOutcome.Tunnel) -> TunnelFact? {
        guard tunnel.status != 0 else { return nil }
        return TunnelFact(
            status: tunnel.status, schemes: schemes(tunnel.headers), explanation: explanation(tunnel))
    }

    /// The first word of each challenge: `Negotiate`, `NTLM`, `Basic`.
    static func schemes(_ headers: [TransferOutcome.HeaderField]) -> [String] {
        headers.filter { $0.lowercasedName == "proxy-authenticate" }
            .map { String(printing: $0.value.prefix { $0 != 32 }, limit: 40) }
    }

    /// What the proxy says of its refusal, in the headers that are made for it.
    static func explanation(_ tunnel: TransferOutcome.Tunnel) -> String? {
        tunnel.headers.first { ["proxy-status", "x-squid-error"].contains($0.lowercasedName) }
            .map { String(printing: $0.value, limit: 100) }
    }
}

extension TransferOutcome.HeaderField {
    var lowercasedName: String { String(printing: name, limit: 80).lowercased() }
}
