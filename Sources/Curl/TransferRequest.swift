/// One request: an anonymous GET on a connection of its own, unless it says otherwise.
///
/// Redirections are never followed.
package struct TransferRequest: Sendable {
    package var url: String
    package var headers: [(name: String, value: String)] = []
    package var userAgent: String
    /// `http://host:port` of an HTTP proxy; nil goes direct, whatever the environment says.
    package var proxy: String?
    /// Entries as `CURLOPT_RESOLVE` takes them: `host:port:address[,address]`.
    package var resolve: [String] = []
    /// Entries as `CURLOPT_CONNECT_TO` takes them: `host:port:host:port`.
    package var connectTo: [String] = []
    /// What a POST sends; nil for a GET.
    package var body: [UInt8]?
    /// Takes a connection to the same place that another such request left open, and leaves its own open.
    ///
    /// The outcome has no ``TransferOutcome/tls`` where one was taken.
    package var reusesConnection = false
    /// Asks for a compressed answer; the body's limit is for what comes out.
    package var acceptsCompression = false
    /// Ends after the TCP connection stands.
    package var connectOnly = false
    /// The whole transfer's limit, in milliseconds; positive.
    package var timeout: Int
    /// The limit for connecting, in milliseconds, where it is less than the whole transfer's.
    package var connectTimeout: Int?
    /// A body longer than this ends the transfer, in bytes.
    package var maximumBody = 256 * 1024
    /// Response headers longer than this end the transfer, in bytes.
    package var maximumHeaders = 256 * 1024

    package init(url: String, userAgent: String, timeout: Int) {
        self.url = url
        self.userAgent = userAgent
        self.timeout = timeout
    }
}
