import FoundationEssentials
package import Model

/// Reads a saved report as it comes, without holding the whole document: devices, computers and the evidence of devices are
/// read one by one, and the rest at its end.
package struct SavedReportReader {
    package enum Purpose: Sendable {
        case everything
        /// Results and devices with their codes; no facts, and no sentences about single devices.
        case comparison
    }

    private let purpose: Purpose
    private var splitter: ReportSplitter
    private var devices: DeviceLineReader
    private var facts = FactReader()
    /// The document, where it is written in another way than UTF-8.
    private var whole: [UInt8]?
    private var hasBegun = false
    /// Why it cannot be read as a whole.
    private var fault: UnreadableReport?
    /// Why a part cannot be read; another format is the better reason.
    private var partFault: UnreadableReport?

    package init(for purpose: Purpose = .everything) {
        self.purpose = purpose
        splitter = ReportSplitter(readsFacts: purpose == .everything)
        devices = DeviceLineReader(keepsMessages: purpose == .everything)
    }

    /// Whether nothing that may come could mend what came.
    package var isHopeless: Bool { fault != nil }

    /// Bytes that are held at once, apart from what was made of them; the lists of reports are read element by element.
    private static let limit = 256 << 20

    private mutating func hold(_ count: Int) {
        // Nothing of a document in another encoding than UTF-8 is read before its end.
        let limit = whole == nil ? Self.limit : Self.limit * 4
        guard count > limit else { return }
        fault = UnreadableReport(reason: "it has \(limit >> 20) MiB in one piece, which no report has")
        whole = nil
        splitter = ReportSplitter(readsFacts: false)
    }

    /// Takes the next piece of the document, of which the first has four bytes at least, if there are as many.
    package mutating func take(_ piece: UnsafeBufferPointer<UInt8>) {
        guard fault == nil, !piece.isEmpty else { return }
        var piece = piece
        if !hasBegun {
            hasBegun = true
            guard piece.count < 4 || piece.prefix(4).contains(where: { $0 != 0 }) else {
                fault = UnreadableReport(reason: "it begins with zeros, as no text does")
                return
            }
            if piece.prefix(4).contains(0) || piece.starts(with: [0xff, 0xfe]) { whole = [] }
            if piece.starts(with: [0xef, 0xbb, 0xbf]) { piece = .init(rebasing: piece.dropFirst(3)) }
        }
        guard whole == nil else {
            whole?.append(contentsOf: piece)
            hold(whole?.count ?? 0)
            return
        }
        var (devices, facts, partFault) = (devices, facts, partFault)
        // Otherwise they would be copied.
        self.devices = DeviceLineReader(keepsMessages: false)
        self.facts = FactReader()
        defer { (self.devices, self.facts, self.partFault) = (devices, facts, partFault) }
        do {
            try splitter.take(piece) { element, bytes in
                guard partFault == nil else { return }
                do {
                    switch element {
                    case .device: try devices.read(bytes)
                    case .computer: try facts.addComputer(bytes)
                    case .fact(let kind): try facts.add(bytes, kind: kind)
                    }
                } catch {
                    let part =
                        element == .device
                        ? "devices.items[\(devices.devices.count)]" : "facts[\(facts.count)]"
                    partFault = UnreadableReport(error, in: part)
                }
            }
            hold(splitter.held)
        } catch ReportSplitter.Fault.list(let what) {
            fault = UnreadableReport(reason: what)
        } catch {
            fault = UnreadableReport(error)
        }
    }

    /// The report, when all of the document has been taken.
    ///
    /// - Throws: ``UnreadableReport``, which says what is wrong with it, also where its summary is not that of its results.
    package consuming func finish() throws(UnreadableReport) -> Report {
        let report = try read()
        if let contradiction = report.contradiction { throw UnreadableReport(contradiction: contradiction) }
        return report
    }

    private consuming func read() throws(UnreadableReport) -> Report {
        if let fault { throw fault }
        if let whole { return try Self.report(whole) }
        do {
            try splitter.finish()
        } catch {
            throw UnreadableReport(error)
        }
        let rest = splitter.rest
        try Self.checkFormat(rest)
        if let partFault { throw partFault }
        var report = try Self.report(rest)
        if splitter.hasItems {
            var table = devices.devices
            if let told = report.devices { table.takeCounts(of: told) }
            report.devices = table
        }
        guard purpose == .everything, splitter.hasFacts else { return report }
        do {
            report.facts = try facts.finish()
        } catch {
            throw UnreadableReport(error, in: "facts")
        }
        return report
    }

    private static func checkFormat(_ document: [UInt8]) throws(UnreadableReport) {
        let head: Head
        do {
            head = try JSONDecoder().decode(Head.self, from: Data(document))
        } catch {
            throw UnreadableReport(error)
        }
        guard head.format == Report.format else {
            throw UnreadableReport(
                reason: "its format is \"\(head.format.printable(limit: 60))\", not \"\(Report.format)\"")
        }
    }

    private struct Head: Decodable {
        var format: String
    }

    private static func report(_ document: [UInt8]) throws(UnreadableReport) -> Report {
        try checkFormat(document)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Report.self, from: Data(document))
        } catch {
            throw UnreadableReport(error)
        }
    }
}
