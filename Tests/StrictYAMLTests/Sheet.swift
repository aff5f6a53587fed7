import Foundation
import StrictYAML

/// A document with a key of each type, read strictly.
struct Sheet: Equatable {
    enum Colour: String, CaseIterable {
        case red, green
    }

    var name = ""
    var count: Int?
    var tags: [String]?
    var colour: Colour?
    /// Seconds.
    var wait: Double?
    var parts: [String] = []
    var low: Int?

    /// - Returns: nil where the text is no mapping, and what was wrong, a line each.
    static func read(_ data: Data, compiled: CompiledTrees? = nil) -> (sheet: Sheet?, complaints: String) {
        var reader = Reader(compiled: compiled)
        let sheet = reader.read(data, name: "sheet.yml", keys: keys, body)
        return (sheet, reader.diagnostics.description)
    }

    static func read(_ text: String) -> (sheet: Sheet?, complaints: String) {
        read(Data(text.utf8))
    }

    static func read(file: URL, compiled: CompiledTrees? = nil) -> (sheet: Sheet?, complaints: String) {
        var reader = Reader(compiled: compiled)
        let sheet = reader.read(file: file, name: "sheet.yml", keys: keys, body)
        return (sheet, reader.diagnostics.description)
    }

    private static let keys = ["name", "count", "tags", "colour", "wait", "parts", "limits", "source"]

    private static func body(_ file: inout Mapping) -> Sheet {
        var sheet = Sheet()
        sheet.name = file.text("name")
        sheet.count = file.required("count") { $0.int() }
        sheet.tags = file.optional("tags") { $0.strings() }
        sheet.colour = file.optional("colour") { $0.choice(Colour.self) }
        sheet.wait = file.optional("wait") { $0.duration() }
        sheet.parts = file.mappings("parts", required: false, keys: ["id", "size"]) { part in
            _ = part.optional("size") { $0.int() }
            return part.text("id")
        }
        sheet.low = file.mapping("limits", keys: ["low", "high"]) { limits in
            limits.required("low") { $0.int() }
        }
        if file.has("source") { _ = file.source() }
        return sheet
    }
}
