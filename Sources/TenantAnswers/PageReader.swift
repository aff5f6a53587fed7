package import Model

/// Turns the bytes of answers into the model's rows.
///
/// Each thread has one of its own; its memory serves one answer after the other. Every list may be a page as the API gave
/// it, an array of its elements, one element alone, or several documents, each on a line. The first `count` bytes are
/// read (all of them, where it is absent); nothing is copied where 64 bytes of the array's capacity follow them.
///
/// All of them throw where the bytes are not what they ought to be: not JSON, not UTF-8, cut short, another document, an
/// element that is no object, or a member that occurs twice. A value of another type than is documented is taken for
/// missing.
package final class PageReader {
    let document = AnswerDocument()
    var tags: TagFilter
    lazy var entraFields = FieldTable<EntraField>()
    lazy var managedFields = FieldTable<ManagedField>()
    lazy var machineFields = FieldTable<MachineField>()
    lazy var computerFields = FieldTable<ComputerField>()
    lazy var tenant = TenantAnswerReader(document.parser)
    lazy var policies = PolicyReader(document.parser)

    /// Of machines' tags, those are kept that are `tag` or nearly it.
    package init(tag: String) {
        tags = TagFilter(tag: tag)
    }

    /// Graph's `devices`.
    package func entraDevices(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerPage<EntraDevice> {
        try page(bytes, count, entraFields)
    }

    /// Graph's `deviceManagement/managedDevices`.
    package func managedDevices(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerPage<ManagedDevice> {
        try page(bytes, count, managedFields)
    }

    /// The `machines` of the Defender for Endpoint API.
    package func machines(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerPage<ListedMachine> {
        try page(bytes, count, machineFields)
    }

    /// What `Get-ADComputer … | ConvertTo-Json` writes, in Windows PowerShell's way and in PowerShell's.
    package func computers(
        _ bytes: [UInt8], count: Int? = nil
    ) throws(AnswerFault) -> AnswerPage<ListedComputer> {
        try page(bytes, count, computerFields)
    }

    private func page<Row: AnswerRow>(
        _ bytes: [UInt8], _ count: Int?, _ fields: FieldTable<Row.Field>
    ) throws(AnswerFault) -> AnswerPage<Row> {
        try document.open(bytes, count: count ?? bytes.count)
        defer { document.close() }
        return try page(fields)
    }

    /// The page that is open.
    func page<Row: AnswerRow>(_ fields: FieldTable<Row.Field>) throws(AnswerFault) -> AnswerPage<Row> {
        var context = RowContext<Row>(document.parser, tags)
        defer { tags = context.tags }
        var isBare = true
        try document.forEachElement { (element) throws(AnswerFault) in
            guard element.isObject else { throw AnswerFault("lists something that is no object") }
            try fields.read(element, by: document.parser)
            if isBare { isBare = fields.isBare }
            context.draft.rows.append(try Row.read(fields, &context))
        }
        if isBare, !context.draft.rows.isEmpty {
            throw AnswerFault("has none of the members \(fields.names.prefix(4).joined(separator: ", ")), …")
        }
        var page = AnswerPage(listing: context.draft.listing, nextLink: document.nextLink)
        page.total = document.total
        return page
    }
}
