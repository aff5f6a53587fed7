/// Why a bundle cannot be written.
package struct BundleError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Cause: Sendable, Equatable {
        /// The place that was named cannot be written to; nothing was written yet.
        case place
        /// Writing failed in the middle, such as by a full disk, or the archive is not what was written.
        case writing
    }

    package let cause: Cause
    /// A clause that names the bundle.
    package let description: String

    package init(_ cause: Cause, _ description: String) {
        self.cause = cause
        self.description = description
    }
}

/// Why a file is not used as a bundle.
package struct UnusableBundle: Error, Sendable, Equatable, CustomStringConvertible {
    /// A clause that names the file and, within it, the place.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// What is wrong with a bundle's file, as a clause to stand behind its name.
struct BundleFault: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
