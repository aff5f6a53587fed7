import FoundationEssentials
import Model

/// Reads the devices of a saved report, one by one, into a table.
///
/// A device is read by what its JSON must look like, and by `JSONDecoder` where it looks otherwise. Of very many devices the
/// same is said in the same bytes, so results are parsed once and found again by their bytes.
struct DeviceLineReader {
    private struct Known {
        var bytes: [UInt8]
        var cells: Report.Devices.Cells
    }

    private(set) var devices = Report.Devices()
    private let keepsMessages: Bool
    /// By the hash of their bytes.
    private var known: [Int: [Known]] = [:]
    private var knownBytes = 0

    /// Results that are worth keeping, in bytes.
    private static let limit = 64 << 20

    /// - Parameter keepsMessages: Whether what was seen of a device is wanted, and not only the codes of it.
    init(keepsMessages: Bool) {
        self.keepsMessages = keepsMessages
    }

    /// Appends a device.
    ///
    /// - Throws: What `JSONDecoder` says is wrong with it.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        do throws(JSONScanner.Misfit) {
            try scan(bytes)
        } catch {
            // Shared results stand for those that begin behind them.
            _ = devices.share()
            var device = try JSONDecoder().decode(Report.Device.self, from: Data(bytes))
            if !keepsMessages {
                for (number, result) in device.results.enumerated() {
                    device.results[number].reasons = result.reasons.map { .init($0.code) }
                }
            }
            devices.append(device)
        }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONScanner.Misfit) {
        var scanner = JSONScanner(bytes)
        var (name, ids, verdict): (String?, Report.Device.IDs?, Report.Device.Verdict?) = (nil, nil, nil)
        var results: Range<Int>?
        var count = 0
        try scanner.take("{")
        while try scanner.hasMore(than: count, before: "}") {
            count += 1
            let key = try scanner.key()
            if key.elementsEqual("ids".utf8) {
                ids = try Self.ids(&scanner)
            } else if key.elementsEqual("name".utf8) {
                name = try scanner.string()
            } else if key.elementsEqual("results".utf8) {
                results = try scanner.skipNested()
            } else if key.elementsEqual("verdict".utf8) {
                verdict = Report.Device.Verdict(rawValue: try scanner.string())
            } else {
                throw JSONScanner.Misfit()
            }
        }
        guard count == 4, let name, let ids, let verdict, let results, scanner.isAtEnd() else {
            throw JSONScanner.Misfit()
        }
        devices.append(name: name, ids: ids, verdict: verdict, try cells(bytes, results))
    }

    private static func ids(_ scanner: inout JSONScanner) throws(JSONScanner.Misfit) -> Report.Device.IDs {
        var ids = Report.Device.IDs()
        var count = 0
        try scanner.take("{")
        while try scanner.hasMore(than: count, before: "}") {
            count += 1
            let key = try scanner.key()
            let text = try scanner.string()
            if key.elementsEqual("distinguishedName".utf8), ids.distinguishedName == nil {
                ids.distinguishedName = text
            } else if key.elementsEqual("entraDeviceID".utf8), let guid = GUID(text), ids.entraDeviceID == nil
            {
                ids.entraDeviceID = guid
            } else if key.elementsEqual("evidence".utf8), ids.evidence == nil {
                ids.evidence = text
            } else if key.elementsEqual("machine".utf8), ids.machine == nil {
                ids.machine = text
            } else if key.elementsEqual("objectGUID".utf8), let guid = GUID(text), ids.objectGUID == nil {
                ids.objectGUID = guid
            } else {
                throw JSONScanner.Misfit()
            }
        }
        return ids
    }

    // MARK: - Results

    private mutating func cells(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws(JSONScanner.Misfit) -> Report.Devices.Cells {
        let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
        var hasher = Hasher()
        hasher.combine(bytes: text)
        let hash = hasher.finalize()
        if let found = known[hash]?.first(where: { $0.bytes.elementsEqual(text) }) { return found.cells }
        var scanner = JSONScanner(bytes, from: range.lowerBound)
        var count = 0
        try scanner.take("[")
        while try scanner.hasMore(than: count, before: "]") {
            count += 1
            try result(&scanner)
        }
        let cells = devices.share()
        guard scanner.position == range.upperBound else { throw JSONScanner.Misfit() }
        if knownBytes + range.count <= Self.limit {
            known[hash, default: []].append(Known(bytes: Array(text), cells: cells))
            knownBytes += range.count
        }
        return cells
    }

    private mutating func result(_ scanner: inout JSONScanner) throws(JSONScanner.Misfit) {
        var (check, status): (String?, Status?) = (nil, nil)
        var reasons: [Report.Device.Reason]?
        var count = 0
        try scanner.take("{")
        while try scanner.hasMore(than: count, before: "}") {
            count += 1
            let key = try scanner.key()
            if key.elementsEqual("check".utf8) {
                check = try scanner.string()
            } else if key.elementsEqual("reasons".utf8) {
                reasons = try self.reasons(&scanner)
            } else if key.elementsEqual("status".utf8) {
                status = Status(rawValue: try scanner.string())
            } else {
                throw JSONScanner.Misfit()
            }
        }
        guard count == 3, let check, let status, let reasons else { throw JSONScanner.Misfit() }
        devices.add(status, in: devices.column(of: CheckID(check)), for: reasons)
    }

    private func reasons(_ scanner: inout JSONScanner) throws(JSONScanner.Misfit) -> [Report.Device.Reason] {
        var reasons: [Report.Device.Reason] = []
        try scanner.take("[")
        while try scanner.hasMore(than: reasons.count, before: "]") {
            var (code, message): (ReasonCode?, String?) = (nil, nil)
            var count = 0
            try scanner.take("{")
            while try scanner.hasMore(than: count, before: "}") {
                count += 1
                let key = try scanner.key()
                if key.elementsEqual("code".utf8), code == nil {
                    code = Self.codes[try scanner.string()]
                } else if key.elementsEqual("message".utf8), message == nil {
                    message = try scanner.string()
                } else {
                    throw JSONScanner.Misfit()
                }
            }
            guard let code else { throw JSONScanner.Misfit() }
            reasons.append(.init(code, keepsMessages ? message : nil))
        }
        return reasons
    }

    private static let codes = Dictionary(uniqueKeysWithValues: ReasonCode.allCases.map { ($0.rawValue, $0) })
}
