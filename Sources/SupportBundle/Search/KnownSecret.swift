/// A secret that was given to the run.
package struct KnownSecret: Sendable {
    /// What it is, such as `client secret`.
    package var name: String
    package var value: [UInt8]

    package init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }
}
