import COpenSSL
import Synchronization

/// A key for HMAC-SHA256 of many short messages: it is set up once, and not for each of them.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc2104>
@safe package final class MessageKey: Sendable {
    private let bytes: [UInt8]
    /// States that nobody uses at the moment, one for each thread that has asked at the same time.
    private let idle = Mutex<[State]>([])

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// HMAC-SHA256 of a message, 32 bytes.
    package func authentication(of message: [UInt8]) -> [UInt8] {
        guard let state = idle.withLock({ $0.popLast() }) ?? State(bytes) else {
            return Digest.authentication(of: message, key: bytes)
        }
        guard let code = state.authentication(of: message) else {
            return Digest.authentication(of: message, key: bytes)
        }
        idle.withLock { $0.append(state) }
        return code
    }

    // Used by one thread at a time.
    @safe private final class State: @unchecked Sendable {
        private let context: OpaquePointer

        /// nil where memory is short.
        init?(_ key: [UInt8]) {
            guard let algorithm = unsafe EVP_MAC_fetch(nil, "HMAC", nil) else { return nil }
            defer { unsafe EVP_MAC_free(algorithm) }
            guard let context = unsafe EVP_MAC_CTX_new(algorithm) else { return nil }
            unsafe self.context = unsafe context
            // A parameter only points to its name and to its value, both of which have to last until they are read.
            let parameter = Array("digest".utf8CString)
            var digest = Array("SHA256".utf8CString)
            let isSetUp = unsafe parameter.withUnsafeBufferPointer { parameter in
                unsafe digest.withUnsafeMutableBufferPointer { digest in
                    let parameters = unsafe [
                        OSSL_PARAM_construct_utf8_string(parameter.baseAddress, digest.baseAddress, 0),
                        OSSL_PARAM_construct_end(),
                    ]
                    return unsafe EVP_MAC_init(context, key, key.count, parameters) == 1
                }
            }
            guard isSetUp else { return nil }
        }

        deinit {
            unsafe EVP_MAC_CTX_free(context)
        }

        func authentication(of message: [UInt8]) -> [UInt8]? {
            var code = [UInt8](repeating: 0, count: Digest.length)
            var count = 0
            // Without a key it begins anew with the one that it has.
            guard unsafe EVP_MAC_init(context, nil, 0, nil) == 1,
                unsafe EVP_MAC_update(context, message, message.count) == 1,
                unsafe EVP_MAC_final(context, &code, &count, code.count) == 1
            else { return nil }
            return code
        }
    }
}
