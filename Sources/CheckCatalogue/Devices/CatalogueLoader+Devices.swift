package import Model
package import StrictYAML

extension CatalogueLoader {
    /// Reads what is needed once there is evidence of devices.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong in these files.
    package func devices() throws(Diagnostics) -> DeviceKnowledge {
        var loader = self
        var knowledge = DeviceKnowledge()
        knowledge.platforms = loader.platforms()
        knowledge.registration = loader.registration()
        knowledge.enrollment = loader.enrollment()
        knowledge.controlPlane = loader.controlPlane()
        knowledge.sources = loader.listedValues()
        knowledge.otherSystems = loader.otherSystems()
        guard loader.reader.diagnostics.isEmpty else { throw loader.reader.diagnostics }
        return knowledge
    }
}
