import Model

/// Rows of a list as they are being read.
struct ListingDraft<Row: ListedDevice> {
    var rows: [Row] = []
    private var bytes: [UInt8] = []
    private var symbols = SymbolTable()
    private var exact = SymbolMemo()
    private var lowered = SymbolMemo()
    /// Symbols of machines' tags, by the number of the one tag that is kept of them.
    private var tagSymbols: [UInt32: UInt32] = [:]

    /// Longer texts are cut, as ``TextBlock`` does it.
    private static var longest: Int { 4096 }

    /// Keeps a text of its own; one of another type is none.
    @inline(__always)
    mutating func place(_ value: AnswerValue) -> TextBlock.Place { place(value.text) }

    @inline(__always)
    mutating func place(_ text: AnswerText?) -> TextBlock.Place {
        guard let text, !text.isEmpty else { return .none }
        let start = bytes.count
        let part = text.prefix(Self.longest)
        guard start + part.count <= Int(UInt32.max) else { return .none }
        unsafe bytes.append(contentsOf: part.bytes)
        return TextBlock.Place(start: UInt32(start), count: UInt32(part.count))
    }

    /// The number of a text that many rows share, as it is.
    @inline(__always)
    mutating func symbol(_ value: AnswerValue) -> UInt32 {
        guard let text = value.text, !text.isEmpty else { return 0 }
        let part = text.prefix(Self.longest)
        if let known = exact.number(of: part) { return known }
        let number = symbols.number(of: part.string)
        exact.add(part, number)
        return number
    }

    /// The number of a text that many rows share, in lower case.
    @inline(__always)
    mutating func loweredSymbol(_ value: AnswerValue) -> UInt32 {
        guard let text = value.text, !text.isEmpty else { return 0 }
        let part = text.prefix(Self.longest)
        if let known = lowered.number(of: part) { return known }
        let number = symbols.number(of: part.string.lowercased())
        lowered.add(part, number)
        return number
    }

    mutating func symbol(named text: String) -> UInt32 { symbols.number(of: text) }

    /// The symbol of one tag alone, whose number is the reader's.
    mutating func symbol(ofTag number: UInt32, _ text: String) -> UInt32 {
        if let known = tagSymbols[number] { return known }
        let symbol = symbols.number(of: text)
        tagSymbols[number] = symbol
        return symbol
    }

    var listing: DeviceListing<Row> {
        var listing = DeviceListing<Row>()
        listing.rows = rows
        listing.texts = TextBlock(bytes)
        listing.symbols = symbols
        return listing
    }
}
