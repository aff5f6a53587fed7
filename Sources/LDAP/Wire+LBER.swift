import CLDAP

extension Wire {
    /// Makes this connection the lowest layer of a socket buffer, which keeps it alive.
    @unsafe func attach(to sockbuf: OpaquePointer) -> Bool {
        unsafe ber_sockbuf_add_io(
            sockbuf, Self.functions.table, LBER_SBIOD_LEVEL_PROVIDER,
            Unmanaged.passUnretained(self).toOpaque())
            == 0
    }

    @unsafe private static func from(_ layer: UnsafeMutablePointer<Sockbuf_IO_Desc>?) -> Wire? {
        unsafe layer?.pointee.sbiod_pvt.map { unsafe Unmanaged<Wire>.fromOpaque($0).takeUnretainedValue() }
    }

    // The table is written once and only read from then on.
    @safe private struct Functions: @unchecked Sendable {
        let table: UnsafeMutablePointer<Sockbuf_IO>
    }

    private static let functions: Functions = {
        let table = UnsafeMutablePointer<Sockbuf_IO>.allocate(capacity: 1)
        unsafe table.initialize(
            to: Sockbuf_IO(
                sbi_setup: { layer, wire in
                    guard let wire = unsafe wire else { return -1 }
                    let held = unsafe Unmanaged<Wire>.fromOpaque(wire).retain()
                    unsafe layer?.pointee.sbiod_pvt = held.toOpaque()
                    return 0
                },
                sbi_remove: { layer in
                    if let wire = unsafe layer?.pointee.sbiod_pvt {
                        unsafe layer?.pointee.sbiod_pvt = nil
                        unsafe Unmanaged<Wire>.fromOpaque(wire).release()
                    }
                    return 0
                },
                // Always "data is ready": so libldap never waits by itself, and reads here instead.
                sbi_ctrl: { _, option, _ in option == LBER_SB_OPT_DATA_READY ? 1 : 0 },
                sbi_read: { layer, target, count in
                    guard let wire = unsafe Wire.from(layer), let target = unsafe target else { return -1 }
                    return unsafe wire.read(into: target, count: Int(count))
                },
                sbi_write: { layer, source, count in
                    guard let wire = unsafe Wire.from(layer), let source = unsafe source else { return -1 }
                    return unsafe wire.write(source, count: Int(count))
                },
                sbi_close: { _ in 0 }))
        return unsafe Functions(table: table)
    }()
}
