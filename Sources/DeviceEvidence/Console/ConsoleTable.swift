/// The columns of a table as consoles show it: under each name of the header, a cell.
struct ConsoleTable {
    struct Column {
        /// Lower case.
        var name: String
        /// Bytes from the beginning of the line.
        var range: Range<Int>
    }

    let columns: [Column]

    /// The columns of a header; nil where it holds anything but `known` names, which are lower case, or one twice.
    init?(header line: EvidenceLine, known: Set<String>) {
        let bytes = line.bytes
        guard line.isEnded, bytes.count <= 4096 else { return nil }
        var columns: [Column] = []
        for token in bytes.tokens {
            let name = token.lowercasedString
            guard known.contains(name), !columns.contains(where: { $0.name == name }) else { return nil }
            let start = bytes.startIndex
            columns.append(Column(name: name, range: token.startIndex - start..<token.endIndex - start))
        }
        guard !columns.isEmpty else { return nil }
        self.columns = columns
    }

    func has(_ name: String) -> Bool { columns.contains { $0.name == name } }

    /// The word in a column; nil where the row has another shape than the header.
    ///
    /// The word begins where the name begins or ends where it ends. What stands before it has to be ASCII, as the width
    /// of other characters cannot be told.
    func word(_ name: String, in row: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let column = columns.first(where: { $0.name == name }) else { return nil }
        let start = row.startIndex
        for token in row.prefix(column.range.upperBound + 256).tokens {
            let range = token.startIndex - start..<token.endIndex - start
            if range.lowerBound == column.range.lowerBound || range.upperBound == column.range.upperBound {
                return row[..<token.startIndex].isASCII ? token : nil
            }
        }
        return nil
    }
}
