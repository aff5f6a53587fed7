extension Report {
    /// What was found of each device that any check judged by itself.
    ///
    /// There may be a hundred thousand of them, so they are kept in a few flat tables, and given out one by one.
    package struct Devices: Sendable, Equatable {
        private struct Row: Sendable {
            /// The number of its name among the owners; of a device of the fleet, the complement of its number there.
            var place: Int32
            var verdict: Device.Verdict
            /// Where the row's cells are; rows of which the same is said share them.
            var first: UInt32
            var end: UInt32
        }

        private struct Owner: Sendable {
            var name: String
            var ids: Device.IDs
        }

        /// Results that rows share.
        package struct Cells: Sendable {
            fileprivate var first: UInt32
            fileprivate var end: UInt32
            fileprivate var hasWaived: Bool
        }

        private struct Cell: Sendable, Equatable {
            var check: UInt32
            var status: Status
            /// What the status is without waivers.
            var found: Status
            /// Where the cell's codes end.
            var end: UInt32
        }

        /// Devices by verdict; every verdict is there, also with 0.
        package var counts: [String: Int] { Self.byVerdict(tally) }
        /// The same, of the devices that are listed, whatever was told of them.
        package var listedCounts: [String: Int] {
            var tally = [Int](repeating: 0, count: Device.Verdict.allCases.count)
            for row in rows { tally[row.verdict.number] += 1 }
            return Self.byVerdict(tally)
        }
        private static func byVerdict(_ tally: [Int]) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: Device.Verdict.allCases.map { ($0.rawValue, tally[$0.number]) })
        }
        private var tally = [Int](repeating: 0, count: Device.Verdict.allCases.count)
        /// How many of the devices that are called ready have results that are waived.
        package private(set) var readyByWaiver = 0
        private var rows: [Row] = []
        private var owners: [Owner] = []
        private var fleet = Fleet()
        /// The path of each fact that devices of the fleet have.
        private var paths: [String] = []
        /// Where the cells begin that have been added since a device was finished.
        private var firstOpen: UInt32 = 0
        private var cells: [Cell] = []
        private var codes: [ReasonCode] = []
        /// By the number of the code to which they belong.
        private var messages: [Int: String] = [:]
        /// In the order in which they came.
        private var checks: [CheckID] = []
        private var numbers: [CheckID: UInt32] = [:]

        package init() {}

        /// A check, as the tables have it.
        package struct Column: Sendable {
            fileprivate var number: UInt32
        }

        /// The column of a check that has something to say now.
        package mutating func column(of check: CheckID) -> Column {
            if let known = numbers[check] { return Column(number: known) }
            let number = UInt32(checks.count)
            checks.append(check)
            numbers[check] = number
            return Column(number: number)
        }

        package mutating func append(_ device: Device) {
            for result in device.results {
                add(
                    result.status, found: result.found ?? result.status, in: column(of: result.check),
                    for: result.reasons)
            }
            finish(name: device.name, ids: device.ids, verdict: device.verdict)
        }

        /// Adds a result to the device that is finished next.
        ///
        /// `found` is what the status is without waivers, where it is waived.
        package mutating func add(
            _ status: Status, found: Status? = nil, in column: Column, for code: ReasonCode?
        ) {
            if let code { codes.append(code) }
            cells.append(
                Cell(
                    check: column.number, status: status, found: found ?? status, end: UInt32(codes.count)))
        }

        /// The same, for reasons that may have something to tell.
        package mutating func add(
            _ status: Status, found: Status? = nil, in column: Column, for reasons: [Device.Reason]
        ) {
            for reason in reasons {
                if let message = reason.message { messages[codes.count] = message }
                codes.append(reason.code)
            }
            add(status, found: found, in: column, for: nil)
        }

        /// Appends a device with the results that have been added.
        package mutating func finish(name: String, ids: Device.IDs, verdict: Device.Verdict) {
            rows.append(
                Row(
                    place: Int32(owners.count), verdict: verdict, first: firstOpen, end: UInt32(cells.count)))
            owners.append(Owner(name: name, ids: ids))
            tally[verdict.number] += 1
            if verdict == .ready && hasWaived { readyByWaiver += 1 }
            firstOpen = UInt32(cells.count)
        }

        /// Whether any of the results that have been added is waived.
        private var hasWaived: Bool { cells[Int(firstOpen)...].contains { $0.status == .waived } }

        /// Takes the results that have been added for those of any number of devices of the fleet.
        package mutating func share() -> Cells {
            defer { firstOpen = UInt32(cells.count) }
            return Cells(first: firstOpen, end: UInt32(cells.count), hasWaived: hasWaived)
        }

        /// Names the fleet whose devices are appended from now on, and the facts that they have.
        package mutating func take(_ fleet: Fleet, facts: [DeviceFact]) {
            self.fleet = fleet
            paths = facts.map(\.path)
        }

        /// Appends a device of the fleet, by its number there.
        package mutating func append(fleetDevice number: Int, _ cells: Cells, verdict: Device.Verdict) {
            rows.append(
                Row(
                    place: ~Int32(truncatingIfNeeded: number), verdict: verdict, first: cells.first,
                    end: cells.end))
            tally[verdict.number] += 1
            if verdict == .ready && cells.hasWaived { readyByWaiver += 1 }
        }

        /// How many devices of a million results are the same, in one number for each; for renderers that keep what they made.
        package func group(at position: Int) -> UInt64 {
            UInt64(rows[position].first) << 32 | UInt64(rows[position].end)
        }

        /// Appends a device that has these results.
        package mutating func append(
            name: String, ids: Device.IDs, verdict: Device.Verdict, _ cells: Cells
        ) {
            rows.append(
                Row(place: Int32(owners.count), verdict: verdict, first: cells.first, end: cells.end))
            owners.append(Owner(name: name, ids: ids))
            tally[verdict.number] += 1
        }

        /// Takes the numbers of another table by verdict for its own.
        package mutating func takeCounts(of other: Self) {
            (tally, readyByWaiver) = (other.tally, other.readyByWaiver)
        }

        /// Makes room for so many more devices, with so many results each.
        package mutating func reserve(_ devices: Int, results: Int) {
            rows.reserveCapacity(rows.count + devices)
            cells.reserveCapacity(cells.count + devices * results)
        }

        /// Takes all devices out; the counts stay.
        package mutating func removeAll() {
            let (tally, readyByWaiver) = (tally, readyByWaiver)
            self = Self()
            self.tally = tally
            self.readyByWaiver = readyByWaiver
        }
    }
}

