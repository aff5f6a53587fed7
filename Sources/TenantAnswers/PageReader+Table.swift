package import Model

extension PageReader {
    /// Which of the formats a table of devices has, by its header; nil where it is none of them.
    package func format(
        ofTable bytes: [UInt8], count: Int, among formats: [ExportFormat]
    ) -> ExportFormat? {
        unsafe bytes.withUnsafeBufferPointer { all in
            var table = unsafe CommaSeparatedValues(UnsafeBufferPointer(rebasing: all.prefix(count)))
            guard let header = try? table.header() else { return nil }
            return formats.first { $0.fits(header) }
        }
    }

    /// Reads a table of devices in a format.
    package func table(
        _ bytes: [UInt8], count: Int, _ format: ExportFormat
    ) throws(AnswerFault) -> SavedAnswer {
        try unsafe bytes.withUnsafeBufferPointer { (all) throws(AnswerFault) in
            var table = unsafe CommaSeparatedValues(UnsafeBufferPointer(rebasing: all.prefix(count)))
            let header = try table.header()
            if format.isWhole, !table.endsWithLine {
                throw AnswerFault("is cut short: its last line has no end")
            }
            return switch format.list {
            case .directoryComputers: .computers(try rows(&table, header, format, computerFields))
            case .entraDevices: .entraDevices(try rows(&table, header, format, entraFields))
            case .managedDevices: .managedDevices(try rows(&table, header, format, managedFields))
            case .machines: .machines(try rows(&table, header, format, machineFields))
            }
        }
    }

    /// A column that is wanted.
    private struct Column<Field> {
        var position: Int
        var field: Field
        var values: [String: [UInt8]]
    }

    private func rows<Row: AnswerRow>(
        _ table: inout CommaSeparatedValues, _ header: [String], _ format: ExportFormat,
        _ fields: FieldTable<Row.Field>
    ) throws(AnswerFault) -> AnswerPage<Row> {
        let columns = columns(of: header, format, fields)
        var context = RowContext<Row>(document.parser, tags)
        defer { tags = context.tags }
        fields.clear()
        var bytes: [UInt8] = []
        var cells: [Range<Int>] = []
        while try table.next() {
            guard table.cells.count == header.count else {
                throw AnswerFault(
                    "is cut short or damaged: the record that ends in line \(table.line + 1) has \(table.cells.count) values, and the header \(header.count)"
                )
            }
            bytes.removeAll(keepingCapacity: true)
            cells.removeAll(keepingCapacity: true)
            for column in columns {
                let start = bytes.count
                let cell = table.cells[column.position]
                if !column.values.isEmpty, let meant = column.values[table.text(cell).trimmed.lowercased()] {
                    bytes += meant
                } else {
                    table.append(cell, to: &bytes)
                }
                cells.append(start..<bytes.count)
            }
            let row = try unsafe bytes.withUnsafeBufferPointer { (all) throws(AnswerFault) in
                for (column, cell) in zip(columns, cells) {
                    unsafe fields.set(column.field, cell: UnsafeBufferPointer(rebasing: all[cell]))
                }
                return try Row.read(fields, &context)
            }
            context.draft.rows.append(row)
        }
        return AnswerPage(listing: context.draft.listing, nextLink: nil)
    }

    private func columns<Field>(
        of header: [String], _ format: ExportFormat, _ fields: FieldTable<Field>
    ) -> [Column<Field>] {
        format.fields.compactMap { wanted in
            guard let position = wanted.columns.lazy.compactMap({ header.firstIndex(of: $0) }).first,
                let number = fields.names.firstIndex(of: wanted.name), let field = Field(rawValue: number)
            else { return nil }
            return Column(
                position: position, field: field, values: wanted.values.mapValues { Array($0.utf8) })
        }
    }
}

extension ExportFormat {
    /// Whether a table with this header is one of these.
    fileprivate func fits(_ header: [String]) -> Bool {
        fields.allSatisfy { !$0.isNeeded || $0.columns.contains(where: header.contains) }
    }
}

extension CommaSeparatedValues {
    /// Names of the columns, in lower case.
    fileprivate mutating func header() throws(AnswerFault) -> [String] {
        guard try next() else { return [] }
        return cells.map { text($0).trimmed.lowercased() }
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
