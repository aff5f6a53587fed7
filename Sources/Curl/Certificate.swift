import COpenSSL

/// A certificate as its peer sent it, read by the library that verified it.
package struct Certificate: Sendable, Equatable {
    package var subject: String
    package var subjectCommonName: String?
    package var issuer: String
    package var issuerCommonName: String?
    package var issuerOrganization: String?
    /// Host names of the subject alternative name extension, at most ``maximumNames``.
    package var dnsNames: [String]
    /// Seconds since 1970; nil where the certificate's own date cannot be read.
    package var notBefore: Int64?
    package var notAfter: Int64?
    /// Upper-case hexadecimal without separators.
    package var sha1: String
    package var sha256: String
    package var isSelfIssued: Bool

    package static let maximumNames = 100
}

extension Certificate {
    @unsafe init?(_ raw: OpaquePointer?) {
        guard let raw = unsafe raw else { return nil }
        let subjectName = unsafe X509_get_subject_name(raw)
        let issuerName = unsafe X509_get_issuer_name(raw)
        unsafe self.init(
            subject: Self.text(of: subjectName),
            subjectCommonName: Self.entry(NID_commonName, of: subjectName),
            issuer: Self.text(of: issuerName),
            issuerCommonName: Self.entry(NID_commonName, of: issuerName),
            issuerOrganization: Self.entry(NID_organizationName, of: issuerName),
            dnsNames: Self.alternativeNames(of: raw),
            notBefore: Self.seconds(X509_get0_notBefore(raw)),
            notAfter: Self.seconds(X509_get0_notAfter(raw)),
            sha1: Self.digest(of: raw, with: EVP_sha1()),
            sha256: Self.digest(of: raw, with: EVP_sha256()),
            isSelfIssued: X509_NAME_cmp(subjectName, issuerName) == 0)
    }

    /// Reads a certificate in DER; nil for what is none.
    package init?(der: [UInt8]) {
        guard let raw = unsafe Self.decode(der) else { return nil }
        defer { unsafe X509_free(raw) }
        unsafe self.init(raw)
    }

    /// Whether a certificate in DER is for this name or numeric address, as OpenSSL judges it.
    package static func isIssued(for host: String, encoded der: [UInt8]) -> Bool {
        guard let raw = unsafe decode(der) else { return false }
        defer { unsafe X509_free(raw) }
        return unsafe X509_check_ip_asc(raw, host, 0) == 1 || X509_check_host(raw, host, 0, 0, nil) == 1
    }

    @unsafe private static func decode(_ der: [UInt8]) -> OpaquePointer? {
        unsafe der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return unsafe d2i_X509(nil, &next, bytes.count)
        }
    }

    /// The certificates of an OpenSSL stack, in its order; those that are `known` are not read again.
    @unsafe static func list(_ stack: OpaquePointer?, known: [Certificate] = []) -> [Certificate] {
        let count = unsafe mp_stack_count(stack)
        return (0..<max(0, count)).compactMap { index in
            let raw = unsafe mp_stack_at(stack, index)
            if !known.isEmpty, let raw = unsafe raw {
                let fingerprint = unsafe digest(of: raw, with: EVP_sha256())
                if let same = known.first(where: { $0.sha256 == fingerprint }) { return same }
            }
            return unsafe Certificate(raw)
        }
    }

    private static func text(of name: OpaquePointer?) -> String {
        guard let memory = unsafe BIO_new(BIO_s_mem()) else { return "" }
        defer { unsafe _ = BIO_free(memory) }
        guard unsafe X509_NAME_print_ex(memory, name, 0, mp_name_flags()) >= 0 else { return "" }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let length = unsafe buffer.withUnsafeMutableBytes {
            unsafe BIO_read(memory, $0.baseAddress, Int32($0.count))
        }
        return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
    }

    static func entry(_ nid: Int32, of name: OpaquePointer?) -> String? {
        let index = unsafe X509_NAME_get_index_by_NID(name, nid, -1)
        guard index >= 0, let entry = unsafe X509_NAME_get_entry(name, index) else { return nil }
        return unsafe utf8(X509_NAME_ENTRY_get_data(entry))
    }

    private static func utf8(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
        var out: UnsafeMutablePointer<UInt8>?
        let length = unsafe ASN1_STRING_to_UTF8(&out, string)
        guard length >= 0, let bytes = unsafe out else { return nil }
        defer { unsafe mp_openssl_free(bytes) }
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: Int(length)), as: UTF8.self)
    }

    private static func alternativeNames(of raw: OpaquePointer) -> [String] {
        guard let names = unsafe mp_alternative_names(raw) else { return [] }
        defer { unsafe mp_names_free(names) }
        let count = unsafe min(Int(mp_names_count(names)), maximumNames)
        return (0..<count).compactMap { unsafe utf8(mp_name_dns(mp_names_at(names, Int32($0)))) }
    }

    static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        guard let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
        defer { unsafe ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard let time = unsafe time, unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
            return nil
        }
        return Int64(days) * 86_400 + Int64(seconds)
    }

    static func digest(of raw: OpaquePointer, with algorithm: OpaquePointer?) -> String {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard unsafe X509_digest(raw, algorithm, &bytes, &length) == 1 else { return "" }
        let digits = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: bytes.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
