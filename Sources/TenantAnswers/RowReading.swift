import Model

/// A row that is read from an object's members.
protocol AnswerRow: ListedDevice {
    associatedtype Field: AnswerField

    /// Reads the members that are in the table.
    static func read(_ fields: FieldTable<Field>, _ context: inout RowContext<Self>) throws(AnswerFault)
        -> Self
}

/// What reading a row takes beside its members.
struct RowContext<Row: ListedDevice> {
    let parser: JSONParser
    var draft = ListingDraft<Row>()
    var tags: TagFilter

    init(_ parser: JSONParser, _ tags: TagFilter) {
        self.parser = parser
        self.tags = tags
    }
}
