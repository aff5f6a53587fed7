/// A table of devices that a portal or PowerShell writes, as comma-separated values.
package struct ExportFormat: Sendable, Equatable {
    /// Where one gets it, in words.
    package var title: String
    package var list: DeviceListFact.Kind
    /// Whether it has every device; a portal's table tells neither which filter was set nor whether it was cut.
    package var isWhole: Bool
    package var fields: [Field]

    /// A member of the interface's list, and the columns that stand for it.
    package struct Field: Sendable, Equatable {
        /// As the interface calls it.
        package var name: String
        /// Names of columns in lower case; the first one that is there counts.
        package var columns: [String]
        /// Whether a table without it is another one.
        package var isNeeded: Bool
        /// What the interface says for what the table says, by the latter in lower case; all else is taken as it is.
        package var values: [String: String]

        package init(name: String, columns: [String], isNeeded: Bool, values: [String: String] = [:]) {
            self.name = name
            self.columns = columns
            self.isNeeded = isNeeded
            self.values = values
        }
    }

    package init(title: String, list: DeviceListFact.Kind, isWhole: Bool, fields: [Field]) {
        self.title = title
        self.list = list
        self.isWhole = isWhole
        self.fields = fields
    }
}
