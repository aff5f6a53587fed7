/// The digest by which results are known again from one report to the next, and scripts in the HTML report are let run.
///
/// Source: <https://csrc.nist.gov/pubs/fips/180-4/upd1/final>
struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]

    /// The 32 bytes of the digest of `message`.
    static func digest(_ message: some Collection<UInt8>) -> [UInt8] {
        var padded = Array(message)
        let bits = UInt64(padded.count) * 8
        padded.append(0x80)
        while padded.count % 64 != 56 { padded.append(0) }
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
        var hash = SHA256()
        for start in stride(from: 0, to: padded.count, by: 64) { hash.add(padded[start..<start + 64]) }
        return hash.state.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) }
        }
    }

    /// The same in lower-case hexadecimal.
    static func hexadecimal(_ text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest(text.utf8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    private mutating func add(_ block: ArraySlice<UInt8>) {
        var words = [UInt32](repeating: 0, count: 64)
        for (number, byte) in block.enumerated() { words[number / 4] = words[number / 4] << 8 | UInt32(byte) }
        for number in 16..<64 {
            let early = words[number - 15]
            let late = words[number - 2]
            let low = early.turned(7) ^ early.turned(18) ^ (early >> 3)
            let high = late.turned(17) ^ late.turned(19) ^ (late >> 10)
            words[number] = words[number - 16] &+ low &+ words[number - 7] &+ high
        }
        var row = state
        for number in 0..<64 {
            let high = row[4].turned(6) ^ row[4].turned(11) ^ row[4].turned(25)
            let choice = (row[4] & row[5]) ^ (~row[4] & row[6])
            let first = row[7] &+ high &+ choice &+ Self.constants[number] &+ words[number]
            let low = row[0].turned(2) ^ row[0].turned(13) ^ row[0].turned(22)
            let majority = (row[0] & row[1]) ^ (row[0] & row[2]) ^ (row[1] & row[2])
            row = [first &+ low &+ majority, row[0], row[1], row[2], row[3] &+ first, row[4], row[5], row[6]]
        }
        for number in state.indices { state[number] &+= row[number] }
    }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
        0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7,
        0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc,
        0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351,
        0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e,
        0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585,
        0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f,
        0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]
}

extension UInt32 {
    fileprivate func turned(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
