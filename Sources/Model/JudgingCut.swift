/// Where judging devices one by one ended in a run that was interrupted.
package struct JudgingCut: Codable, Sendable, Equatable {
    /// Where one check ended.
    package struct Part: Codable, Sendable, Equatable {
        package var check: CheckID
        /// Absent for a check that judges by all requirement sets alike.
        package var requirementSet: String?
        /// How many devices were judged, in the order of the facts; none of those that follow was.
        package var devices: Int

        package init(check: CheckID, requirementSet: String?, devices: Int) {
            self.check = check
            self.requirementSet = requirementSet
            self.devices = devices
        }
    }

    /// The checks that did not come to their end; of all others every device was judged.
    package var parts: [Part]

    /// Without parts nothing was cut off.
    package init(parts: [Part] = []) {
        self.parts = parts
    }

    /// How many devices a check judged; nil where it judged all.
    ///
    /// By a requirement set of which nothing is told it went no further than by any other.
    package func devices(of check: CheckID, by requirementSet: String) -> Int? {
        let own = parts.filter { $0.check == check }
        let exact = own.first { $0.requirementSet == nil || $0.requirementSet == requirementSet }
        return exact?.devices ?? own.map(\.devices).min()
    }
}
