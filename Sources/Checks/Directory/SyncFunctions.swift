/// The functions of the rules' language, as far as rules about computers need them.
///
/// Source: <https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference>
enum SyncFunctions {
    /// Those that are documented for rules, lower case, and of which it is therefore known what they read; of some
    /// it is not known here what they give.
    static let names: Set = [
        "bitand", "bitor", "cbool", "cdate", "certextensionoids", "certformat", "certfriendlyname",
        "certhashstring", "certissuer", "certissuerdn", "certissueroid", "certkeyalgorithm",
        "certkeyalgorithmparams", "certnameinfo", "certnotafter", "certnotbefore", "certpublickeyoid",
        "certpublickeyparametersoid", "certserialnumber", "certsignaturealgorithmoid", "certsubject",
        "certsubjectnamedn", "certsubjectnameoid", "certthumbprint", "certversion", "cguid", "cint", "cnum",
        "contains", "convertfrombase64", "convertfromutf8hex", "converttobase64", "converttoutf8hex", "count",
        "cref", "cstr", "dateadd", "datefromnum", "dncomponent", "dncomponentrev", "error",
        "escapedncomponent",
        "formatdatetime", "guid", "iif", "instr", "instrrev", "isbitset", "iscert", "isdate", "isguid",
        "isnotnull", "isnull", "isnullorempty", "isnumeric", "ispresent", "isstring", "item", "itemornull",
        "join", "lcase", "left", "len", "ltrim", "mid", "not", "now", "numfromdate", "padleft", "padright",
        "pcase", "randomnum", "regexismatch", "regexreplace", "removeduplicates", "replace", "replacechars",
        "right", "rtrim", "select", "split", "stringfromguid", "stringfromsid", "switch", "trim", "ucase",
        "where", "with", "word",
    ]

    /// What a function gives; unknown where it is not known itself, or does not take such values.
    static func call(_ name: String, _ arguments: [SyncValue]) -> SyncValue {
        // Those that ask whether there is something can take what has no value.
        switch (name, arguments.count) {
        case ("isnullorempty", 1), ("ispresent", 1), ("isnull", 1), ("isnotnull", 1):
            return presence(name, arguments[0])
        case ("now", 0): return .moment(0)
        default: break
        }
        for argument in arguments {
            if case .unknown = argument { return argument }
        }
        return texts(name, arguments) ?? numbers(name, arguments) ?? certificates(name, arguments)
            ?? .unknown("the function \(name) is not understood, or not with these values")
    }

    private static func presence(_ name: String, _ value: SyncValue) -> SyncValue {
        guard let isPresent = value.isPresent else { return value }
        switch name {
        case "ispresent": return .bool(isPresent)
        case "isnullorempty": return .bool(!isPresent)
        // An empty text is a value.
        case "isnull": return .bool(!isPresent && value != .text(""))
        default: return .bool(isPresent || value == .text(""))
        }
    }
}

// MARK: - Texts

extension SyncFunctions {
    private static func texts(_ name: String, _ arguments: [SyncValue]) -> SyncValue? {
        switch (name, arguments.count) {
        case ("ucase", 1): text(arguments[0]).map { .text($0.uppercased()) }
        case ("lcase", 1): text(arguments[0]).map { .text($0.lowercased()) }
        case ("len", 1): text(arguments[0]).map { .number(Double($0.utf16.count)) }
        case ("trim", 1): text(arguments[0]).map { .text(trimmed($0, left: true, right: true)) }
        case ("ltrim", 1): text(arguments[0]).map { .text(trimmed($0, left: true, right: false)) }
        case ("rtrim", 1): text(arguments[0]).map { .text(trimmed($0, left: false, right: true)) }
        case ("left", 2), ("right", 2), ("mid", 3): part(name, arguments)
        case ("instr", 2): position(arguments)
        case ("cstr", 1): asText(arguments[0])
        case ("stringfromguid", 1): guid(arguments[0]).map { .text($0) }
        case ("regexismatch", 2), ("regexismatch", 3): match(arguments)
        default: nil
        }
    }

    private static func text(_ value: SyncValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }

    private static func guid(_ value: SyncValue) -> String? {
        if case .guid(let guid) = value { guid } else { nil }
    }

