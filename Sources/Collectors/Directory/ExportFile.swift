import Model

/// What one file of an export holds.
enum ExportContent {
    /// A connector to a forest.
    case forest(SyncForest)
    /// The connector to the tenant: its GUID and its domains.
    case tenant(connector: String, [String])
    /// A connector to something else, such as a database.
    case otherConnector
    case settings(GlobalSettings)
    /// A rule, and its GUID.
    case rule(String, SyncRule)
}

/// The parts of `GlobalSettings/MV.xml` that matter.
struct GlobalSettings {
    var server: String?
    /// As written: `2026-05-03 14:28:09.784`.
    var exportDate: String?
    /// By name, lower case.
    var parameters: [String: String] = [:]
}

/// Reads one file of a server's export, whichever it is: its root element tells.
final class ExportFileHandler: XMLHandler {
    private var part: (any ExportPart)?
    /// The path of the element at which the part begins.
    private var anchor = ""
    /// Of an element around the part.
    private var exportDate: String?

    /// What kind of file it is, as far as its beginning told; nil for another product's.
    var gap: SyncConfigurationFact.Gap? { part?.gap }

    /// What the file holds, once it has been read to its end; nil for another product's.
    func content() throws(XMLFault) -> ExportContent? { try part?.content() }

    /// When the file was written, as it says itself.
    var date: String? { exportDate }

    func opened(_ path: String, _ attributes: [String: String]) -> XMLInterest {
        if let part { return part.opened(String(path.dropFirst(anchor.count + 1)), attributes) }
        exportDate = exportDate ?? attributes.first { $0.key.lowercased() == "export-date" }?.value
        switch path.split(separator: "/").last {
        case "ma-data": part = ConnectorPart()
        case "saved-mv-configuration": part = GlobalSettingsPart(attributes)
        case "synchronizationrule": part = RulePart()
        case "saved-ma-configuration": return .enter
        default: return .skip
        }
        anchor = path
        return .enter
    }

    func closed(_ path: String, _ text: String) {
        guard path.count > anchor.count else { return }
        part?.closed(String(path.dropFirst(anchor.count + 1)), text)
    }
}

/// One kind of file; paths are below its root.
protocol ExportPart: XMLHandler {
    /// What is missing where such a file cannot be read.
    var gap: SyncConfigurationFact.Gap { get }

    /// - Throws: What cannot be understood, although it is well-formed.
    func content() throws(XMLFault) -> ExportContent
}

extension String {
    /// A text from an export, printable: white space of any kind is a space.
    func exported(limit: Int = 4096) -> String {
        let isPlain = utf8.allSatisfy { $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }
        return (isPlain ? self : String(map { $0.isWhitespace ? " " : $0 })).printable(limit: limit)
    }

    /// A GUID in lower case and without braces, as exports write it in either way.
    var plainGUID: String {
        var text = self[...]
        if text.first == "{" { text = text.dropFirst() }
        if text.last == "}" { text = text.dropLast() }
        return text.lowercased().printable(limit: 64)
    }

    /// `True`, `1` and the like; nil for anything else.
    var exportedBool: Bool? {
        switch lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}