extension Report.Devices: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }

    package subscript(position: Int) -> Report.Device {
        let owner = owner(at: position)
        return Report.Device(
            name: owner.name, ids: owner.ids, verdict: rows[position].verdict, results: results(at: position))
    }

    /// What checks say of a device.
    package func results(at position: Int) -> [Report.Device.Result] {
        results(from: rows[position].first, to: rows[position].end)
    }

    private func results(from first: UInt32, to end: UInt32) -> [Report.Device.Result] {
        (Int(first)..<Int(end)).map { index in
            let cell = cells[index]
            let from = index == 0 ? 0 : Int(cells[index - 1].end)
            return Report.Device.Result(
                check: checks[Int(cell.check)], status: cell.status,
                reasons: (from..<Int(cell.end)).map { .init(codes[$0], messages[$0]) },
                found: cell.found == cell.status ? nil : cell.found)
        }
    }

    /// What a device is called, and by what sources know it.
    package func owner(at position: Int) -> (name: String, ids: Report.Device.IDs) {
        let place = rows[position].place
        if place >= 0 { return (owners[Int(place)].name, owners[Int(place)].ids) }
        let row = fleet.rows[Int(~place)]
        var ids = Report.Device.IDs(objectGUID: row.objectGUID)
        ids.entraDeviceID = row.entraID
        if !row.dn.isEmpty { ids.distinguishedName = fleet.texts.text(row.dn).printable(limit: 4096) }
        if !row.machine.isEmpty { ids.machine = fleet.texts.text(row.machine).printable(limit: 200) }
        ids.evidence = paths[Int(row.fact)]
        return (fleet.texts.text(row.name).printable(limit: 255), ids)
    }

    /// What checks say of a device that has these cells.
    func results(of cells: Cells) -> [Report.Device.Result] { results(from: cells.first, to: cells.end) }

    package func verdict(at position: Int) -> Report.Device.Verdict { rows[position].verdict }
}

