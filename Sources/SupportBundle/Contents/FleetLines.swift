import FoundationEssentials
package import Model

/// The rows of a joined fleet, which no report has, as JSON, one a line.
///
/// The first line says what the file is and what was left out of the fleet; each line behind it is a device.
package enum FleetLines {
    package static let format = "mde-preflight.fleet/1"

    private struct Head: Codable {
        var format: String
        var leftOut: [String: Int]
        var rows: Int
    }

    private struct Line: Codable {
        var name: String?
        var dn: String?
        var machine: String?
        var entraID: GUID?
        var objectGUID: GUID?
        var fact: UInt32
    }

    /// Why lines are no fleet.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package var description: String
    }

    private static let chunk = 1 << 16

    /// Gives the lines to `sink`, piece by piece.
    ///
    /// - Throws: What `sink` throws.
    package static func write(_ fleet: Fleet, to sink: (ArraySlice<UInt8>) throws -> Void) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let head = Head(format: format, leftOut: fleet.leftOut, rows: fleet.rows.count)
        var bytes = Array(try encoder.encode(head))
        func text(_ place: TextBlock.Place) -> String? { place.isEmpty ? nil : fleet.texts.text(place) }
        for row in fleet.rows {
            bytes.append(UInt8(ascii: "\n"))
            let line = Line(
                name: text(row.name), dn: text(row.dn), machine: text(row.machine), entraID: row.entraID,
                objectGUID: row.objectGUID, fact: row.fact)
            bytes += try encoder.encode(line)
            if bytes.count >= chunk {
                try sink(bytes[...])
                bytes.removeAll(keepingCapacity: true)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
        try sink(bytes[...])
    }

    /// Reads what ``write(_:to:)`` wrote.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - devices: Those of the facts, one of which every row names, and each as often as it says.
    /// - Returns: The rows, in their order.
    /// - Throws: ``Fault``, with the line where one is wrong.
    package static func read(_ bytes: [UInt8], devices: [DeviceFact]) throws(Fault) -> Fleet {
        let decoder = JSONDecoder()
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        guard let first = lines.popFirst(), let head = try? decoder.decode(Head.self, from: Data(first)),
            head.format == format, head.leftOut.values.allSatisfy((0...Int(Int32.max)).contains)
        else { throw Fault(description: "line 1 does not say that it is a fleet") }
        guard lines.popLast()?.isEmpty == true, lines.count == head.rows else {
            throw Fault(description: "has not the \(head.rows) rows that line 1 says")
        }
        var fleet = Fleet()
        fleet.leftOut = head.leftOut
        fleet.rows.reserveCapacity(lines.count)
        for (number, bytes) in zip(2..., lines) {
            guard let line = try? decoder.decode(Line.self, from: Data(bytes)), Int(line.fact) < devices.count
            else {
                throw Fault(description: "line \(number) is no device of these facts")
            }
            var row = Fleet.Row()
            if let name = line.name { row.name = fleet.texts.add(name.utf8) }
            if let dn = line.dn { row.dn = fleet.texts.add(dn.utf8) }
            if let machine = line.machine { row.machine = fleet.texts.add(machine.utf8) }
            row.entraID = line.entraID
            row.objectGUID = line.objectGUID
            row.fact = line.fact
            fleet.rows.append(row)
        }
        try check(fleet, devices)
        return fleet
    }

    /// What is judged of a fact counts for as many devices as it says, and for each row that names it.
    private static func check(_ fleet: Fleet, _ devices: [DeviceFact]) throws(Fault) {
        var rows = [Int](repeating: 0, count: devices.count)
        for row in fleet.rows { rows[Int(row.fact)] += 1 }
        for (device, rows) in zip(devices, rows) {
            // What was not judged among the fleet, such as evidence of a device that is not in use, has no row.
            guard rows == device.weight || rows == 0 && device.members == nil else {
                let id = device.id.printable(limit: 60)
                throw Fault(
                    description:
                        "has \(rows) rows of \(id), which stands for \(device.weight) in the facts")
            }
        }
    }
}
