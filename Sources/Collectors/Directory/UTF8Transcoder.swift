/// Turns the bytes of a text file into UTF-8, chunk by chunk.
///
/// UTF-16 is recognized by its mark, or by the zero byte beside the first `<` or `{`. Everything else is passed on as it
/// is, without a mark.
struct UTF8Transcoder {
    private enum Form {
        case unknown, bytes, littleEndian, bigEndian
    }

    private var form = Form.unknown
    /// A byte or a half pair that waits for the next chunk.
    private var rest: [UInt8] = []

    /// Whether what was read so far was UTF-16.
    var isWide: Bool { form == .littleEndian || form == .bigEndian }

    /// - Returns: `chunk` in UTF-8; nil where it is no UTF-16, although the file began so.
    mutating func transcode(_ chunk: some Collection<UInt8>, isLast: Bool) -> [UInt8]? {
        var bytes = rest + Array(chunk)
        rest = []
        if form == .unknown {
            // A mark must not be cut in two.
            guard bytes.count >= 4 || isLast else {
                rest = bytes
                return []
            }
            bytes.removeFirst(recognize(bytes))
        }
        guard isWide else { return bytes }
        return narrow(bytes, isLast: isLast)
    }

    /// Sets the form, and gives the length of the mark.
    private mutating func recognize(_ bytes: [UInt8]) -> Int {
        let openers: [UInt8] = [UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "[")]
        switch (bytes.first, bytes.dropFirst().first, bytes.dropFirst(2).first) {
        case (0xff, 0xfe, _):
            form = .littleEndian
            return 2
        case (0xfe, 0xff, _):
            form = .bigEndian
            return 2
        case (0xef, 0xbb, 0xbf):
            form = .bytes
            return 3
        case (let first?, 0, _) where openers.contains(first): form = .littleEndian
        case (0, let second?, _) where openers.contains(second): form = .bigEndian
        default: form = .bytes
        }
        return 0
    }

    private mutating func narrow(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(form == .littleEndian ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1)
        }
        if bytes.count % 2 == 1 { rest = bytes.suffix(1) }
        if let last = units.last, last & 0xfc00 == 0xd800 {
            units.removeLast()
            rest = bytes.suffix(2 + bytes.count % 2)
        }
        if isLast && !rest.isEmpty { return nil }
        var narrow: [UInt8] = []
        narrow.reserveCapacity(units.count)
        let isBroken = Swift.transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
        ) { narrow.append($0) }
        return isBroken ? nil : narrow
    }
}
