package import Model
package import StrictYAML

extension CatalogueLoader {
    /// Reads what tables of devices there are; it is needed once there are saved answers.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in the file.
    package func exports() throws(Diagnostics) -> [ExportFormat] {
        var loader = self
        let formats = loader.exportFormats()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return formats
    }

    private mutating func exportFormats() -> [ExportFormat] {
        read("tenant/exports.yml", keys: ["source", "formats"]) { file in
            _ = file.source()
            let keys = ["title", "list", "whole", "source", "fields"]
            return file.mappings("formats", keys: keys) { Self.exportFormat(&$0) }
        } ?? []
    }

    private static func exportFormat(_ entry: inout Mapping) -> ExportFormat? {
        _ = entry.source()
        let title = entry.text("title")
        let isWhole = entry.required("whole") { $0.bool() } ?? false
        var names: Set<String> = []
        let fields = entry.mappings("fields", keys: ["field", "columns", "needed", "values"]) { field in
            let name = field.text("field")
            field.complainOfRepetition(of: name, at: "field", &names)
            let columns = field.required("columns") { $0.strings() } ?? []
            let isNeeded = field.optional("needed") { $0.bool() } ?? false
            return ExportFormat.Field(
                name: name, columns: columns.map { $0.lowercased() }, isNeeded: isNeeded,
                values: values(&field))
        }
        if !fields.contains(where: \.isNeeded) {
            entry.complain("none of its fields is needed", at: "fields")
        }
        guard let list = entry.required("list", { $0.choice(DeviceListFact.Kind.self) }) else { return nil }
        return ExportFormat(title: title, list: list, isWhole: isWhole, fields: fields)
    }

    private static func values(_ field: inout Mapping) -> [String: String] {
        var values: [String: String] = [:]
        for (said, value) in field.optional("values", { $0.entries() }) ?? [] {
            var value = value
            let meant = value.string()
            field.add(value.diagnostics)
            values[said.lowercased()] = meant
        }
        return values
    }
}
