import CLDAP

// A table of functions that libldap calls. It is written once, only read from then on, and never freed.
@safe struct LayerFunctions: @unchecked Sendable {
    private let table: UnsafeMutablePointer<Sockbuf_IO>

    @unsafe private init(_ functions: Sockbuf_IO) {
        unsafe table = .allocate(capacity: 1)
        unsafe table.initialize(to: functions)
    }

    /// Adds `layer`, which the socket buffer keeps alive.
    @unsafe func add(_ layer: some AnyObject, to sockbuf: OpaquePointer, level: Int32) -> Bool {
        unsafe ber_sockbuf_add_io(sockbuf, table, level, Unmanaged.passUnretained(layer).toOpaque()) == 0
    }

    /// Above TLS (20) and SASL (30).
    static let topLevel: Int32 = 40

    static let wire = unsafe LayerFunctions(
        Sockbuf_IO(
            sbi_setup: setUp, sbi_remove: remove,
            // Always "data is ready": so libldap never waits by itself, and reads here instead.
            sbi_ctrl: { _, option, _ in option == LBER_SB_OPT_DATA_READY ? 1 : 0 },
            sbi_read: { layer, target, count in
                guard let wire = unsafe object(of: layer, Wire.self), let target = unsafe target else {
                    return -1
                }
                return unsafe wire.read(into: target, count: Int(count))
            },
            sbi_write: { layer, source, count in
                guard let wire = unsafe object(of: layer, Wire.self), let source = unsafe source else {
                    return -1
                }
                return unsafe wire.write(source, count: Int(count))
            }, sbi_close: { _ in 0 }))

    static let gate = unsafe LayerFunctions(
        Sockbuf_IO(
            sbi_setup: setUp, sbi_remove: remove,
            sbi_ctrl: { layer, option, argument in
                guard let next = unsafe layer?.pointee.sbiod_next else { return 0 }
                return unsafe next.pointee.sbiod_io.pointee.sbi_ctrl(next, option, argument)
            },
            sbi_read: { layer, target, count in
                guard let gate = unsafe object(of: layer, Gate.self), let target = unsafe target,
                    let next = unsafe layer?.pointee.sbiod_next
                else { return -1 }
                return unsafe gate.read(into: target, count: Int(count)) {
                    unsafe Int(next.pointee.sbiod_io.pointee.sbi_read(next, $0, ber_len_t($1)))
                }
            },
            sbi_write: { layer, source, count in
                guard let next = unsafe layer?.pointee.sbiod_next else { return -1 }
                return unsafe next.pointee.sbiod_io.pointee.sbi_write(next, source, count)
            }, sbi_close: { _ in 0 }))
}

private func setUp(_ layer: UnsafeMutablePointer<Sockbuf_IO_Desc>?, _ object: UnsafeMutableRawPointer?)
    -> Int32
{
    guard let object = unsafe object else { return -1 }
    unsafe layer?.pointee.sbiod_pvt = Unmanaged<AnyObject>.fromOpaque(object).retain().toOpaque()
    return 0
}

private func remove(_ layer: UnsafeMutablePointer<Sockbuf_IO_Desc>?) -> Int32 {
    guard let object = unsafe layer?.pointee.sbiod_pvt else { return 0 }
    unsafe layer?.pointee.sbiod_pvt = nil
    unsafe Unmanaged<AnyObject>.fromOpaque(object).release()
    return 0
}

private func object<Layer: AnyObject>(of layer: UnsafeMutablePointer<Sockbuf_IO_Desc>?, _: Layer.Type)
    -> Layer?
{
    unsafe layer?.pointee.sbiod_pvt.map { unsafe Unmanaged<Layer>.fromOpaque($0).takeUnretainedValue() }
}
