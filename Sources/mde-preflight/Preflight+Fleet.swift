import Configuration
import FleetJoin
import Foundation
import Model

/// The devices of all sources as one fleet.
extension Preflight {
    /// Joins the devices of the sources where more than one tells of them, or where the tenant does.
    ///
    /// `sources` is what the tenant's services list; it is empty where they were not asked.
    func join(_ sources: FleetSources, in facts: inout FactSet, _ knowledge: DeviceKnowledge) {
        guard let expectation = facts.deviceExpectation else { return }
        let read = facts.directories.filter { $0.computers.value != nil }
        guard !sources.isEmpty || (!facts.devices.isEmpty && !read.isEmpty) else { return }
        var sources = sources
        if let computers = DeviceListing<ListedComputer>(facts.directories) {
            if sources.computers == nil {
                sources.computers = computers
            } else {
                sources.computers?.add(computers)
            }
        }
        var rules = FleetJoin.Rules(judgedAt: expectation.judgedAt)
        rules.evidenceMaximumAge = expectation.maximumAge
        rules.otherSystems = knowledge.otherSystems
        if let settings = configuration.tenantServices { rules.staleAfter = settings.staleAfter }
        if let settings = configuration.directory { rules.computersStaleAfter = settings.staleAfter }
        let outcome = FleetJoin.join(sources, evidence: facts.devices, rules)
        facts.devices = outcome.devices
        facts.fleet = outcome.fleet
    }
}
