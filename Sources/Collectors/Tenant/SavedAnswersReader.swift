import Model
import TenantAnswers

/// Reads files of saved answers, one after the other, on one thread.
struct SavedAnswersReader {
    private let pages: PageReader
    private var buffer = SavedAnswersBuffer()
    private let exports: [ExportFormat]
    private let isOver: () -> Bool

    init(tag: String, exports: [ExportFormat], isOver: @escaping () -> Bool) {
        pages = PageReader(tag: tag)
        self.exports = exports
        self.isOver = isOver
    }

    mutating func read(_ file: SavedAnswersFile) -> SavedAnswersOutcome {
        var outcome = SavedAnswersOutcome(name: file.name, content: .foreign)
        do throws(SavedAnswersBuffer.Failure) {
            try buffer.read(file.path, isOver: isOver)
        } catch {
            outcome.content = .damaged(nil)
            outcome.fault = Self.fault(file, error.words)
            return outcome
        }
        outcome.writtenAt = buffer.writtenAt
        if file.sharesSize {
            outcome.identity = .init(count: buffer.count, digest: buffer.digest)
        }
        guard buffer.count > 0 else {
            outcome.content = .damaged(nil)
            outcome.fault = Self.fault(file, "is empty")
            return outcome
        }
        if UTF8Transcoder.isWider(buffer.bytes.prefix(min(4, buffer.count))) {
            outcome.content = .damaged(nil)
            outcome.fault = Self.fault(file, "is UTF-32, which is not read: save it as UTF-8")
            return outcome
        }
        if UTF8Transcoder.isWide(buffer.bytes.prefix(min(4, buffer.count))) {
            guard let text = UTF8Transcoder.narrowed(buffer.bytes.prefix(buffer.count)) else {
                outcome.content = .damaged(nil)
                outcome.fault = Self.fault(file, "begins as UTF-16, and is not")
                return outcome
            }
            buffer.replace(by: text)
        }
        switch Self.start(of: buffer) {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"): readJSON(file, into: &outcome)
        default: readTable(file, into: &outcome)
        }
        return outcome
    }

    private func readTable(_ file: SavedAnswersFile, into outcome: inout SavedAnswersOutcome) {
        guard let format = pages.format(ofTable: buffer.bytes, count: buffer.count, among: exports) else {
            // What a service says in plain words may stand in place of a page.
            outcome.content = .damaged(nil)
            outcome.fault = Self.fault(
                file, "is no answer that is known: neither JSON nor a table of devices")
            return
        }
        do throws(AnswerFault) {
            outcome.content = .answer(try pages.table(buffer.bytes, count: buffer.count, format))
            if !format.isWhole {
                outcome.doubt =
                    "\(file.name) is a table (\(format.title)), and no such table tells whether it is whole"
            }
        } catch {
            outcome.content = .damaged(AnswerKind(format.list))
            outcome.fault = Self.fault(file, error.reason)
        }
    }

    private func readJSON(_ file: SavedAnswersFile, into outcome: inout SavedAnswersOutcome) {
        var known: AnswerKind?
        do throws(AnswerFault) {
            let kind: AnswerKind
            switch try pages.open(buffer.bytes, count: buffer.count) {
            case .known(let told): kind = told
            case .other:
                outcome.fault = Self.fault(file, "is JSON, and lists nothing that is asked for")
                return
            case .unknown:
                outcome.content = .damaged(nil)
                outcome.fault = Self.fault(file, "is JSON, and nothing in it tells what it lists")
                return
            }
            known = kind
            let (answer, tenants) = try pages.read(kind)
            outcome.content = .answer(answer)
            outcome.tenants = tenants
        } catch {
            outcome.content = .damaged(
                known ?? AnswerKind(guessing: buffer.bytes.prefix(min(buffer.count, 65_536))))
            outcome.fault = Self.fault(file, error.reason)
        }
    }

    /// The first byte that is neither a mark nor white space.
    private static func start(of buffer: SavedAnswersBuffer) -> UInt8? {
        var rest = buffer.bytes.prefix(buffer.count)
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        return rest.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }
    }

    private static func fault(_ file: SavedAnswersFile, _ words: String) -> Unreadable {
        Unreadable(.tenantExportUnreadable, "\(file.name) \(words)")
    }
}

extension UTF8Transcoder {
    /// Whether a text is UTF-32, by its mark or its first letter.
    static func isWider(_ start: ArraySlice<UInt8>) -> Bool {
        guard start.count == 4 else { return false }
        let bytes = Array(start)
        return bytes == [0xff, 0xfe, 0, 0] || bytes == [0, 0, 0xfe, 0xff]
            || (bytes[0] != 0 && bytes[1...] == [0, 0, 0]) || (bytes[3] != 0 && bytes[..<3] == [0, 0, 0])
    }

    /// Whether a text is UTF-16, by its mark or its first letters.
    static func isWide(_ start: ArraySlice<UInt8>) -> Bool {
        var transcoder = UTF8Transcoder()
        _ = transcoder.transcode(start.prefix(4), isLast: true)
        return transcoder.isWide
    }

    /// The whole of a text in UTF-8; nil where it is no UTF-16, although it began so.
    static func narrowed(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var transcoder = UTF8Transcoder()
        var text: [UInt8] = []
        var rest = bytes
        repeat {
            let chunk = rest.prefix(1 << 20)
            rest = rest.dropFirst(1 << 20)
            guard let part = transcoder.transcode(chunk, isLast: rest.isEmpty) else { return nil }
            text += part
        } while !rest.isEmpty
        return text
    }
}

extension AnswerKind {
    fileprivate init(_ list: DeviceListFact.Kind) {
        self =
            switch list {
            case .directoryComputers: .computers
            case .entraDevices: .entraDevices
            case .managedDevices: .managedDevices
            case .machines: .machines
            }
    }
}
