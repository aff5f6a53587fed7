/// The devices of all sources, joined: one row for each.
package struct Fleet: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var name = TextBlock.Place.none
        /// Distinguished name in Active Directory.
        package var dn = TextBlock.Place.none
        /// Id of the machine in Defender for Endpoint.
        package var machine = TextBlock.Place.none
        package var entraID: GUID?
        package var objectGUID: GUID?
        /// Number, among the facts' devices, of the one that says what the sources tell of this device.
        package var fact: UInt32 = 0

        package init() {}
    }

    package var rows: [Row] = []
    package var texts = TextBlock()
    /// Devices that no source shows in use, and records that are of no device to judge, by why.
    package var leftOut: [String: Int] = [:]

    package init() {}
}
