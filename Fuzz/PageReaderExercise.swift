import Model

@testable import TenantAnswers

/// Reads bytes as each of the lists there are, twice, and demands what holds of any bytes at all.
enum PageReaderExercise {
    private static let table = [
        ExportFormat(
            title: "machines", list: .machines, isWhole: false,
            fields: [
                .init(name: "id", columns: ["device id"], isNeeded: true),
                .init(name: "machineTags", columns: ["tags"], isNeeded: false),
                .init(name: "osBuild", columns: ["os build"], isNeeded: false),
                .init(name: "managedBy", columns: ["managed by"], isNeeded: false, values: ["mde": "x"]),
            ])
    ]

    static func run(_ bytes: [UInt8]) {
        let reader = PageReader(tag: "MDE-Management")
        twice { () throws(AnswerFault) in try reader.entraDevices(bytes) }?.listing.demandSoundness()
        twice { () throws(AnswerFault) in try reader.managedDevices(bytes) }?.listing.demandSoundness()
        twice { () throws(AnswerFault) in try reader.computers(bytes) }?.listing.demandSoundness()
        let machines = twice { () throws(AnswerFault) in try reader.machines(bytes) }?.listing
        machines?.demandSoundness()
        for row in machines?.rows ?? [] {
            let tags = machines?.symbols[row.tags] ?? ""
            demand(
                tags.isEmpty
                    || tags.split(separator: "\n").allSatisfy {
                        NearMiss(String($0), of: "MDE-Management") != nil
                    },
                "\(tags) are not all tags that nearly are the one")
        }
        twice { () throws(AnswerFault) in try reader.organization(bytes) }
        twice { () throws(AnswerFault) in try reader.subscriptions(bytes) }
        twice { () throws(AnswerFault) in try reader.connectors(bytes) }
        twice { () throws(AnswerFault) in try reader.policies(bytes) }
        twice { () throws(AnswerFault) in try reader.settings(bytes) }
        twice { () throws(AnswerFault) in try reader.assignments(bytes) }
        twice { () throws(AnswerFault) -> SavedAnswer? in
            guard case .known(let kind) = try reader.open(bytes, count: bytes.count) else { return nil }
            return try reader.read(kind).answer
        }
        if let format = reader.format(ofTable: bytes, count: bytes.count, among: table) {
            twice { () throws(AnswerFault) in try reader.table(bytes, count: bytes.count, format) }
        }
    }

    @discardableResult
    private static func twice<Result: Equatable>(_ read: () throws(AnswerFault) -> Result) -> Result? {
        let (once, again) = (attempt(read), attempt(read))
        demand(once == again, "the same bytes are read in two ways")
        switch once {
        case .success(let result): return result
        case .failure(let fault):
            demand(fault.reason.isPrintable, "the fault \(fault.reason) is not printable")
            return nil
        }
    }

    private static func attempt<Result>(
        _ read: () throws(AnswerFault) -> Result
    ) -> Swift.Result<Result, AnswerFault> {
        do throws(AnswerFault) { return .success(try read()) } catch { return .failure(error) }
    }
}

extension DeviceListing {
    /// Moves every row, which traps where a number is none of the table's, and shows every text.
    fileprivate func demandSoundness() {
        var sum = DeviceListing()
        sum.add(self)
        sum.add(self)
        demand(sum.rows.count == rows.count * 2, "rows are lost where lists are added")
        demand(symbols.texts.first == "", "the first symbol is a text")
    }
}
