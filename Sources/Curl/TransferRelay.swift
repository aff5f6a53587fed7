/// Where OpenSSL's callbacks find the transfer that a connection was made for.
///
/// A connection that is left open for another transfer outlives its own, and goes on calling: it then finds nobody.
final class TransferRelay {
    weak var recorder: TransferRecorder?

    @unsafe static func recorder(_ pointer: UnsafeMutableRawPointer?) -> TransferRecorder? {
        unsafe pointer.flatMap {
            unsafe Unmanaged<TransferRelay>.fromOpaque($0).takeUnretainedValue().recorder
        }
    }
}
