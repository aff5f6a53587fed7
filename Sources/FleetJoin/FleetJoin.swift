package import FoundationEssentials
package import Model

/// Finds out which records of which sources are one device, and what all of them together say of it.
///
/// Records are one device where they carry the same Entra device id, which for computers of Active Directory is their
/// objectGUID; else where they carry the same name with its domain; else where no more than one device can be meant by the
/// bare name. What cannot be told apart is not joined, and is said to be ambiguous.
///
/// Source: <https://learn.microsoft.com/entra/identity/devices/hybrid-join-plan>
package struct FleetJoin {
    /// What is not in use, and what is no device to judge.
    package struct Rules: Sendable {
        package var judgedAt: Date
        /// Seconds after which a record that was not seen counts as stale.
        package var staleAfter = 30 * 86_400.0
        /// The same for computer accounts, whose last sign-in is up to a fortnight behind.
        package var computersStaleAfter = 90 * 86_400.0
        /// Seconds after which evidence is not relied on.
        package var evidenceMaximumAge = Double.infinity
        /// Systems that are not judged, such as those of phones; lower case, compared from their beginning.
        package var otherSystems: [String] = []

        package init(judgedAt: Date) {
            self.judgedAt = judgedAt
        }
    }

    /// The devices, and the facts that say what is known of them.
    package struct Outcome: Sendable {
        /// The evidence that was given, with what the sources say of its devices, in its order; then one fact for each set of
        /// devices of which the sources say the same.
        package var devices: [DeviceFact]
        package var fleet: Fleet
    }

    /// Joins what the sources list with the evidence of single devices.
    package static func join(_ sources: FleetSources, evidence: [DeviceFact], _ rules: Rules) -> Outcome {
        let records = Records(sources, evidence, rules)
        let identities = Identities(records)
        return Roster(records, identities).outcome()
    }
}
