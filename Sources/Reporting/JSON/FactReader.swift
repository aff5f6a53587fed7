import FoundationEssentials
import Model

/// Reads the facts of a saved report, of which computers and the evidence of devices may be very many.
struct FactReader {
    /// How many there were, of all kinds.
    private(set) var count = 0
    /// Facts of other kinds than devices, as a list that is still open.
    private var others: [UInt8] = []
    private var devices = Batch<DeviceFact>()
    private var computers = Batch<ComputerFact>()
    /// The computers of each directory, in the order of the directories.
    private var computersOfDirectories: [[ComputerFact]] = []

    mutating func addComputer(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        try computers.add(bytes)
    }

    /// Takes a fact without its computers, which came before it.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, kind: String?) throws {
        if kind == "device" {
            try devices.add(bytes)
        } else {
            others.append(UInt8(ascii: others.isEmpty ? "[" : ","))
            others += bytes
        }
        let list = try computers.take()
        if kind == "directory" { computersOfDirectories.append(list) }
        count += 1
    }

    /// - Throws: What `JSONDecoder` says is wrong with them.
    consuming func finish() throws -> FactSet {
        others.append(contentsOf: (others.isEmpty ? "[]" : "]").utf8)
        var facts = try Self.decoder.decode(FactSet.self, from: Data(others))
        facts.devices = try devices.take()
        for (number, list) in computersOfDirectories.enumerated() where number < facts.directories.count {
            if !list.isEmpty { facts.directories[number].computers = .present(list) }
        }
        return facts
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }

    /// Elements of a list, decoded many at a time: a decoder needs a while to begin.
    private struct Batch<Element: Decodable> {
        private var list: [Element] = []
        private var bytes: [UInt8] = []

        private static var limit: Int { 1 << 20 }

        mutating func add(_ element: UnsafeBufferPointer<UInt8>) throws {
            bytes.append(UInt8(ascii: bytes.isEmpty ? "[" : ","))
            bytes += element
            if bytes.count > Self.limit { try decode() }
        }

        /// Gives out all elements, and begins anew.
        mutating func take() throws -> [Element] {
            try decode()
            defer { list = [] }
            return list
        }

        private mutating func decode() throws {
            guard !bytes.isEmpty else { return }
            bytes.append(UInt8(ascii: "]"))
            do {
                list += try FactReader.decoder.decode([Element].self, from: Data(bytes))
            } catch {
                throw UnreadableReport(error, in: "a list of facts, from number \(list.count) on, ")
            }
            bytes.removeAll(keepingCapacity: true)
        }
    }
}
