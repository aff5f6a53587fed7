import Glibc

/// How the process's allocator behaves.
enum Allocation {
    /// Keeps freed memory instead of giving it back to the system each time.
    ///
    /// A TLS handshake allocates and frees some hundred KiB; returning them after each costs a tenth of a probe's time.
    static func keepsFreedMemory() {
        mallopt(M_TRIM_THRESHOLD, 256 << 20)
        mallopt(M_TOP_PAD, 4 << 20)
    }
}
