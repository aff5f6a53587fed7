import COpenSSL

/// What tells whose a certificate is and how long it lasts, read without the rest: there may be very many.
///
/// OpenSSL's own reading of a certificate decodes the public key at once, which takes thirty times as long.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>
package struct CertificateOutline: Sendable, Equatable {
    package var subjectCommonName: String?
    /// Seconds since 1970.
    package var notBefore: Int64?
    package var notAfter: Int64?

    /// Reads a certificate in DER; nil for what is none, as far as its subject.
    package init?(der: [UInt8]) {
        let read = unsafe der.withUnsafeBufferPointer { bytes -> CertificateOutline? in
            guard let start = bytes.baseAddress else { return nil }
            return unsafe CertificateOutline(start, bytes.count)
        }
        guard let read else { return nil }
        self = read
    }

    private init?(_ start: UnsafePointer<UInt8>, _ count: Int) {
        var cursor = unsafe Cursor(next: start, end: start + count)
        // Certificate, which is all there is, and TBSCertificate in it.
        guard cursor.enter(V_ASN1_SEQUENCE), unsafe cursor.end == start + count,
            cursor.enter(V_ASN1_SEQUENCE)
        else { return nil }
        // Version, where it is not the first; serial number, algorithm, issuer.
        cursor.skipOptionalVersion()
        guard cursor.skip(V_ASN1_INTEGER), cursor.skip(V_ASN1_SEQUENCE), cursor.skip(V_ASN1_SEQUENCE)
        else {
            return nil
        }
        var validity = cursor
        guard validity.enter(V_ASN1_SEQUENCE), cursor.skip(V_ASN1_SEQUENCE) else { return nil }
        notBefore = validity.time()
        notAfter = validity.time()
        var next: UnsafePointer<UInt8>? = unsafe cursor.next
        guard let name = unsafe d2i_X509_NAME(nil, &next, cursor.end - cursor.next) else {
            ERR_clear_error()
            return nil
        }
        defer { unsafe X509_NAME_free(name) }
        unsafe subjectCommonName = Certificate.entry(NID_commonName, of: name)
    }

    /// A place in DER, and where what it is in ends.
    @safe private struct Cursor {
        var next: UnsafePointer<UInt8>
        var end: UnsafePointer<UInt8>

        private func header() -> (tag: Int32, content: UnsafePointer<UInt8>, length: Int)? {
            guard unsafe next < end else { return nil }
            var place: UnsafePointer<UInt8>? = unsafe next
            var (length, tag, form) = (0, Int32(0), Int32(0))
            let status = unsafe ASN1_get_object(&place, &length, &tag, &form, end - next)
            guard status & 0x80 == 0, let content = unsafe place, unsafe length <= end - content else {
                ERR_clear_error()
                return nil
            }
            return unsafe (tag, content, length)
        }

        mutating func enter(_ wanted: Int32) -> Bool {
            guard let found = unsafe header(), unsafe found.tag == wanted else { return false }
            unsafe next = found.content
            unsafe end = found.content + found.length
            return true
        }

        mutating func skip(_ wanted: Int32) -> Bool {
            guard let found = unsafe header(), unsafe found.tag == wanted else { return false }
            unsafe next = found.content + found.length
            return true
        }

        mutating func skipOptionalVersion() {
            // Context-specific and constructed, number 0.
            guard unsafe next < end, unsafe next.pointee == 0xa0, let found = unsafe header() else { return }
            unsafe next = found.content + found.length
        }

        mutating func time() -> Int64? {
            guard let found = unsafe header(),
                unsafe [V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME].contains(found.tag)
            else {
                return nil
            }
            var place: UnsafePointer<UInt8>? = unsafe next
            guard let time = unsafe d2i_ASN1_TIME(nil, &place, end - next) else {
                ERR_clear_error()
                return nil
            }
            defer { unsafe ASN1_TIME_free(time) }
            unsafe next = found.content + found.length
            return unsafe Certificate.seconds(time)
        }
    }
}