extension Report.Devices {
    package static func == (left: Self, right: Self) -> Bool {
        left.counts == right.counts && left.readyByWaiver == right.readyByWaiver && left.elementsEqual(right)
    }
}

extension Report.Devices: Codable {
    private enum Key: String, CodingKey {
        case counts, items, readyByWaiver
    }

    package init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: Key.self)
        var items = try container.nestedUnkeyedContainer(forKey: .items)
        while !items.isAtEnd {
            append(try items.decode(Report.Device.self))
        }
        let told = try container.decode([String: Int].self, forKey: .counts)
        tally = Report.Device.Verdict.allCases.map { told[$0.rawValue] ?? 0 }
        readyByWaiver = try container.decodeIfPresent(Int.self, forKey: .readyByWaiver) ?? 0
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(counts, forKey: .counts)
        var items = container.nestedUnkeyedContainer(forKey: .items)
        for device in self { try items.encode(device) }
        if readyByWaiver > 0 { try container.encode(readyByWaiver, forKey: .readyByWaiver) }
    }
}

extension Report {
    /// One device, with what each check that judged it says.
    package struct Device: Codable, Sendable, Equatable {
        package enum Verdict: String, Codable, Sendable, CaseIterable {
            case ready
            case notReady = "not-ready"
            case undetermined
            case managedElsewhere = "managed-elsewhere"

            var number: Int {
                switch self {
                case .ready: 0
                case .notReady: 1
                case .undetermined: 2
                case .managedElsewhere: 3
                }
            }
        }

        /// By what other sources know the device.
        package struct IDs: Codable, Sendable, Equatable {
            package var distinguishedName: String?
            package var entraDeviceID: GUID?
            /// The folder or archive of its evidence; else, of a joined fleet, what its fact is called by.
            package var evidence: String?
            /// The id of its record in Defender for Endpoint.
            package var machine: String?
            package var objectGUID: GUID?

            package init(
                distinguishedName: String? = nil, objectGUID: GUID? = nil, evidence: String? = nil
            ) {
                self.distinguishedName = distinguishedName
                self.objectGUID = objectGUID
                self.evidence = evidence
            }
        }

        /// A code, what it means being in the catalogue; and what was seen, where devices differ in that.
        package struct Reason: Codable, Sendable, Equatable {
            package var code: ReasonCode
            package var message: String?

            package init(_ code: ReasonCode, _ message: String? = nil) {
                self.code = code
                self.message = message
            }
        }

        package struct Result: Codable, Sendable, Equatable {
            package var check: CheckID
            package var status: Status
            package var reasons: [Reason]
            /// What the status is without the waivers; absent where it is not waived.
            package var found: Status?

            package init(check: CheckID, status: Status, reasons: [Reason], found: Status? = nil) {
                self.check = check
                self.status = status
                self.reasons = reasons
                self.found = found
            }
        }

        package var name: String
        package var ids: IDs
        package var verdict: Verdict
        /// What to mend first comes first.
        package var results: [Result]

        package init(name: String, ids: IDs, verdict: Verdict, results: [Result]) {
            self.name = name
            self.ids = ids
            self.verdict = verdict
            self.results = results
        }
    }
}