    private static func trimmed(_ text: String, left: Bool, right: Bool) -> String {
        var rest = text[...]
        if left { rest = rest.drop { $0.isWhitespace } }
        while right, rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Left, Right and Mid; of no text they give an empty one.
    private static func part(_ name: String, _ arguments: [SyncValue]) -> SyncValue? {
        guard let text = arguments[0] == .null ? "" : Self.text(arguments[0]),
            let first = integer(arguments[1])
        else {
            return nil
        }
        if name == "mid" {
            guard first >= 1, let count = integer(arguments[2]), count >= 0 else { return nil }
            return .text(String(text.dropFirst(first - 1).prefix(count)))
        }
        guard first >= 0 else { return nil }
        return .text(String(name == "left" ? text.prefix(first) : text.suffix(first)))
    }

    /// Where a text begins in another one, from 1; 0 where it does not.
    private static func position(_ arguments: [SyncValue]) -> SyncValue? {
        guard let text = Self.text(arguments[0]), let wanted = Self.text(arguments[1]), !wanted.isEmpty else {
            return nil
        }
        let exact = offset(of: wanted, in: text)
        // Whether case matters is not documented; where it would, it cannot be told.
        guard exact == offset(of: wanted.lowercased(), in: text.lowercased()) else {
            return .unknown("whether InStr regards case is not documented")
        }
        return .number(Double(exact))
    }

    private static func offset(of wanted: String, in text: String) -> Int {
        let (text, wanted) = (Array(text), Array(wanted))
        guard wanted.count <= text.count else { return 0 }
        let found = (0...(text.count - wanted.count)).first { text[$0...].starts(with: wanted) }
        return found.map { $0 + 1 } ?? 0
    }

    private static func asText(_ value: SyncValue) -> SyncValue? {
        switch value {
        case .text: return value
        case .bool(let isTrue): return .text(isTrue ? "True" : "False")
        case .number(let number): return Int(exactly: number).map { .text("\($0)") }
        default: return nil
        }
    }

    private static func match(_ arguments: [SyncValue]) -> SyncValue? {
        guard let text = Self.text(arguments[0]), let pattern = Self.text(arguments[1]) else { return nil }
        var ignoresCase = false
        if arguments.count == 3 {
            guard let option = Self.text(arguments[2])?.lowercased() else { return nil }
            switch option {
            case "ignorecase": ignoresCase = true
            case "none", "": break
            default: return .unknown("the option \(option) of RegexIsMatch is not understood")
            }
        }
        guard let pattern = SyncPattern(pattern, ignoresCase: ignoresCase) else {
            return .unknown("the pattern of RegexIsMatch is not understood")
        }
        return .bool(pattern.matches(text))
    }
}

// MARK: - Numbers, truth and dates

extension SyncFunctions {
    private static func integer(_ value: SyncValue) -> Int? {
        if case .number(let number) = value { Int(exactly: number) } else { nil }
    }

    private static func numbers(_ name: String, _ arguments: [SyncValue]) -> SyncValue? {
        switch (name, arguments.count) {
        case ("bitand", 2): return bits(arguments).map { .number(Double($0 & $1)) }
        case ("bitor", 2): return bits(arguments).map { .number(Double($0 | $1)) }
        case ("not", 1): return arguments[0].inverted
        case ("cbool", 1): return truth(arguments[0])
        case ("cnum", 1), ("cint", 1): return number(arguments[0])
        case ("count", 1):
            switch arguments[0] {
            case .list(let list): return .number(Double(list.count))
            case .null: return .number(0)
            default: return .number(1)
            }
        case ("dateadd", 3): return later(arguments)
        default: return nil
        }
    }

    private static func bits(_ arguments: [SyncValue]) -> (Int, Int)? {
        guard let left = integer(arguments[0]), let right = integer(arguments[1]), left >= 0, right >= 0
        else {
            return nil
        }
        return (left, right)
    }

    private static func truth(_ value: SyncValue) -> SyncValue? {
        switch value {
        case .bool: return value
        case .number(let number): return .bool(number != 0)
        case .text(let text):
            switch text.lowercased() {
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: return nil
            }
        default: return nil
        }
    }

    private static func number(_ value: SyncValue) -> SyncValue? {
        switch value {
        case .number: return value
        case .text(let text): return Int(text).map { .number(Double($0)) }
        default: return nil
        }
    }

    /// `DateAdd(unit, number, date)`; a month has no length in seconds.
    private static func later(_ arguments: [SyncValue]) -> SyncValue? {
        let seconds: [String: Double] = [
            "s": 1, "n": 60, "h": 3600, "d": 86400, "y": 86400, "w": 86400, "ww": 604_800,
        ]
        guard let unit = text(arguments[0])?.lowercased(), let length = seconds[unit],
            case .number(let count) = arguments[1], case .moment(let moment) = arguments[2]
        else { return nil }
        return .moment(moment + count * length)
    }
}

// MARK: - Certificates

extension SyncFunctions {
    private static func certificates(_ name: String, _ arguments: [SyncValue]) -> SyncValue? {
        guard arguments.count == 1 else { return nil }
        guard case .certificate(let certificate) = arguments[0] else {
            return name == "iscert" && arguments[0].isPresent == true ? .bool(false) : nil
        }
        switch name {
        case "iscert": return .bool(true)
        case "certsubject": return .text(certificate.subject)
        case "certnotafter": return .moment(certificate.notAfter)
        case "certnotbefore": return .moment(certificate.notBefore)
        default: return nil
        }
    }
}
